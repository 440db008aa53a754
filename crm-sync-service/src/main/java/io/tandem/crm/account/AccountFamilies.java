package io.tandem.crm.account;

import io.tandem.contracts.AccountMerged;
import io.tandem.contracts.AccountSeparated;
import io.tandem.crm.domain.AccountLinks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.query.NativeQuery;

/** Which accounts count as one. Only links are kept: nothing that is known of an account moves to another. */
@ApplicationScoped
public class AccountFamilies {
    private final EntityManager entities;

    AccountFamilies(EntityManager entities) {
        this.entities = entities;
    }

    /** The account, then those that count as part of it, in no order. */
    @Transactional(TxType.MANDATORY)
    public List<UUID> of(UUID account) {
        List<UUID> family = new ArrayList<>(List.of(account));
        family.addAll(query("select account_id from account_root where root_id = :account", UUID.class)
                .setParameter("account", account)
                .getResultList());
        return family;
    }

    /** The account that each of these is part of, for those that are. */
    @Transactional(TxType.MANDATORY)
    public Map<UUID, UUID> mergedInto(Collection<UUID> accounts) {
        return links("""
                select account_id, into_account_id from account_link
                where account_id = any(:accounts) and into_account_id is not null
                """, accounts.toArray(UUID[]::new));
    }

    void merged(AccountMerged merged) {
        link(merged.accountId(), merged.intoAccountId(), null, merged.mergedAt());
    }

    void separated(AccountSeparated separated) {
        link(separated.accountId(), null, separated.fromAccountId(), separated.separatedAt());
    }

    private void link(UUID account, UUID into, UUID separatedFrom, Instant at) {
        // Links of one family may change at once; roots are found from all of them.
        query("select count(pg_advisory_xact_lock(hashtext('account_link')))", Long.class)
                .getSingleResult();
        int changed = query("""
                        insert into account_link (account_id, into_account_id, separated_from, changed_at)
                        values (:account, :into, :separatedFrom, :at)
                        on conflict (account_id) do update set into_account_id = excluded.into_account_id,
                            separated_from = excluded.separated_from, changed_at = excluded.changed_at
                        where account_link.changed_at <= excluded.changed_at
                        """, null)
                .setParameter("account", account)
                .setParameter("into", into, UUID.class)
                .setParameter("separatedFrom", separatedFrom, UUID.class)
                .setParameter("at", at)
                .executeUpdate();
        if (changed > 0) {
            keepRoots(new UUID[] {account, into == null ? separatedFrom : into});
        }
    }

    /** Whoever counts with others than before stands otherwise, perhaps. */
    private void healthDue(UUID[] accounts) {
        query("""
                        update relationship set health_due = true where account_id in (
                            select account_id from relationship where account_id = any(:accounts)
                            order by account_id for update)
                        """, null).setParameter("accounts", accounts).executeUpdate();
    }

    private void keepRoots(UUID[] accounts) {
        Map<UUID, UUID> roots = AccountLinks.roots(linksAround(accounts));
        UUID[] family = Stream.of(Stream.of(accounts), roots.keySet().stream(), roots.values().stream())
                .flatMap(Function.identity())
                .distinct()
                .toArray(UUID[]::new);
        healthDue(family);
        query("delete from account_root where account_id = any(:accounts)", null)
                .setParameter("accounts", family)
                .executeUpdate();
        UUID[] linked = roots.keySet().stream()
                .filter(account -> !account.equals(roots.get(account)))
                .sorted()
                .toArray(UUID[]::new);
        query("insert into account_root (account_id, root_id) select * from unnest(:linked, :ends)", null)
                .setParameter("linked", linked)
                .setParameter("ends", Stream.of(linked).map(roots::get).toArray(UUID[]::new))
                .executeUpdate();
    }

    private Map<UUID, UUID> linksAround(UUID[] accounts) {
        return links("""
                with recursive family as (
                    select unnest(:accounts) as id
                    union
                    select case when link.account_id = family.id then link.into_account_id else link.account_id end
                    from family join account_link as link on link.into_account_id is not null
                        and (link.account_id = family.id or link.into_account_id = family.id)
                )
                select account_id, into_account_id from account_link
                where into_account_id is not null and account_id in (select id from family)
                """, accounts);
    }

    private Map<UUID, UUID> links(String sql, UUID[] accounts) {
        Map<UUID, UUID> links = new HashMap<>();
        query(sql, Object[].class)
                .setParameter("accounts", accounts)
                .getResultList()
                .forEach(row -> links.put((UUID) row[0], (UUID) row[1]));
        return links;
    }

    @SuppressWarnings("unchecked")
    private <T> NativeQuery<T> query(String sql, Class<T> row) {
        return (NativeQuery<T>) (row == null ? entities.createNativeQuery(sql) : entities.createNativeQuery(sql, row));
    }
}
