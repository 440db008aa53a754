package io.tandem.signup.identity;

import io.tandem.contracts.DomainKind;
import java.util.UUID;

/**
 * What a domain is, and why.
 *
 * @param domain the part that decides: registrable, or one below a domain that organisations share
 * @param origin who says so
 * @param classification what the admin said, or null
 * @param companyDomain what names the company of somebody with such an address, or null if nothing does
 * @param accountId the company's account, or null
 */
record DomainExplainedView(
        String domain,
        DomainKind kind,
        Origin origin,
        DomainView classification,
        String companyDomain,
        UUID accountId) {

    /** Who says what a domain is. */
    enum Origin {
        ADMIN,
        SHIPPED_LIST,
        NOT_LISTED
    }
}
