package io.tandem.routing.domain;

import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Motion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A part of the market, with parts of its own. An account is in it if each of the four that is not empty holds the
 * account's, and if the account is in the territory around it.
 *
 * @param countries ISO 3166-1 alpha-2
 * @param regions regions and subregions of UN M49 by name, see {@link Regions}
 * @param industries in any letter case
 * @param sizes of companies
 * @param pools whose reps take care, by motion; a motion that is absent is asked of the territory around
 * @param parts more specific ones
 */
public record Territory(
        String name,
        List<String> countries,
        List<String> regions,
        List<String> industries,
        List<CompanySize> sizes,
        Map<Motion, String> pools,
        List<Territory> parts) {

    public Territory {
        countries = Objects.requireNonNullElse(countries, List.of());
        regions = Objects.requireNonNullElse(regions, List.of());
        industries = Objects.requireNonNullElse(industries, List.of());
        sizes = Objects.requireNonNullElse(sizes, List.of());
        pools = Objects.requireNonNullElse(pools, Map.of());
        parts = Objects.requireNonNullElse(parts, List.of());
    }

    /**
     * What is known of an account; empty text and null are unknown, and unknown is in no territory that asks for it.
     *
     * @param country ISO 3166-1 alpha-2
     */
    public record Place(String country, String industry, CompanySize size) {}

    /** The territories around a place from the outermost to the most specific; empty if it is in none. */
    public static List<Territory> path(List<Territory> roots, Place place) {
        List<Territory> path = new ArrayList<>();
        List<Territory> level = roots;
        while (!level.isEmpty()) {
            Territory best = null;
            for (Territory territory : level) {
                if (territory.holds(place) && (best == null || territory.specificity() > best.specificity())) {
                    best = territory;
                }
            }
            if (best == null) {
                break;
            }
            path.add(best);
            level = best.parts();
        }
        return path;
    }

    /** Names from the outermost to the most specific, with slashes between them. */
    public static String name(List<Territory> path) {
        StringBuilder name = new StringBuilder();
        path.forEach(territory -> name.append(name.isEmpty() ? "" : "/").append(territory.name()));
        return name.toString();
    }

    /** The pool that the most specific territory of a path has for a motion, or null. */
    static String pool(List<Territory> path, Motion motion) {
        for (int i = path.size() - 1; i >= 0; i--) {
            String pool = path.get(i).pools().get(motion);
            if (pool != null) {
                return pool;
            }
        }
        return null;
    }

    boolean holds(Place place) {
        return holdsCountry(place.country())
                && (industries.isEmpty() || industries.stream().anyMatch(place.industry()::equalsIgnoreCase))
                && (sizes.isEmpty() || place.size() != null && sizes.contains(place.size()));
    }

    private boolean holdsCountry(String country) {
        if (countries.isEmpty() && regions.isEmpty()) {
            return true;
        }
        String code = country.toUpperCase(Locale.ROOT);
        return countries.contains(code)
                || !regions.isEmpty() && Regions.of(code).stream().anyMatch(regions::contains);
    }

    /** Of two beside one another a country goes before a region, that before an industry, that before a size. */
    int specificity() {
        return (countries.isEmpty() ? 0 : 8)
                + (regions.isEmpty() || !countries.isEmpty() ? 0 : 4)
                + (industries.isEmpty() ? 0 : 2)
                + (sizes.isEmpty() ? 0 : 1);
    }
}
