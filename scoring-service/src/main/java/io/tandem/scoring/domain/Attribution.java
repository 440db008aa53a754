package io.tandem.scoring.domain;

import io.tandem.contracts.AccountId;
import java.util.Optional;
import java.util.UUID;

/**
 * The account that somebody belongs to, and by what: the company's domain, a group of the product, or only the
 * person's own email.
 *
 * @param label what names the account as long as no signup does
 */
public record Attribution(UUID accountId, String domain, String label) {

    /**
     * Email domain first, because it is checked by nobody but says most; then the domain of the group, the group, and
     * the email itself. Empty while none of them is known.
     *
     * @param emailDomain the company's domain that the email names
     * @param groupDomain the group's registrable domain, or null
     * @param groupName null when not known
     */
    public static Optional<Attribution> of(
            String email, Optional<String> emailDomain, String groupId, String groupDomain, String groupName) {
        Optional<String> domain = emailDomain.or(() -> Optional.ofNullable(groupDomain));
        if (domain.isPresent()) {
            return domain.map(Attribution::ofDomain);
        }
        if (groupId != null) {
            return Optional.of(
                    new Attribution(AccountId.ofGroup(groupId), null, groupName == null ? groupId : groupName));
        }
        return Optional.ofNullable(email).map(address -> new Attribution(AccountId.ofEmail(address), null, address));
    }

    private static Attribution ofDomain(String domain) {
        return new Attribution(AccountId.ofDomain(domain), domain, domain);
    }
}
