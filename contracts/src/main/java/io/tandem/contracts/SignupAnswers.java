package io.tandem.contracts;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What a person said on the signup form.
 *
 * @param personId derived from the normalised email
 * @param email as normalised, see {@link PersonId}
 * @param companySize null if the form did not ask or the person did not say, as with role and use case
 * @param role the person's role in words of their own or from the form's list
 * @param country ISO 3166-1 alpha-2, or null
 * @param talkToSales the person asked for a human: a hand-raiser
 * @param userId the product's id of this person, or null
 * @param anonymousId the browser's id before the person was known, or null
 * @param utm campaign parameters without the {@code utm_} prefix: source, medium, campaign, term, content
 * @param custom answers to the company's own questions, by field name
 * @param doNotLeadWithSales came as a contact of a newsletter, community, repository or document, without asking for a
 *     human
 * @param imported of the past and taken over from elsewhere: nobody waits for an answer, and nobody is to act on it
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
        Instant signedUpAt,
        Map<String, String> custom,
        boolean doNotLeadWithSales,
        boolean imported) {}
