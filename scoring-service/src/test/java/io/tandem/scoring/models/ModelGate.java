package io.tandem.scoring.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.function.Consumer;

/** Publishes models as an admin does, without a token. */
@ApplicationScoped
public class ModelGate {
    @Inject
    ModelRepository repository;

    @Inject
    ModelPublishing publishing;

    /** Publishes the model in force with a change; the new version may still be prepared when this returns. */
    public int publish(Consumer<ObjectNode> change) {
        return QuarkusTransaction.requiringNew().call(() -> {
            repository.lock();
            ObjectNode definition = definition(inForce()).deepCopy();
            change.accept(definition);
            return publish(definition);
        });
    }

    /** Publishes a copy of a version. */
    public int restore(int version) {
        return QuarkusTransaction.requiringNew().call(() -> {
            repository.lock();
            return publish(definition(version));
        });
    }

    public int inForce() {
        return repository.inForce().version();
    }

    private ObjectNode definition(int version) {
        return (ObjectNode) repository.find(version).orElseThrow().definition();
    }

    private int publish(JsonNode definition) {
        Instant now = Instant.now();
        int version = repository.insertDraft(definition, "test", now);
        publishing.begin(version, "test", "a test", now);
        return version;
    }
}
