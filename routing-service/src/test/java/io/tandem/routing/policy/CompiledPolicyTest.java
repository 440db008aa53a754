package io.tandem.routing.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.contracts.Motion;
import io.tandem.routing.domain.Conditions;
import io.tandem.routing.domain.Policy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompiledPolicyTest {
    private static final Map<String, Object> VARIABLES = Map.of(
            "signup", Map.of("country", "DE"),
            "account", Map.of("acv", 36_000L, "seats", 0L),
            "score", Map.of("fit", 30.5),
            "signals", List.of(Map.of("name", "several-users")),
            "relationship", Map.of());

    @Test
    void numbersOfAllKindsCompare() {
        assertTrue(test("account.acv > 35999.5 && score.fit >= 30").matched());
        assertTrue(test("signals.exists(s, s.name == 'several-users') && signup.country in ['DE', 'AT']")
                .matched());
        assertFalse(test("signals.size() >= 2").matched());
    }

    @Test
    void saysWhatTheConditionLookedAt() {
        assertEquals(
                "account.acv is 36000, signals is [several-users]",
                test("account.acv > 1 && signals.size() > 0 && account.acv < 2").because());
        assertEquals("always", test("true").because());
    }

    @Test
    void conditionThatFailsIsNotMatchedAndSaysWhy() {
        Conditions.Verdict verdict = test("account.acv / account.seats > 1");

        assertFalse(verdict.matched());
        assertNotNull(verdict.error());
        assertTrue(verdict.error().contains("zero"), verdict.error());
    }

    @Test
    void refusesWhatIsNoCondition() {
        for (String when : List.of(
                "account.acv >",
                "nothing.at.all",
                "1 + 1",
                "signup.contry == 'DE'",
                "account.acv == 'x'",
                "signals.exists(s, s.nam == 'x')")) {
            var refused = assertThrows(IllegalArgumentException.class, () -> test(when));
            assertTrue(refused.getMessage().startsWith("rule r: "), refused.getMessage());
        }
    }

    private static Conditions.Verdict test(String when) {
        Policy.Rule rule =
                new Policy.Rule("r", "", when, new Policy.Then(Motion.SALES_LED, false, null, 1, "", null, false));
        return CompiledPolicy.of(new Policy("t", "", null, List.of(rule))).test(rule, VARIABLES);
    }
}
