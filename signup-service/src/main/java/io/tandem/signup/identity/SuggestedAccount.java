package io.tandem.signup.identity;

import java.util.UUID;

/** The account that an account which is not met yet would be suggested to be one company with. */
public record SuggestedAccount(UUID accountId, String domain, String rule) {}
