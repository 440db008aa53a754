package io.tandem.signup.enrichment;

import io.tandem.contracts.Firmographics;
import java.time.Instant;

/** What is known of a company: by the uploaded table, else by a provider. */
record CompanyView(String domain, Firmographics firmographics, Instant changedAt) {}
