package io.tandem.signup.identity;

import io.tandem.contracts.DomainKind;
import java.time.Instant;

/** What an admin said of a domain. */
record DomainView(String domain, DomainKind kind, String reason, String classifiedBy, Instant classifiedAt) {}
