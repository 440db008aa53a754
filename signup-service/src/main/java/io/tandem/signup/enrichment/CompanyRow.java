package io.tandem.signup.enrichment;

import io.tandem.contracts.Firmographics;

/** A row of an uploaded table: what it says of a company, or else why it is refused. */
record CompanyRow(long line, String domain, Firmographics firmographics, String refusal) {
    static CompanyRow refused(long line, String reason) {
        return new CompanyRow(line, null, null, reason);
    }
}
