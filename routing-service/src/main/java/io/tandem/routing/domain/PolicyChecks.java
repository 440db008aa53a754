package io.tandem.routing.domain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What contradicts itself in a policy, so that it cannot be published. */
public final class PolicyChecks {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final List<Fault> faults = new ArrayList<>();

    private PolicyChecks() {}

    /** @param place JSON pointer into the definition */
    public record Fault(String place, String reason) {}

    public static List<Fault> faults(Policy policy) {
        PolicyChecks checks = new PolicyChecks();
        checks.names("/rules", policy.rules(), Policy.Rule::name);
        checks.names("/acv/bands", policy.acv().bands(), AcvModel.Band::name);
        checks.names("/acv/plans", policy.acv().plans(), AcvModel.Plan::name);
        checks.names("/seatsBands", policy.seatsBands(), Policy.SeatsBand::name);
        checks.names("/namedAccounts", policy.namedAccounts(), Policy.NamedAccounts::name);
        checks.names("/partners", policy.partners(), Policy.Partner::name);
        checks.ascending("/seatsBands", policy.seatsBands(), band -> decimal(band.upTo()));
        checks.prices(policy.acv());
        for (int i = 0; i < policy.rules().size(); i++) {
            checks.reason(
                    "/rules/" + i + "/then/reason", policy.rules().get(i).then().reason());
        }
        checks.territories("/territories", policy.territories());
        return checks.faults;
    }

    private void prices(AcvModel acv) {
        ascending("/acv/plans", acv.plans(), plan -> decimal(plan.upToSeats()));
        if (acv.plans().isEmpty() == (acv.pricePerSeat() == null)) {
            fault("/acv", "needs either plans or a pricePerSeat");
        }
        for (int i = 0; i < acv.plans().size(); i++) {
            AcvModel.Plan plan = acv.plans().get(i);
            String place = "/acv/plans/" + i;
            int prices = (plan.pricePerSeat() == null ? 0 : 1)
                    + (plan.flat() == null ? 0 : 1)
                    + (plan.tiers().isEmpty() ? 0 : 1);
            if (prices != 1) {
                fault(place, "has " + prices + " prices: needs one of pricePerSeat, flat and tiers");
            }
            ascending(place + "/tiers", plan.tiers(), tier -> decimal(tier.upToSeats()));
            if (plan.discountPercent() != null && plan.discountPercent().compareTo(HUNDRED) > 0) {
                fault(place + "/discountPercent", "is more than 100");
            }
        }
    }

    private void reason(String place, String reason) {
        Matcher found = PLACEHOLDER.matcher(reason);
        while (found.find()) {
            String path = found.group(1);
            int dot = path.indexOf('.');
            boolean known = dot < 0
                    ? path.equals("signals")
                    : Variables.STRUCTURES
                            .getOrDefault(path.substring(0, dot), Map.of())
                            .containsKey(path.substring(dot + 1));
            if (!known) {
                fault(place, "there is nothing to fill in for " + found.group());
            }
        }
    }

    private void territories(String place, List<Territory> territories) {
        names(place, territories, Territory::name);
        for (int i = 0; i < territories.size(); i++) {
            Territory territory = territories.get(i);
            String here = place + "/" + i;
            territory.regions().stream()
                    .filter(region -> !Regions.names().contains(region))
                    .forEach(region -> fault(here + "/regions", region + " is no region or subregion of UN M49"));
            territory.countries().stream()
                    .filter(country -> Regions.of(country).isEmpty())
                    .forEach(country -> fault(here + "/countries", country + " is no country of ISO 3166-1"));
            territories(here + "/parts", territory.parts());
        }
    }

    private <T> void names(String place, List<T> named, Function<T, String> name) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < named.size(); i++) {
            if (!seen.add(name.apply(named.get(i)))) {
                fault(place + "/" + i + "/name", "is the name of another one, too: " + name.apply(named.get(i)));
            }
        }
    }

    /** Each upper end is above the one before, and only the last is open. */
    private <T> void ascending(String place, List<T> bands, Function<T, BigDecimal> upTo) {
        notAscending(bands, upTo).forEach(i -> fault(place + "/" + i, "does not end above the one before it"));
        if (!bands.isEmpty() && upTo.apply(bands.get(bands.size() - 1)) != null) {
            fault(place + "/" + (bands.size() - 1), "is the last, so it must be without an upper end");
        }
    }

    /** Places of those that end no higher than the one before. */
    static <T> List<Integer> notAscending(List<T> bands, Function<T, BigDecimal> upTo) {
        List<Integer> places = new ArrayList<>();
        for (int i = 1; i < bands.size(); i++) {
            BigDecimal before = upTo.apply(bands.get(i - 1));
            BigDecimal here = upTo.apply(bands.get(i));
            if (before == null || here != null && here.compareTo(before) <= 0) {
                places.add(i);
            }
        }
        return places;
    }

    private void fault(String place, String reason) {
        faults.add(new Fault(place, reason));
    }

    private static BigDecimal decimal(Integer number) {
        return number == null ? null : BigDecimal.valueOf(number);
    }
}
