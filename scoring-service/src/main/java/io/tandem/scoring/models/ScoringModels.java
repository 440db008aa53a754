package io.tandem.scoring.models;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tandem.scoring.domain.CompiledModel;
import io.tandem.scoring.domain.ScoringModel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The scoring models there are. So far that is the one which comes with the service. */
@ApplicationScoped
public class ScoringModels {
    private final CompiledModel model;
    private final EventMatching matching;

    @Inject
    ScoringModels(ObjectMapper json, MeterRegistry metrics) {
        Counter failed = metrics.counter("tandem.scoring.conditions.failed");
        CelConditions conditions = new CelConditions(failed::increment);
        try (InputStream resource =
                Objects.requireNonNull(ScoringModels.class.getResourceAsStream("/default-scoring-model.json"))) {
            model = CompiledModel.of(
                    "1",
                    json.readerFor(ScoringModel.class)
                            .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                            .readValue(resource),
                    conditions);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        matching = new EventMatching(model.measures(), conditions);
    }

    /** For the proxy. */
    protected ScoringModels() {
        model = null;
        matching = null;
    }

    /** The model by which accounts are scored now. */
    public CompiledModel current() {
        return model;
    }

    /** What events count for now. */
    public EventMatching matching() {
        return matching;
    }

    List<CompiledModel> all() {
        return List.of(model);
    }

    Optional<CompiledModel> ofVersion(String version) {
        return all().stream()
                .filter(candidate -> candidate.version().equals(version))
                .findFirst();
    }
}
