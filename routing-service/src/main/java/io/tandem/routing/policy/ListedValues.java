package io.tandem.routing.policy;

import io.tandem.routing.domain.Policy;
import io.tandem.routing.domain.Regions;
import io.tandem.routing.domain.Territory;
import io.tandem.routing.domain.TerritoryOverlaps;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Of the values that a policy's lists hold, one of each kind that the lists tell apart. */
final class ListedValues {
    /** The numbers of the lists that hold a value. */
    private final Map<String, List<Integer>> holders = new LinkedHashMap<>();

    private int lists;

    private ListedValues() {}

    static Collection<String> domains(Policy policy) {
        ListedValues domains = new ListedValues();
        policy.namedAccounts().forEach(list -> domains.add(list.domains()));
        policy.partners().forEach(partner -> domains.add(partner.domains()));
        return domains.oneOfEachKind();
    }

    static Collection<String> referrals(Policy policy) {
        ListedValues referrals = new ListedValues();
        policy.partners().forEach(partner -> referrals.add(lowerCase(partner.referrals())));
        return referrals.oneOfEachKind();
    }

    /** With one that no territory asks for. */
    static Collection<String> countries(Policy policy) {
        ListedValues countries = new ListedValues();
        for (Territory territory : all(policy.territories(), new ArrayList<>())) {
            if (!territory.countries().isEmpty() || !territory.regions().isEmpty()) {
                Set<String> held = new LinkedHashSet<>(territory.countries());
                held.addAll(TerritoryOverlaps.countries(territory));
                countries.add(held);
            }
        }
        if (!countries.holders.isEmpty()) {
            new TreeSet<>(Regions.countries())
                    .forEach(country -> countries.holders.computeIfAbsent(country, held -> new ArrayList<>()));
        }
        return countries.oneOfEachKind();
    }

    static Collection<String> industries(Policy policy) {
        ListedValues industries = new ListedValues();
        all(policy.territories(), new ArrayList<>())
                .forEach(territory -> industries.add(lowerCase(territory.industries())));
        return industries.oneOfEachKind();
    }

    private static List<Territory> all(List<Territory> territories, List<Territory> found) {
        for (Territory territory : territories) {
            found.add(territory);
            all(territory.parts(), found);
        }
        return found;
    }

    private static Set<String> lowerCase(List<String> values) {
        Set<String> lower = new LinkedHashSet<>();
        values.forEach(value -> lower.add(value.toLowerCase(Locale.ROOT)));
        return lower;
    }

    private void add(Collection<String> list) {
        int number = lists++;
        list.forEach(value ->
                holders.computeIfAbsent(value, held -> new ArrayList<>()).add(number));
    }

    private Collection<String> oneOfEachKind() {
        Map<List<Integer>, String> kinds = new LinkedHashMap<>();
        holders.forEach((value, holding) -> kinds.putIfAbsent(holding, value));
        return kinds.values();
    }
}
