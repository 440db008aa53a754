package io.tandem.signup.domain;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Countries by what people call them. */
final class Countries {
    private static final Map<String, String> CODES = new HashMap<>();

    static {
        for (String code : Locale.getISOCountries()) {
            Locale country = new Locale.Builder().setRegion(code).build();
            CODES.put(keyOf(code), code);
            CODES.put(keyOf(country.getISO3Country()), code);
            CODES.put(keyOf(country.getDisplayCountry(Locale.ENGLISH)), code);
        }
        Map.ofEntries(
                        Map.entry("UK", "GB"),
                        Map.entry("Great Britain", "GB"),
                        Map.entry("England", "GB"),
                        Map.entry("Scotland", "GB"),
                        Map.entry("Wales", "GB"),
                        Map.entry("United States of America", "US"),
                        Map.entry("The Netherlands", "NL"),
                        Map.entry("Holland", "NL"),
                        Map.entry("Czech Republic", "CZ"),
                        Map.entry("Turkey", "TR"),
                        Map.entry("Ivory Coast", "CI"),
                        Map.entry("Macedonia", "MK"),
                        Map.entry("Swaziland", "SZ"),
                        Map.entry("Burma", "MM"),
                        Map.entry("Hong Kong", "HK"),
                        Map.entry("Macau", "MO"),
                        Map.entry("Republic of Korea", "KR"),
                        Map.entry("Korea", "KR"),
                        Map.entry("Russian Federation", "RU"),
                        Map.entry("Viet Nam", "VN"))
                .forEach((name, code) -> CODES.put(keyOf(name), code));
    }

    private Countries() {}

    /** The ISO 3166-1 alpha-2 code of a country given by a code of two or three letters or by its English name. */
    static Optional<String> codeOf(String text) {
        return Optional.ofNullable(CODES.get(keyOf(text)));
    }

    private static String keyOf(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}]+", "");
    }
}
