package io.tandem.routing.policy;

import io.tandem.contracts.AccountScored;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Firmographics;
import io.tandem.contracts.Money;
import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.contracts.Score;
import io.tandem.contracts.Signal;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.UsageFacts;
import io.tandem.routing.domain.AcvModel;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.domain.RoutingInputs;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * Inputs at the boundaries of what a policy asks for: at, just below and just above each number that it names, with each
 * text that it names and with another, with and without everything that can be there.
 */
final class SampleInputs {
    private static final UUID ID = new UUID(0, 1);
    private static final Instant AT = Instant.EPOCH;
    private static final String OTHER = "something else";

    private final Policy policy;
    private final Constants constants;
    private final Random random;
    private final List<Integer> users;
    private final List<String> countries;
    private final List<String> industries;
    private final List<String> domains;
    private final List<String> referrals;
    private final List<String> signals;

    SampleInputs(Policy policy, Constants constants, Random random) {
        this.policy = policy;
        this.constants = constants;
        this.random = random;
        users = users();
        countries = texts("account.country", "signup.country");
        industries = texts("account.industry");
        domains = texts("account.domain");
        referrals = texts("signup.referral");
        signals = texts(Constants.SIGNAL_NAMES);
    }

    RoutingInputs next() {
        boolean signsUp = random.nextBoolean();
        SignupAnswers signup = signsUp || random.nextBoolean() ? signup() : null;
        Owner owner = random.nextInt(3) > 0 ? null : new Owner(ID, one(texts("relationship.owner")), "o@rep.example");
        Motion motion = random.nextBoolean() ? null : one(Arrays.asList(Motion.values()));
        boolean open = motion != null && motion.hasHuman() && random.nextBoolean();
        return new RoutingInputs(
                signsUp ? AccountScored.Trigger.SIGNUP : AccountScored.Trigger.USAGE,
                new RoutingInputs.Account(
                        ID,
                        one(domains),
                        one(texts("account.name")),
                        motion,
                        open ? new RoutingInputs.OpenHandoff(ID, owner) : null,
                        null),
                signup,
                new Score(
                        number("score.total"),
                        number("score.fit"),
                        number("score.engagement"),
                        grade(),
                        List.of(),
                        "1"),
                someSignals(),
                new UsageFacts(whole("account.events"), (int) whole("account.activeUsers"), one(users), AT, AT),
                new RoutingInputs.Relationship(
                        owner,
                        random.nextBoolean(),
                        owner != null && random.nextBoolean(),
                        one(Arrays.asList(null, "PROSPECT", "CUSTOMER", "FORMER")),
                        random.nextInt(3) == 0,
                        constants.numbers("relationship.health").isEmpty()
                                ? null
                                : (int) Math.min(100, whole("relationship.health"))),
                random.nextInt(4) == 0 ? null : firmographics(),
                random.nextInt(3) == 0);
    }

    private SignupAnswers signup() {
        return new SignupAnswers(
                ID,
                ID,
                ID,
                one(texts("signup.email")),
                one(texts("signup.name")),
                null,
                size("signup.companySize"),
                one(texts("signup.role")),
                one(texts("signup.useCase")),
                random.nextBoolean() ? null : one(countries),
                random.nextInt(3) == 0,
                null,
                null,
                Map.of("source", one(referrals)),
                AT,
                Map.of(),
                random.nextInt(3) == 0,
                false);
    }

    private Firmographics firmographics() {
        BigDecimal revenue = BigDecimal.valueOf(whole("account.revenue"));
        return new Firmographics(
                null,
                one(industries),
                size("account.companySize"),
                one(countries),
                new Money(revenue, one(texts("account.revenueCurrency"))),
                Map.of());
    }

    private List<Signal> someSignals() {
        Set<String> names = new LinkedHashSet<>();
        for (int wanted = random.nextInt(4); wanted > 0; wanted--) {
            names.add(one(signals));
        }
        return names.stream().map(name -> new Signal(name, AT, name, Map.of())).toList();
    }

    private String grade() {
        return random.nextBoolean()
                ? one(texts("score.grade"))
                : "ABCD".charAt(random.nextInt(4)) + "" + (1 + random.nextInt(4));
    }

    private CompanySize size(String path) {
        int which = random.nextInt(CompanySize.values().length + 2);
        return which < CompanySize.values().length ? CompanySize.values()[which] : null;
    }

    /** Seats may come from use, so there are users enough for each value that matters. */
    private List<Integer> users() {
        Set<Integer> counts = new LinkedHashSet<>(List.of(0, 1, 3));
        boundaries("account.users").forEach(value -> counts.add((int) Math.max(0, value)));
        boundaries("account.seats").forEach(value -> counts.add((int) Math.max(0, value)));
        Set<Double> values = new LinkedHashSet<>();
        constants.numbers("account.acv").forEach(value -> values.add(value.doubleValue()));
        policy.acv().bands().stream()
                .map(AcvModel.Band::upTo)
                .filter(end -> end != null)
                .forEach(end -> values.add(end.doubleValue()));
        List<Double> prices = new ArrayList<>();
        if (policy.acv().pricePerSeat() != null) {
            prices.add(policy.acv().pricePerSeat().doubleValue());
        }
        for (AcvModel.Plan plan : policy.acv().plans()) {
            if (plan.pricePerSeat() != null) {
                prices.add(plan.pricePerSeat().doubleValue());
            }
            plan.tiers().forEach(tier -> prices.add(tier.pricePerSeat().doubleValue()));
        }
        for (double value : values) {
            for (double price : prices) {
                int seats = (int) Math.min(Integer.MAX_VALUE - 2, value / Math.max(price, 0.01));
                counts.addAll(List.of(seats, seats + 1, 2 * Math.min(seats, Integer.MAX_VALUE / 4) + 1));
            }
        }
        return new ArrayList<>(counts);
    }

    private List<String> texts(String... paths) {
        Set<String> values = new LinkedHashSet<>(List.of(OTHER));
        for (String path : paths) {
            values.addAll(constants.texts(path));
        }
        return new ArrayList<>(values);
    }

    private List<Double> boundaries(String path) {
        List<Double> values = new ArrayList<>(List.of(0.0));
        for (Number number : constants.numbers(path)) {
            double constant = number.doubleValue();
            values.addAll(List.of(constant, constant - 1, constant + 1));
        }
        return values;
    }

    private double number(String path) {
        return one(boundaries(path));
    }

    private long whole(String path) {
        return (long) Math.max(0, number(path));
    }

    private <T> T one(Collection<T> values) {
        List<T> list = values instanceof List<T> already ? already : new ArrayList<>(values);
        return list.get(random.nextInt(list.size()));
    }
}
