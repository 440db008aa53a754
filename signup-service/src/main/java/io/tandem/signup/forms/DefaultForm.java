package io.tandem.signup.forms;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.signup.domain.FormDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The form of every source that has none of its own. */
@ApplicationScoped
class DefaultForm {
    static final int VERSION = 0;

    private final FormDefinition definition;

    DefaultForm(ObjectMapper json) {
        try (InputStream shipped = DefaultForm.class.getResourceAsStream("/forms/default-form.json")) {
            definition = json.readValue(shipped, FormDefinition.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FormDefinition definition() {
        return definition;
    }

    PublishedForm published() {
        return new PublishedForm(VERSION, definition);
    }
}
