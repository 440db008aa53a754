package io.tandem.routing.policy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.storage.StoredJson;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The published policies, each compiled once. */
@ApplicationScoped
public class Policies {
    private static final String DEFAULT_POLICY = "/default-policy.json";

    @Inject
    PolicyRepository policies;

    @Inject
    StoredJson json;

    private final Map<String, CompiledPolicy> compiled = new ConcurrentHashMap<>();

    /** Priority 1: before the consumers start, since the first of their records needs a policy. */
    void publishDefault(@Observes @Priority(1) StartupEvent started) {
        String document = defaultDocument();
        Policy policy = json.read(document, Policy.class);
        CompiledPolicy.of(policy);
        QuarkusTransaction.requiringNew()
                .run(() -> policies.publishShipped(policy.version(), document, "the policy that Tandem comes with"));
    }

    /** A published version; it never changes, so it is read and compiled once. */
    public CompiledPolicy version(String version) {
        return compiled.computeIfAbsent(version, missing -> policies.find(missing)
                .map(published -> CompiledPolicy.of(json.read(published.document(), Policy.class)))
                .orElseThrow(() -> new IllegalStateException("policy " + missing + " was never published")));
    }

    private static String defaultDocument() {
        try (InputStream document = Objects.requireNonNull(Policies.class.getResourceAsStream(DEFAULT_POLICY))) {
            return new String(document.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
