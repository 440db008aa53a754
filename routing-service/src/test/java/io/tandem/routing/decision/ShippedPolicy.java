package io.tandem.routing.decision;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.policy.CompiledPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The policy that the service comes with. */
final class ShippedPolicy {
    private ShippedPolicy() {}

    static CompiledPolicy compiled() {
        try (InputStream document = ShippedPolicy.class.getResourceAsStream("/default-policy.json")) {
            return CompiledPolicy.of(new ObjectMapper().readValue(document, Policy.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
