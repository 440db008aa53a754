package io.tandem.routing.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tandem.routing.domain.DecisionContent;
import io.tandem.routing.domain.PoolState;
import io.tandem.routing.domain.Routing;
import io.tandem.routing.domain.RoutingInputs;
import io.tandem.routing.policy.CompiledPolicy;
import io.tandem.routing.storage.StoredDecisions;
import io.tandem.routing.storage.StoredJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StoredDecisionsTest {
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private final StoredDecisions stored = new StoredDecisions(JSON);
    private final CompiledPolicy policy = ShippedPolicy.compiled();

    @Test
    void whatIsReadIsWhatWasDecided() {
        assertReadsAll(1_000, (inputs, routed) -> stored.write(DecisionContent.of(policy.policy(), inputs, routed)));
    }

    /** As the migration puts together what stood in three columns. */
    @Test
    void readsWhatWasStoredWithNames() {
        StoredJson json = new StoredJson(JSON);
        assertReadsAll(100, (inputs, routed) -> Stream.of(inputs, routed.outcome(), routed.pool())
                .map(part -> String.valueOf(json.write(part)))
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.UTF_8));
    }

    private void assertReadsAll(int cases, BiFunction<RoutingInputs, Routing.Routed, byte[]> row) {
        RandomInputs random = new RandomInputs(2323);
        int decided = 0;
        for (int i = 0; i < cases; i++) {
            RoutingInputs inputs = random.inputs();
            PoolState pool = random.pool();
            Optional<Routing.Routed> routed = Routing.decide(policy.policy(), inputs, policy, asked -> pool);
            if (routed.isPresent()) {
                DecisionContent read = stored.read(row.apply(inputs, routed.get()));
                assertEquals(inputs, read.inputs());
                assertEquals(routed.get().outcome(), read.outcome(policy.policy()));
                assertEquals(routed.get().pool(), read.pool());
                decided++;
            }
        }
        assertTrue(decided > cases / 2);
    }

    /** Rows like this one are in databases: a component of a record can be added at the end, and nowhere else. */
    @Test
    void readsEachComponentFromItsPlace() throws IOException {
        assertEquals(read("/stored-decision-with-names.json"), read("/stored-decision.json"));
    }

    private DecisionContent read(String resource) throws IOException {
        try (InputStream row = StoredDecisionsTest.class.getResourceAsStream(resource)) {
            return stored.read(row.readAllBytes());
        }
    }
}
