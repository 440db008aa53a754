package io.tandem.routing.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.contracts.Owner;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.domain.PoolState;
import io.tandem.routing.domain.RecordedDecision;
import io.tandem.routing.domain.Routing;
import io.tandem.routing.domain.RoutingInputs;
import io.tandem.routing.domain.Situation;
import io.tandem.routing.domain.TraceStep;
import io.tandem.routing.domain.Variables;
import io.tandem.routing.policy.CompiledPolicy;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordedDecisionTest {
    private static final int CASES = 1_000;

    @Test
    void keepsAllThatConditionsCanAskFor() {
        Policy policy = ShippedPolicy.compiled().policy();
        RandomInputs random = new RandomInputs(815);
        for (int i = 0; i < CASES; i++) {
            RoutingInputs inputs = random.inputs();
            RoutingInputs read = RecordedDecision.of(
                            inputs.account().id(), new RecordedDecision(inputs, null, null).toBytes())
                    .inputs();
            assertEquals(
                    Variables.of(Situation.of(policy, inputs)).toString(),
                    Variables.of(Situation.of(policy, read)).toString());
        }
    }

    /** An input that a rule can look at and that is left out of the compact form shows in the trace. */
    @Test
    void decidesAsTheWholeInputsDo() {
        CompiledPolicy policy = ShippedPolicy.compiled();
        RandomInputs random = new RandomInputs(4711);
        for (int i = 0; i < CASES; i++) {
            RoutingInputs inputs = random.inputs();
            PoolState pool = random.pool();
            RecordedDecision recorded = new RecordedDecision(inputs, null, i % 2 == 0 ? "SALES_LED" : null);
            RecordedDecision read = RecordedDecision.of(inputs.account().id(), recorded.toBytes());

            assertEquals(trace(policy, inputs, pool), trace(policy, read.inputs(), pool), "case " + i);
            assertEquals(i % 2 == 0, read.opensHandoff());
            assertEquals(
                    Routing.decide(policy.policy(), inputs, policy, asked -> pool)
                            .map(routed -> routed.outcome().motion()
                                    + routed.outcome().rule()
                                    + routed.outcome().opensHandoff()
                                    + routed.outcome().pool()
                                    + routed.needs()),
                    Routing.outline(policy.policy(), read.inputs(), policy, asked -> pool)
                            .map(routed -> routed.outcome().motion()
                                    + routed.outcome().rule()
                                    + routed.outcome().opensHandoff()
                                    + routed.outcome().pool()
                                    + routed.needs()));
            assertTrue(recorded.toBytes().length < 600);
        }
    }

    @Test
    void keepsTheOwnerWithoutTheEmail() {
        Owner maya = new Owner(UUID.randomUUID(), "Maya Ärö", "maya@tandem.example");
        RecordedDecision recorded = new RecordedDecision(new RandomInputs(1).inputs(), maya, "KEY");

        RecordedDecision read = RecordedDecision.of(UUID.randomUUID(), recorded.toBytes());
        assertEquals(new Owner(maya.id(), "Maya Ärö", null), read.owner());
        assertEquals("KEY", read.pool());
    }

    @Test
    void doesNotGuessAtAFormThatIsNotKnown() {
        assertNull(RecordedDecision.of(UUID.randomUUID(), new byte[] {99, 1, 2, 3}));
    }

    private static Optional<List<TraceStep>> trace(CompiledPolicy policy, RoutingInputs inputs, PoolState pool) {
        return Routing.decide(policy.policy(), inputs, policy, asked -> pool)
                .map(routed -> routed.outcome().trace());
    }
}
