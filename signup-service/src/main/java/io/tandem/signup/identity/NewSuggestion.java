package io.tandem.signup.identity;

import io.tandem.signup.domain.MatchKind;
import java.util.UUID;

/** A suggestion that may have been made before. */
record NewSuggestion(MatchKind kind, UUID accountId, UUID intoAccountId, String mailDomain) {}
