package io.tandem.signup.enrichment;

import io.tandem.contracts.Firmographics;
import java.util.List;

/**
 * What a row of a table says of a company.
 *
 * @param reasons all that is wrong with it; the rest is not to be used then
 */
public record CompanyRow(long line, String domain, Firmographics firmographics, List<String> reasons) {
    public boolean saysNothing() {
        return firmographics.provenance().isEmpty();
    }
}
