package io.tandem.scoring;

import io.tandem.contracts.AccountId;
import io.tandem.contracts.CompanyDomain;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.ShippedDomains;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.SignupQualified;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Signups as the signup service announces them. */
public final class TestSignup {
    private TestSignup() {}

    public static SignupQualified of(String email, CompanySize size, String userId, String anonymousId, Instant at) {
        String host = email.substring(email.indexOf('@') + 1);
        String domain = CompanyDomain.of(host, Optional.of(host), ShippedDomains.INSTANCE)
                .orElse(null);
        SignupAnswers answers = new SignupAnswers(
                UUID.nameUUIDFromBytes((email + at).getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                UUID.randomUUID(),
                PersonId.ofEmail(email),
                email,
                "Ana Silva",
                "Acme",
                size,
                "Head of Data",
                "reporting",
                "PT",
                false,
                userId,
                anonymousId,
                Map.of(),
                at,
                Map.of(),
                false);
        return new SignupQualified(
                AccountId.ofPerson(email, Optional.ofNullable(domain)),
                domain,
                domain == null ? email : domain,
                answers,
                null,
                null);
    }

    public static SignupQualified of(String email, CompanySize size) {
        return of(email, size, null, null, Instant.now());
    }
}
