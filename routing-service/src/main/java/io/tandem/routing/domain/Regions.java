package io.tandem.routing.domain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Regions and subregions of the world by name, after the United Nations' Standard Country or Area Codes for Statistical
 * Use (M49), and the countries in them. Taiwan, which M49 does not list, is in Eastern Asia; Kosovo in Southern Europe.
 */
public final class Regions {
    private static final Map<String, List<String>> OF_COUNTRY = new HashMap<>();
    private static final Set<String> NAMES = new TreeSet<>();

    static {
        try (InputStream file = Objects.requireNonNull(Regions.class.getResourceAsStream("/m49.csv"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.lines().skip(1).map(line -> line.split(",")).forEach(row -> {
                NAMES.addAll(List.of(row[0], row[1]));
                for (String country : row[2].split(" ")) {
                    OF_COUNTRY.put(country, List.of(row[0], row[1]));
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Regions() {}

    /** The region and the subregion of a country; none of an unknown one. */
    public static List<String> of(String country) {
        return OF_COUNTRY.getOrDefault(country, List.of());
    }

    public static Set<String> names() {
        return NAMES;
    }

    public static Collection<String> countries() {
        return OF_COUNTRY.keySet();
    }
}
