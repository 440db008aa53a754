package io.tandem.signup.domain;

import io.tandem.contracts.CompanySize;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A signup of the past, as a row of an imported table tells it.
 *
 * @param externalId what the system it comes from calls it, or null
 * @param email normalised
 */
public record PastSignup(
        String externalId,
        String email,
        Instant submittedAt,
        String name,
        String company,
        CompanySize companySize,
        String role,
        String useCase,
        String country,
        boolean talkToSales,
        String userId,
        String anonymousId,
        String selfReported,
        Map<String, String> utm,
        Map<String, String> custom) {

    /** What makes two rows the same signup: its id in the source, else who and when. */
    public byte[] fingerprint(UUID sourceId) {
        return externalId == null
                ? Fingerprint.ofImported(sourceId, "person", email, submittedAt.toString())
                : Fingerprint.ofImported(sourceId, "id", externalId);
    }
}
