package io.tandem.signup.enrichment;

import io.tandem.contracts.Firmographics;
import java.time.Instant;

/** What the uploaded table says of a company. */
record CompanyView(String domain, Firmographics firmographics, Instant changedAt) {}
