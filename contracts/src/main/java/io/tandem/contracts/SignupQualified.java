package io.tandem.contracts;

import java.util.UUID;

/**
 * A person filled in the signup form and the answers were accepted. Topic {@code signups.v1}.
 *
 * @param domain registrable domain of the company, or null for a person without one (free mail)
 * @param accountName the company's name as given, else derived from domain or email
 */
public record SignupQualified(UUID accountId, String domain, String accountName, SignupAnswers answers)
        implements Event.OfAccount {}
