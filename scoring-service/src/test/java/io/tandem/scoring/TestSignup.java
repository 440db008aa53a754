package io.tandem.scoring;

import io.tandem.contracts.AccountId;
import io.tandem.contracts.CompanyDomain;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Firmographics;
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
                false,
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

    /** A contact of a newsletter, who was asked for nothing but the email. */
    public static SignupQualified contact(String email, Instant at) {
        return with(of(email, null, null, null, at), null, null, false, true);
    }

    /** The same signup with other answers. */
    public static SignupQualified with(
            SignupQualified signup, String role, String useCase, boolean talkToSales, boolean doNotLeadWithSales) {
        SignupAnswers said = signup.answers();
        return new SignupQualified(
                signup.accountId(),
                signup.domain(),
                signup.accountName(),
                new SignupAnswers(
                        said.signupId(),
                        said.sourceId(),
                        said.personId(),
                        said.email(),
                        said.name(),
                        said.company(),
                        said.companySize(),
                        role,
                        useCase,
                        said.country(),
                        talkToSales,
                        said.userId(),
                        said.anonymousId(),
                        said.utm(),
                        said.signedUpAt(),
                        said.custom(),
                        doNotLeadWithSales,
                        said.imported()),
                signup.firmographics(),
                signup.attribution());
    }

    /** The same signup with what is known of the company. */
    public static SignupQualified with(SignupQualified signup, Firmographics firmographics) {
        return new SignupQualified(
                signup.accountId(),
                signup.domain(),
                signup.accountName(),
                signup.answers(),
                firmographics,
                signup.attribution());
    }
}
