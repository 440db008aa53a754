package io.tandem.routing.domain;

import io.tandem.contracts.CompanySize;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Territories beside one another that hold the same accounts. */
public final class TerritoryOverlaps {
    private TerritoryOverlaps() {}

    /**
     * Two that overlap.
     *
     * @param place of the second one, a JSON pointer into the definition
     * @param wins the one that an account in both goes to
     * @param shared what both hold, in words
     */
    public record Overlap(String place, String first, String second, String wins, String shared) {}

    public static List<Overlap> of(List<Territory> territories) {
        List<Overlap> overlaps = new ArrayList<>();
        find("/territories", "", territories, overlaps);
        return overlaps;
    }

    private static void find(String place, String around, List<Territory> beside, List<Overlap> overlaps) {
        for (int i = 0; i < beside.size(); i++) {
            Territory one = beside.get(i);
            for (int j = i + 1; j < beside.size(); j++) {
                Territory other = beside.get(j);
                String shared = shared(one, other);
                if (shared != null) {
                    String wins = (other.specificity() > one.specificity() ? other : one).name();
                    overlaps.add(new Overlap(
                            place + "/" + j, around + one.name(), around + other.name(), around + wins, shared));
                }
            }
            find(place + "/" + i + "/parts", around + one.name() + "/", one.parts(), overlaps);
        }
    }

    /** What both hold, or null if they hold nothing in common. */
    private static String shared(Territory one, Territory other) {
        Set<String> countries = new TreeSet<>(countries(one));
        countries.retainAll(countries(other));
        Set<String> industries = common(industries(one), industries(other));
        Set<CompanySize> sizes = EnumSet.copyOf(sizes(one));
        sizes.retainAll(sizes(other));
        if (countries.isEmpty() || industries != null && industries.isEmpty() || sizes.isEmpty()) {
            return null;
        }
        return (countries.size() > 5 ? countries.size() + " countries" : String.join(", ", countries))
                + (industries == null ? "" : ", " + String.join(", ", industries))
                + (sizes.size() == CompanySize.values().length
                        ? ""
                        : ", " + sizes.stream().map(CompanySize::label).collect(Collectors.joining(", ")) + " people");
    }

    /** All that it holds of the world. */
    public static Set<String> countries(Territory territory) {
        if (territory.countries().isEmpty() && territory.regions().isEmpty()) {
            return new TreeSet<>(Regions.countries());
        }
        Set<String> countries = new TreeSet<>(territory.countries());
        Regions.countries().stream()
                .filter(country -> Regions.of(country).stream().anyMatch(territory.regions()::contains))
                .forEach(countries::add);
        return countries;
    }

    private static Set<String> industries(Territory territory) {
        return territory.industries().stream()
                .map(industry -> industry.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** None means all of them; null if both hold all. */
    private static Set<String> common(Set<String> some, Set<String> others) {
        if (some.isEmpty() || others.isEmpty()) {
            return some.isEmpty() && others.isEmpty() ? null : some.isEmpty() ? others : some;
        }
        Set<String> common = new HashSet<>(some);
        common.retainAll(others);
        return new TreeSet<>(common);
    }

    private static List<CompanySize> sizes(Territory territory) {
        return territory.sizes().isEmpty() ? List.of(CompanySize.values()) : territory.sizes();
    }
}
