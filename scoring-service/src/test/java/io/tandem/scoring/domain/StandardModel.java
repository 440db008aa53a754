package io.tandem.scoring.domain;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The model that comes with the service. */
public final class StandardModel {
    public static final ScoringModel MODEL = load();

    private StandardModel() {}

    private static ScoringModel load() {
        try (InputStream resource = StandardModel.class.getResourceAsStream("/default-scoring-model.json")) {
            return new ObjectMapper().readValue(resource, ScoringModel.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
