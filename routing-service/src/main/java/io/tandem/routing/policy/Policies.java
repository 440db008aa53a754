package io.tandem.routing.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.tandem.routing.assignment.Pools;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.storage.StoredJson;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The published policies, each compiled once. */
@ApplicationScoped
public class Policies {
    private static final String SHIPPED_BY = "tandem";

    @Inject
    PolicyRepository policies;

    @Inject
    Pools pools;

    @Inject
    StoredJson json;

    private final Map<String, CompiledPolicy> compiled = new ConcurrentHashMap<>();

    /**
     * Publishes the policy that comes with the service, unless people have published one of their own. Priority 1: before
     * the consumers start, since the first of their records needs a policy.
     */
    void publishShipped(@Observes @Priority(1) StartupEvent started) {
        JsonNode shipped = json.tree(resource("/default-policy.json"));
        CompiledPolicy.of(json.read(shipped.toString(), Policy.class));
        int number = ((ObjectNode) shipped).remove("version").asInt();
        QuarkusTransaction.requiringNew().run(() -> {
            policies.lock();
            boolean inForce = policies.inForce()
                    .filter(policy -> policy.definition().equals(shipped))
                    .isPresent();
            if (inForce || policies.publishedByPeople(SHIPPED_BY)) {
                return;
            }
            Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
            int version = policies.insertDraft(shipped, null, number, SHIPPED_BY, now);
            policies.putInForce(version, SHIPPED_BY, "the policy that Tandem comes with", now);
        });
    }

    /** A published version; it never changes, so it is read and compiled once. */
    public CompiledPolicy version(String version) {
        return compiled.computeIfAbsent(version, missing -> policies.find(Integer.parseInt(missing))
                .filter(policy -> policy.publishedAt() != null)
                .map(policy -> CompiledPolicy.of(
                        json.read(policy.definition().toString(), Policy.class).withVersion(missing)))
                .orElseThrow(() -> new IllegalStateException("policy " + missing + " was never published")));
    }

    /** The version that decisions are made by at the moment. */
    @Transactional
    public CompiledPolicy inForce() {
        return version(Integer.toString(policies.inForce().orElseThrow().version()));
    }

    /** Any version as it is now, a draft too; empty where there is none. */
    @Transactional
    public Optional<JsonNode> definition(String version) {
        return version.matches("\\d{1,9}")
                ? policies.find(Integer.parseInt(version)).map(PolicyView::definition)
                : Optional.empty();
    }

    /**
     * A definition that need not be stored.
     *
     * @throws IllegalArgumentException saying what is wrong with it, and where
     */
    public CompiledPolicy compiled(JsonNode definition, String version) {
        PolicyDocument.Read read = PolicyDocument.checked(definition, json);
        if (!read.faults().isEmpty()) {
            throw new IllegalArgumentException(read.faults().stream()
                    .limit(5)
                    .map(fault -> fault.where() + ": " + fault.reason())
                    .collect(Collectors.joining("; ")));
        }
        return CompiledPolicy.of(read.policy().withVersion(version));
    }

    /** @throws IllegalArgumentException naming the pools that the policy would ask and that are not there */
    public void requirePools(Policy policy) {
        List<LintFinding> missing = PolicyLint.missingPools(policy, pools.staffing());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(missing.stream()
                    .map(finding -> finding.place() + ": " + finding.reason())
                    .collect(Collectors.joining("; ")));
        }
    }

    static String resource(String name) {
        try (InputStream resource = Objects.requireNonNull(Policies.class.getResourceAsStream(name))) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
