package io.tandem.scoring.domain;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.scoring.models.CelConditions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The model that comes with the service. */
public final class StandardModel {
    public static final CompiledModel MODEL = load();

    private StandardModel() {}

    /** The same with another activation. */
    static ScoringModel with(Activation activation) {
        ScoringModel model = MODEL.definition();
        return new ScoringModel(
                model.description(),
                model.fit(),
                model.engagement(),
                model.grades(),
                activation,
                model.signals(),
                model.stages());
    }

    private static CompiledModel load() {
        try (InputStream resource = StandardModel.class.getResourceAsStream("/default-scoring-model.json")) {
            return CompiledModel.of(
                    "1", new ObjectMapper().readValue(resource, ScoringModel.class), new CelConditions(() -> {
                        throw new AssertionError("a condition could not be evaluated");
                    }));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
