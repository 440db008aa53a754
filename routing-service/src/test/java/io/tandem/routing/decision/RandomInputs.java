package io.tandem.routing.decision;

import io.tandem.contracts.AccountScored.Trigger;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Firmographics;
import io.tandem.contracts.Money;
import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.contracts.Score;
import io.tandem.contracts.Signal;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.UsageFacts;
import io.tandem.routing.domain.Ledger;
import io.tandem.routing.domain.PoolState;
import io.tandem.routing.domain.Rep;
import io.tandem.routing.domain.RoutingInputs;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Inputs and pools of all kinds, the same for the same seed. */
public final class RandomInputs {
    private static final List<String> SIGNALS =
            List.of("several-users", "upgrade-blocked", "usage-decline", "heavy-usage", "champion");
    private final Random random;

    public RandomInputs(long seed) {
        random = new Random(seed);
    }

    public RoutingInputs inputs() {
        Trigger trigger = random.nextInt(3) > 0 ? Trigger.SIGNUP : Trigger.USAGE;
        Motion motion = one(null, null, Motion.SELF_SERVE, Motion.SALES_ASSIST, Motion.SALES_LED, Motion.NURTURE);
        Owner owner = random.nextInt(3) == 0 ? new Owner(id(), "Maya Ärö", "maya@tandem.example") : null;
        RoutingInputs.OpenHandoff handoff = random.nextInt(5) == 0
                ? new RoutingInputs.OpenHandoff(id(), random.nextBoolean() ? owner : null)
                : null;
        String domain = "acme-" + random.nextInt(1000) + ".com";
        return new RoutingInputs(
                trigger,
                new RoutingInputs.Account(id(), domain, "Acme İ " + random.nextInt(1000), motion, handoff, rest()),
                trigger == Trigger.SIGNUP || random.nextBoolean() ? signup(domain) : null,
                new Score(random.nextInt(10_000) / 100.0, 30, 11.25, one("A1", "B3", "D4"), List.of(), "1"),
                signals(),
                new UsageFacts(random.nextInt(50_000), random.nextInt(20), random.nextInt(3000), null, null),
                owner == null
                        ? RoutingInputs.Relationship.NONE
                        : new RoutingInputs.Relationship(
                                owner,
                                random.nextBoolean(),
                                random.nextBoolean(),
                                one(null, "CUSTOMER", "PROSPECT"),
                                random.nextBoolean(),
                                one(null, random.nextInt(101))),
                random.nextBoolean()
                        ? null
                        : new Firmographics(
                                "Acme",
                                one("Finance", "IT", null),
                                one(CompanySize.values()),
                                one("DE", "TR", null),
                                new Money(new BigDecimal("1234567.89"), "EUR"),
                                Map.of("companySize", "upload")),
                random.nextInt(6) == 0);
    }

    private RoutingInputs.Rest rest() {
        return random.nextInt(6) > 0
                ? null
                : new RoutingInputs.Rest(
                        Instant.parse("2026-12-24T18:00:00Z"),
                        random.nextBoolean(),
                        SIGNALS.subList(0, random.nextInt(4)));
    }

    public PoolState pool() {
        List<Rep> reps = new ArrayList<>();
        List<Ledger.Standing> standings = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            UUID id = id();
            int weight = 1 + random.nextInt(4);
            reps.add(new Rep(
                    id, "Rep " + i, i + "@tandem.example", weight, 0, 1 + random.nextInt(9), random.nextInt(3), true));
            if (random.nextBoolean()) {
                standings.add(new Ledger.Standing(
                        id,
                        weight,
                        random.nextInt(100),
                        BigDecimal.valueOf(random.nextInt(1_000_000_000), 9),
                        random.nextInt(300),
                        random.nextBoolean()));
            }
        }
        return new PoolState(new Ledger("SALES_LED", 300, standings), reps);
    }

    private SignupAnswers signup(String domain) {
        boolean reader = random.nextInt(5) == 0;
        return new SignupAnswers(
                id(),
                new UUID(0, 1),
                id(),
                "jo@" + domain,
                one("Jo Doe", null),
                "Acme",
                one(null, one(CompanySize.values())),
                one("CTO", "Founder", null),
                one("reporting", null),
                one("DE", "US", null),
                random.nextInt(4) == 0,
                null,
                null,
                one(Map.of(), Map.of("source", "partner-x")),
                Instant.ofEpochSecond(1_790_000_000L + random.nextInt(1_000_000)),
                one(Map.of(), Map.of("language", "fr-CA")),
                reader,
                random.nextInt(10) == 0);
    }

    private List<Signal> signals() {
        return SIGNALS.stream()
                .filter(name -> random.nextInt(4) == 0)
                .map(name -> new Signal(name, null, "Acme shows " + name, Map.of()))
                .toList();
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    @SafeVarargs
    private <T> T one(T... of) {
        return of[random.nextInt(of.length)];
    }
}
