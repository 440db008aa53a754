package io.tandem.signup.domain;

import io.tandem.contracts.CompanySize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a question of a form must be. */
final class FieldRules {
    private static final Pattern AUTOCOMPLETE = Pattern.compile("[a-z][a-z0-9 -]{0,49}");
    private static final int MOST_OPTIONS = 300;
    private static final int LONGEST_OPTION = 100;
    private static final Set<String> SIZES =
            Arrays.stream(CompanySize.values()).map(CompanySize::label).collect(Collectors.toUnmodifiableSet());

    private final String place;
    private final FormField field;
    private final List<Fault> faults = new ArrayList<>();

    private FieldRules(String place, FormField field) {
        this.place = place;
        this.field = field;
    }

    static List<Fault> faults(String place, FormField field) {
        FieldRules rules = new FieldRules(place, field);
        rules.check();
        return rules.faults;
    }

    static Optional<Fault> text(String place, String text, int longest) {
        if (text == null || text.isBlank()) {
            return Optional.of(new Fault(place, "must not be blank"));
        }
        return text.length() > longest
                ? Optional.of(new Fault(place, "must have at most " + longest + " characters"))
                : Optional.empty();
    }

    private void check() {
        checkKind();
        text(place + ".label", field.label(), 200).ifPresent(faults::add);
        optional("help", field.help(), 500);
        optional("placeholder", field.placeholder(), 100);
        if (field.autocomplete() != null
                && !AUTOCOMPLETE.matcher(field.autocomplete()).matches()) {
            add("autocomplete", "must be an HTML autofill token");
        }
        if (FieldKind.CHOICE.equals(field.type())) {
            checkOptions();
        } else if (field.options() != null && !field.options().isEmpty()) {
            add("options", "only a choice has options");
        }
        if (!Set.of(FormField.ALWAYS, FormField.UNKNOWN).contains(field.askWhen())) {
            add("askWhen", "must be ALWAYS or UNKNOWN");
        }
        if (FieldKind.EMAIL.equals(field.name())) {
            checkEmail();
        }
    }

    private void checkKind() {
        FieldKind kind = FieldKind.of(field.name());
        if (kind == null) {
            add("name", "is neither a member of a signup nor custom. and a name of letters and digits");
        } else if (field.type() == null || !kind.types().contains(field.type())) {
            add(
                    "type",
                    "must be "
                            + String.join(" or ", kind.types().stream().sorted().toList()));
        } else {
            Integer longest = FieldKind.longest(field.name(), field.type());
            if (longest != null && (field.maxLength() < 1 || field.maxLength() > longest)) {
                add("maxLength", "must be between 1 and " + longest);
            } else if (longest == null && field.maxLength() != null) {
                add("maxLength", "means nothing for this type");
            }
        }
    }

    /** It is the one thing that makes a signup, and what tells whose earlier answers are meant. */
    private void checkEmail() {
        if (!field.required()) {
            add("required", "email must be required");
        }
        if (field.isSkippedWhenKnown()) {
            add("askWhen", "email must be asked always");
        }
    }

    private void checkOptions() {
        List<FormOption> options = field.options() == null ? List.of() : field.options();
        if (options.isEmpty() || options.size() > MOST_OPTIONS) {
            add("options", "a choice must have between 1 and " + MOST_OPTIONS + " options");
            return;
        }
        Set<String> values = new HashSet<>();
        for (int i = 0; i < options.size(); i++) {
            checkOption("options[" + i + "]", options.get(i), values);
        }
    }

    private void checkOption(String where, FormOption option, Set<String> others) {
        if (option == null) {
            add(where, "must not be null");
            return;
        }
        text(place + "." + where + ".value", option.value(), LONGEST_OPTION).ifPresent(faults::add);
        text(place + "." + where + ".label", option.label(), 200).ifPresent(faults::add);
        if (option.value() != null && !option.value().equals(Text.cleaned(option.value()))) {
            add(where + ".value", "must have no white space around it and no control characters");
        }
        if (!others.add(option.value())) {
            add(where + ".value", "is an option already");
        }
        if (FieldKind.COMPANY_SIZE.equals(field.name()) && !SIZES.contains(option.value())) {
            add(where + ".value", "must be one of 1-10, 11-50, 51-200, 201-1000, 1001-5000, 5001+");
        }
    }

    private void optional(String member, String text, int longest) {
        if (text != null) {
            text(place + "." + member, text, longest).ifPresent(faults::add);
        }
    }

    private void add(String member, String detail) {
        faults.add(new Fault(place + "." + member, detail));
    }
}
