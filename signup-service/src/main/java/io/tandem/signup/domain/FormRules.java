package io.tandem.signup.domain;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a definition must be to become a form. Collects everything that is wrong. */
public final class FormRules {
    private static final Pattern LOCALE = Pattern.compile("[a-z]{2,3}(-[A-Z]{2})?");
    private static final Pattern PURPOSE = Pattern.compile("[a-z][a-z0-9-]{0,59}");
    private static final Pattern PROPERTY = Pattern.compile("[a-z][a-z-]{0,59}");
    // As the script's rule: no function but these, so nothing that could fetch, and nothing that could end the
    // property.
    private static final Pattern PROPERTY_VALUE = Pattern.compile(
            "(?=.{1,100}$)(?:(?:rgba?|hsla?|hwb|(?:ok)?lab|(?:ok)?lch|color(?:-mix)?|light-dark|calc|min|max|clamp|var)?\\("
                    + "|[\\w-](?![\\w-]*\\()|[#%.,)'\" /+])+",
            Pattern.CASE_INSENSITIVE);

    private final List<Fault> faults = new ArrayList<>();

    private FormRules() {}

    public static List<Fault> faults(FormDefinition form) {
        FormRules rules = new FormRules();
        rules.check(form);
        return List.copyOf(rules.faults);
    }

    private void check(FormDefinition form) {
        text("title", form.title(), 100);
        if (form.submitLabel() != null) {
            text("submitLabel", form.submitLabel(), 60);
        }
        matching("locale", form.locale(), LOCALE, "must be a language such as en or pt-BR");
        between("fields", form.fields().size(), 1, 40, "items");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < form.fields().size(); i++) {
            String place = "fields[" + i + "]";
            FormField field = form.fields().get(i);
            if (field == null) {
                add(place, "must not be null");
                continue;
            }
            faults.addAll(FieldRules.faults(place, field));
            if (field.name() != null && !names.add(field.name())) {
                add(place + ".name", "is asked already");
            }
        }
        if (!names.contains(FieldKind.EMAIL)) {
            add("fields", "must ask for email");
        }
        checkConsents(form.consents());
        between("minFillMillis", form.minFillMillis(), 0, 60_000, "milliseconds");
        between("limits.perAddress", form.limits().perAddress(), 1, 100_000, "a minute");
        between("limits.perDomain", form.limits().perDomain(), 1, 100_000, "a minute");
        if (form.theme() != null) {
            checkTheme(form.theme());
        }
    }

    private void checkConsents(List<FormConsent> consents) {
        between("consents", consents.size(), 0, 20, "items");
        Set<String> purposes = new HashSet<>();
        for (int i = 0; i < consents.size(); i++) {
            String place = "consents[" + i + "]";
            FormConsent consent = consents.get(i);
            if (consent == null) {
                add(place, "must not be null");
                continue;
            }
            matching(place + ".purpose", consent.purpose(), PURPOSE, "must be lower-case letters, digits and hyphens");
            if (consent.purpose() != null && !purposes.add(consent.purpose())) {
                add(place + ".purpose", "is asked for already");
            }
            text(place + ".version", consent.version(), 60);
            text(place + ".text", consent.text(), 2000);
            if (consent.url() != null && (consent.url().length() > 500 || !isWebAddress(consent.url()))) {
                add(place + ".url", "must be an http or https address of at most 500 characters");
            }
        }
    }

    private void checkTheme(Map<String, String> theme) {
        between("theme", theme.size(), 0, 40, "properties");
        theme.forEach((property, value) -> {
            if (!PROPERTY.matcher(property).matches()
                    || value == null
                    || !PROPERTY_VALUE.matcher(value).matches()) {
                add(
                        "theme." + property,
                        "must be a name such as accent, of lower-case letters and hyphens, with a plain value");
            }
        });
    }

    private void text(String place, String text, int longest) {
        FieldRules.text(place, text, longest).ifPresent(faults::add);
    }

    private void matching(String place, String text, Pattern pattern, String detail) {
        if (text == null || !pattern.matcher(text).matches()) {
            add(place, detail);
        }
    }

    private void between(String place, int number, int least, int most, String unit) {
        if (number < least || number > most) {
            add(place, "must be between %d and %d %s".formatted(least, most, unit));
        }
    }

    private static boolean isWebAddress(String url) {
        try {
            URI address = new URI(url);
            return address.getHost() != null && Set.of("http", "https").contains(address.getScheme());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private void add(String place, String detail) {
        faults.add(new Fault(place, detail));
    }
}
