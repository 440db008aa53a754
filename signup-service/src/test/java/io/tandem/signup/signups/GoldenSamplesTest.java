package io.tandem.signup.signups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.PersonErased;
import io.tandem.contracts.PersonExported;
import io.tandem.contracts.RouteDecided;
import io.tandem.contracts.SignupQualified;
import io.tandem.kit.testing.RealInfrastructure;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class GoldenSamplesTest {
    @Inject
    ObjectMapper json;

    @ParameterizedTest
    @ValueSource(classes = {RouteDecided.class, SignupQualified.class, PersonErased.class, PersonExported.class})
    void readsEveryMemberOfWhatItConsumes(Class<?> event) throws IOException {
        assertEquals(json.readTree(sample(event)), json.readTree(json.writeValueAsBytes(read(event))));
    }

    @Test
    void readsTheDecisionOfTheContract() throws IOException {
        Decision decision = Decision.from(read(RouteDecided.class));
        assertNotNull(decision.id());
        assertNotNull(decision.motion());
        assertNotNull(decision.reason());
        assertNotNull(decision.nextStep().url());
    }

    private <T> T read(Class<T> event) throws IOException {
        return json.readValue(sample(event), event);
    }

    private static byte[] sample(Class<?> event) throws IOException {
        try (InputStream sample = event.getResourceAsStream("/samples/" + event.getSimpleName() + ".json")) {
            assertNotNull(sample, "the contracts have no sample of it");
            return sample.readAllBytes();
        }
    }
}
