package io.tandem.routing.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tandem.routing.domain.PoolState;
import io.tandem.routing.domain.Routing;
import io.tandem.routing.domain.RoutingInputs;
import io.tandem.routing.policy.CompiledPolicy;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A decision depends on its inputs, its policy and its pool, and on nothing else. */
class DecisionsPurityTest {
    private static final int CASES = 2_000;
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();

    @AfterEach
    void comeHome() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
    }

    @Test
    void decisionIsTheSameFromWhatIsStoredInAnotherTimeZoneAndLanguage() throws Exception {
        CompiledPolicy policy = ShippedPolicy.compiled();
        RandomInputs random = new RandomInputs(20261127);
        for (int i = 0; i < CASES; i++) {
            comeHome();
            RoutingInputs inputs = random.inputs();
            PoolState pool = random.pool();
            String here = outcome(policy, inputs, pool);
            String stored = JSON.writeValueAsString(inputs);
            String storedPool = JSON.writeValueAsString(pool);

            // Other digits, another calendar, another upper case, and the first zone to see a new day.
            Locale.setDefault(Locale.forLanguageTag(i % 2 == 0 ? "ar-EG-u-ca-islamic-nu-arab" : "tr-TR"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            String there = outcome(
                    policy, JSON.readValue(stored, RoutingInputs.class), JSON.readValue(storedPool, PoolState.class));

            assertEquals(here, there, "case " + i);
        }
    }

    private static String outcome(CompiledPolicy policy, RoutingInputs inputs, PoolState pool) throws Exception {
        return JSON.writeValueAsString(
                Routing.decide(policy.policy(), inputs, policy, asked -> pool).orElse(null));
    }
}
