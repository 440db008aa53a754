package io.tandem.signup.forms;

import io.tandem.signup.domain.FormDefinition;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a form shall be. */
@Schema(description = "What a form shall be")
record FormVersionRequest(@NotNull FormDefinition definition) {}
