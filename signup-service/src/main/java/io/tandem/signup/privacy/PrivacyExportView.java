package io.tandem.signup.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Everything that is stored about a person, by service. */
@Schema(description = "Everything that is stored about a person, by service")
record PrivacyExportView(
        UUID requestId,
        UUID personId,
        Instant requestedAt,

        @Schema(implementation = Object.class, description = "By service, then by kind of record")
        Map<String, JsonNode> services) {}
