package io.tandem.contracts;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What a person said on the signup form.
 *
 * @param personId derived from the normalised email
 * @param email as normalised, see {@link PersonId}
 * @param role the person's role in words of their own or from the form's list
 * @param country ISO 3166-1 alpha-2, or null
 * @param talkToSales the person asked for a human: a hand-raiser
 * @param userId the product's id of this person, or null
 * @param anonymousId the browser's id before the person was known, or null
 * @param utm campaign parameters without the {@code utm_} prefix: source, medium, campaign, term, content
 */
public record SignupAnswers(
        UUID signupId,
        UUID sourceId,
        UUID personId,
        String email,
        String name,
        String company,
        CompanySize companySize,
        String role,
        String useCase,
        String country,
        boolean talkToSales,
        String userId,
        String anonymousId,
        Map<String, String> utm,
        Instant signedUpAt) {}
