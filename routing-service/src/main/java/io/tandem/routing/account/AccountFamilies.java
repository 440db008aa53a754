package io.tandem.routing.account;

import io.tandem.contracts.AccountMerged;
import io.tandem.contracts.AccountSeparated;
import io.tandem.routing.domain.AccountLinks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;

/** Which accounts count as one. Only links are kept: nothing that is known of an account moves to another. */
@ApplicationScoped
public class AccountFamilies {
    @Inject
    StatelessSession session;

    @Transactional(Transactional.TxType.MANDATORY)
    public void merged(AccountMerged merged) {
        link(merged.accountId(), merged.intoAccountId(), merged.intoAccountId(), merged.mergedAt());
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void separated(AccountSeparated separated) {
        link(separated.accountId(), null, separated.fromAccountId(), separated.separatedAt());
    }

    private void link(UUID account, UUID into, UUID other, Instant at) {
        // Links of one family may change at once; roots are found from all of them.
        session.createNativeQuery("SELECT count(pg_advisory_xact_lock(hashtext('account_link')))", Long.class)
                .getSingleResult();
        int changed = session.createNativeMutationQuery("""
                        INSERT INTO account_link (account_id, into_account_id, changed_at)
                        VALUES (:account, :into, :at)
                        ON CONFLICT (account_id) DO UPDATE SET
                            into_account_id = excluded.into_account_id, changed_at = excluded.changed_at
                        WHERE account_link.changed_at <= excluded.changed_at
                        """)
                .setParameter("account", account)
                .setParameter("into", into, UUID.class)
                .setParameter("at", at)
                .executeUpdate();
        if (changed > 0) {
            keepRoots(new UUID[] {account, other});
        }
    }

    private void keepRoots(UUID[] accounts) {
        Map<UUID, UUID> roots = AccountLinks.roots(linksAround(accounts));
        session.createNativeMutationQuery("DELETE FROM account_root WHERE account_id = ANY(:accounts)")
                .setParameter(
                        "accounts",
                        Stream.concat(Stream.of(accounts), roots.keySet().stream())
                                .toArray(UUID[]::new))
                .executeUpdate();
        UUID[] linked = roots.keySet().stream()
                .filter(account -> !account.equals(roots.get(account)))
                .sorted()
                .toArray(UUID[]::new);
        UUID[] ends = Stream.of(linked).map(roots::get).toArray(UUID[]::new);
        session.createNativeMutationQuery(
                        "INSERT INTO account_root (account_id, root_id) SELECT * FROM unnest(:linked, :ends)")
                .setParameter("linked", linked)
                .setParameter("ends", ends)
                .executeUpdate();
    }

    private Map<UUID, UUID> linksAround(UUID[] accounts) {
        Map<UUID, UUID> links = new HashMap<>();
        session.createNativeQuery("""
                        WITH RECURSIVE family AS (
                            SELECT unnest(:accounts) AS id
                            UNION
                            SELECT CASE WHEN link.account_id = family.id
                                        THEN link.into_account_id ELSE link.account_id END
                            FROM family JOIN account_link AS link
                                ON link.into_account_id IS NOT NULL
                                AND (link.account_id = family.id OR link.into_account_id = family.id)
                        )
                        SELECT account_id, into_account_id FROM account_link
                        WHERE into_account_id IS NOT NULL AND account_id IN (SELECT id FROM family)
                        """, Object[].class)
                .setParameter("accounts", accounts)
                .getResultList()
                .forEach(row -> links.put((UUID) row[0], (UUID) row[1]));
        return links;
    }
}
