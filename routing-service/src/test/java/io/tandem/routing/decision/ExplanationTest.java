package io.tandem.routing.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Motion;
import io.tandem.routing.Scored;
import io.tandem.routing.domain.Ledger;
import io.tandem.routing.domain.PoolState;
import io.tandem.routing.domain.Rep;
import io.tandem.routing.domain.Routing;
import io.tandem.routing.domain.RoutingInputs;
import io.tandem.routing.policy.CompiledPolicy;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final CompiledPolicy POLICY = ShippedPolicy.compiled();
    private static final Clauses CLAUSES = Clauses.of(POLICY.policy());
    private static final PoolState TWO_REPS = new PoolState(
            new Ledger(
                    "SALES_LED",
                    7,
                    List.of(
                            new Ledger.Standing(new UUID(0, 1), 1, 4, BigDecimal.ZERO, 7, true),
                            new Ledger.Standing(new UUID(0, 2), 1, 3, BigDecimal.ZERO, 6, true))),
            List.of(rep(1, "Maya"), rep(2, "Ben")));

    @Test
    void saysWhatWasDecidedByWhichRuleWhyNotBeforeAndWhoGotIt() {
        Scored bank = Scored.newAccount(CompanySize.UP_TO_5000);
        RoutingInputs inputs = inputs(bank, null);

        assertEquals(
                "Acme " + bank.domain() + " is led by sales: Acme " + bank.domain()
                        + " is worth about 720000 USD a year, enough for a salesperson to lead."
                        + " Rule enterprise of policy " + POLICY.policy().version()
                        + " decided because the account's worth is in the band sales-led and the company has 1001 people or"
                        + " more; before it did not match:"
                        + " owner-first (the account has no owner who is available),"
                        + " hand-raiser (the person did not ask to talk to sales),"
                        + " open-opportunity (no sale is under way),"
                        + " existing-customer (no relationship is recorded and the account does not meet a human yet),"
                        + " do-not-lead-with-sales (somebody signed up and nothing says that the person is not to be led"
                        + " with sales and not everybody at the account asked for peace from sales)."
                        + " Ben gets it: Ben has the largest shortfall in pool SALES_LED: Ben 0.50, Maya -0.50 (number 8"
                        + " that this pool assigned).",
                explained(inputs));
    }

    @Test
    void saysWhyNobodyGotIt() {
        String words = explained(inputs(Scored.newAccount(CompanySize.UP_TO_10), null));

        assertTrue(words.contains(" is left to serve itself: "), words);
        assertTrue(words.contains(" and 3 more. Nobody: self-serve."), words);
    }

    @Test
    void saysThatAnOpenHandoffKeptTheMotion() {
        RoutingInputs.OpenHandoff open =
                new RoutingInputs.OpenHandoff(new UUID(3, 3), rep(1, "Maya").asOwner());
        String words = explained(inputs(Scored.newAccount(CompanySize.UP_TO_10), open));

        assertTrue(words.contains("While a handoff is open an account never steps back"), words);
        assertTrue(words.endsWith("Maya keeps it: Maya holds the open handoff."), words);
    }

    private static String explained(RoutingInputs inputs) {
        Routing.Outcome outcome = Routing.decide(POLICY.policy(), inputs, POLICY, pool -> TWO_REPS)
                .orElseThrow()
                .outcome();
        return Explanation.of(POLICY.policy(), CLAUSES, inputs, outcome);
    }

    private static RoutingInputs inputs(Scored account, RoutingInputs.OpenHandoff open) {
        var scored = account.signup();
        return new RoutingInputs(
                scored.trigger(),
                new RoutingInputs.Account(
                        scored.accountId(),
                        scored.domain(),
                        scored.accountName(),
                        open == null ? null : Motion.SALES_ASSIST,
                        open,
                        null),
                scored.signup(),
                scored.score(),
                scored.signals(),
                scored.usage(),
                RoutingInputs.Relationship.NONE,
                null,
                false);
    }

    private static Rep rep(long id, String name) {
        return new Rep(new UUID(0, id), name, name + "@tandem.example", 1, 0, 10, 0, true);
    }
}
