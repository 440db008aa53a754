package io.tandem.scoring.score;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
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
    private final ScoringModel model;

    @Inject
    ScoringModels(ObjectMapper json) {
        try (InputStream resource =
                Objects.requireNonNull(ScoringModels.class.getResourceAsStream("/default-scoring-model.json"))) {
            model = json.readerFor(ScoringModel.class)
                    .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(resource);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** For the proxy. */
    protected ScoringModels() {
        model = null;
    }

    /** The model by which accounts are scored now. */
    public ScoringModel current() {
        return model;
    }

    public List<ScoringModel> all() {
        return List.of(model);
    }

    public Optional<ScoringModel> ofVersion(String version) {
        return all().stream()
                .filter(candidate -> candidate.version().equals(version))
                .findFirst();
    }
}
