package io.tandem.signup.signups;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.RouteDecided;
import io.tandem.kit.testing.RealInfrastructure;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class GoldenSamplesTest {
    @Inject
    ObjectMapper json;

    @Test
    void readsTheDecisionOfTheContract() throws IOException {
        try (InputStream sample = RouteDecided.class.getResourceAsStream("/samples/RouteDecided.json")) {
            assertNotNull(sample, "the contracts have no sample of it");
            Decision decision = Decision.from(json.readValue(sample, RouteDecided.class));
            assertNotNull(decision.id());
            assertNotNull(decision.motion());
            assertNotNull(decision.reason());
            assertNotNull(decision.nextStep().url());
        }
    }
}
