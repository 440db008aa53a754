package io.tandem.contracts;

import java.util.UUID;

/**
 * A person filled in the signup form and the answers were accepted. Topic {@code signups.v1}.
 *
 * @param domain the company's domain, see {@link CompanyDomain}, or null for a person without one (free mail)
 * @param accountName the company's name as given, else derived from domain or email
 * @param firmographics what is known of the company from elsewhere, or null
 * @param attribution where the person came from, or null
 */
public record SignupQualified(
        UUID accountId,
        String domain,
        String accountName,
        SignupAnswers answers,
        Firmographics firmographics,
        Attribution attribution)
        implements Event.OfAccount {}
