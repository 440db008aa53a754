package io.tandem.signup.domain;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a form asks and how its answers are taken. Everything but title and fields may be left out.
 *
 * @param submitLabel on the button, or null for what is usual in the visitor's language
 * @param locale of its words, such as {@code en} or {@code pt-BR}
 * @param honeypot whether it has a field that people do not see; true unless said otherwise
 * @param minFillMillis whoever is faster is taken for a robot, unless they come back with a token of an earlier signup
 * @param doubleOptIn whether a signup counts only when the address was confirmed by a link
 * @param refuseDisposable whether throw-away addresses are refused
 * @param theme values of the form's CSS custom properties, by their names without {@code --tandem-}; or null
 */
public record FormDefinition(
        String title,
        String submitLabel,
        String locale,
        List<FormField> fields,
        List<FormConsent> consents,
        Boolean honeypot,
        Integer minFillMillis,
        boolean doubleOptIn,
        boolean refuseDisposable,
        FormLimits limits,
        Map<String, String> theme) {
    private static final int MIN_FILL_MILLIS = 1500;

    public FormDefinition {
        locale = Objects.requireNonNullElse(locale, "en");
        fields = Objects.requireNonNullElse(fields, List.of());
        consents = Objects.requireNonNullElse(consents, List.of());
        honeypot = !Boolean.FALSE.equals(honeypot);
        minFillMillis = Objects.requireNonNullElse(minFillMillis, MIN_FILL_MILLIS);
        limits = Objects.requireNonNullElse(limits, new FormLimits(null, null));
    }

    /** Of what somebody said about consents what answers this form: only that was agreed to which was shown. */
    public List<GivenConsent> answeredBy(List<GivenConsent> given) {
        return given.stream()
                .filter(one -> consents.stream().anyMatch(one::answers))
                .toList();
    }
}
