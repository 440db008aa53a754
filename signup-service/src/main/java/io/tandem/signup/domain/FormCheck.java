package io.tandem.signup.domain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds what was answered against the form that asked. Collects everything that is wrong. */
public final class FormCheck {
    private static final Set<String> COUNTRIES = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

    private FormCheck() {}

    public static List<Fault> faults(FormDefinition form, FormAnswers answers, List<GivenConsent> consents) {
        List<Fault> faults = new ArrayList<>();
        for (FormField field : form.fields()) {
            fault(field, answers.get(field.name())).ifPresent(detail -> faults.add(new Fault(field.name(), detail)));
        }
        Set<String> answered = new HashSet<>();
        for (GivenConsent given : consents) {
            if (given.purpose() != null && !answered.add(given.purpose())) {
                faults.add(new Fault("consents." + given.purpose(), "must be answered once"));
            }
        }
        for (FormConsent asked : form.consents()) {
            if (asked.required() && consents.stream().noneMatch(given -> given.granted() && given.answers(asked))) {
                faults.add(new Fault("consents." + asked.purpose(), "must be agreed to, version " + asked.version()));
            }
        }
        return faults;
    }

    static Optional<String> fault(FormField field, String answer) {
        if (answer == null) {
            return field.required() ? Optional.of("must not be blank") : Optional.empty();
        }
        String detail =
                switch (field.type()) {
                    case FieldKind.CHOICE -> isOption(field, answer) ? null : "must be one of " + options(field);
                    case FieldKind.YES_NO -> Set.of("true", "false").contains(answer) ? null : "must be true or false";
                    case FieldKind.COUNTRY -> COUNTRIES.contains(answer) ? null : "must be an ISO 3166-1 alpha-2 code";
                    default ->
                        answer.length() > field.maxLength()
                                ? "must have at most " + field.maxLength() + " characters"
                                : null;
                };
        return Optional.ofNullable(detail);
    }

    private static boolean isOption(FormField field, String answer) {
        return field.options().stream().anyMatch(option -> option.value().equals(answer));
    }

    private static String options(FormField field) {
        return field.options().stream().map(FormOption::value).collect(Collectors.joining(", "));
    }
}
