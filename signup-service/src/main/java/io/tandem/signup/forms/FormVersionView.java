package io.tandem.signup.forms;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.tandem.signup.domain.FormDefinition;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One version of a source's form. */
@Schema(description = "One version of a source's form; version 0 is the one that is shipped")
record FormVersionView(
        int version,
        FormStatus status,
        FormDefinition definition,
        String createdBy,
        Instant createdAt,
        Instant changedAt,
        String publishedBy,
        String publishedWhy,
        Instant publishedAt,
        Instant retiredAt,
        @JsonIgnore int revision) {

    static FormVersionView shipped(FormDefinition definition, boolean isPublished) {
        FormStatus status = isPublished ? FormStatus.PUBLISHED : FormStatus.RETIRED;
        return new FormVersionView(
                DefaultForm.VERSION, status, definition, null, null, null, null, null, null, null, 0);
    }

    /** As the audit keeps it: the reason is free text, may name a person, and stays with the version. */
    FormVersionView withoutWhy() {
        return new FormVersionView(
                version,
                status,
                definition,
                createdBy,
                createdAt,
                changedAt,
                publishedBy,
                null,
                publishedAt,
                retiredAt,
                revision);
    }

    /** Another one for every change, so that nobody overwrites what they have not seen. */
    String etag() {
        return version + "." + revision + "." + status;
    }
}
