package io.tandem.signup.privacy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tandem.signup.domain.PrivacyStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far a request is, service by service. */
@Schema(description = "How far a request is, service by service")
@JsonInclude(JsonInclude.Include.NON_NULL)
record PrivacyRequestView(
        UUID id,
        PrivacyKind kind,
        UUID personId,
        String reason,
        PrivacyStatus status,
        String requestedBy,
        Instant requestedAt,
        Instant completedAt,
        List<ServiceAnswer> services) {

    /** @param counts how many records of each kind were exported or erased; absent while there is no answer */
    @Schema(name = "ServiceAnswer")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ServiceAnswer(String service, Instant answeredAt, Map<String, Long> counts) {}
}
