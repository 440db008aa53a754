package io.tandem.scoring.score;

import static io.tandem.scoring.database.Database.Column.times;
import static io.tandem.scoring.database.Database.Column.uuids;

import io.tandem.scoring.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Which accounts are part of others. To be changed behind the closed gate only. */
@ApplicationScoped
class AccountLinkRepository {
    @Inject
    Database database;

    /** What was said later holds, of two things said at once the separation; returns the accounts of which it does. */
    Set<UUID> save(List<AccountLink> links) {
        return Set.copyOf(database.query(
                """
                INSERT INTO account_link AS k (account_id, into_id, changed_at)
                SELECT DISTINCT ON (l.account_id) l.account_id, l.into_id, l.changed_at
                FROM unnest(?::uuid[], ?::uuid[], ?::timestamptz[]) AS l (account_id, into_id, changed_at)
                ORDER BY l.account_id, l.changed_at DESC, l.into_id DESC NULLS FIRST
                ON CONFLICT (account_id) DO UPDATE SET into_id = excluded.into_id, changed_at = excluded.changed_at
                WHERE (excluded.changed_at, excluded.into_id IS NULL, coalesce(excluded.into_id, excluded.account_id))
                    > (k.changed_at, k.into_id IS NULL, coalesce(k.into_id, k.account_id))
                RETURNING account_id
                """,
                row -> row.getObject("account_id", UUID.class),
                uuids(links.stream().map(AccountLink::accountId).toList()),
                uuids(links.stream().map(AccountLink::intoId).toList()),
                times(links.stream().map(AccountLink::changedAt).toList())));
    }

    /** Every link between accounts that these lead to or that lead to these, however far. */
    Map<UUID, UUID> around(Collection<UUID> accounts) {
        Map<UUID, UUID> into = new HashMap<>();
        database.query(
                """
                WITH RECURSIVE around (id) AS (
                    SELECT unnest(?::uuid[])
                    UNION
                    SELECT next.id FROM around CROSS JOIN LATERAL (
                        SELECT l.into_id FROM account_link l WHERE l.account_id = around.id AND l.into_id IS NOT NULL
                        UNION ALL
                        SELECT l.account_id FROM account_link l WHERE l.into_id = around.id
                    ) AS next (id)
                )
                SELECT l.account_id, l.into_id FROM around JOIN account_link l ON l.account_id = around.id
                WHERE l.into_id IS NOT NULL
                """,
                row -> into.put(row.getObject("account_id", UUID.class), row.getObject("into_id", UUID.class)),
                uuids(accounts));
        return into;
    }

    /** What these accounts count as from now on. */
    void countAs(Collection<UUID> accounts, Map<UUID, UUID> roots) {
        List<UUID> ids = List.copyOf(accounts);
        database.update("""
                UPDATE account_link AS k SET root_id = r.root_id
                FROM unnest(?::uuid[], ?::uuid[]) AS r (account_id, root_id)
                WHERE k.account_id = r.account_id AND k.root_id IS DISTINCT FROM r.root_id
                """, uuids(ids), uuids(ids.stream().map(roots::get).toList()));
    }
}
