package io.tandem.routing.account;

import io.tandem.contracts.RelationshipChanged;
import io.tandem.routing.storage.Database;
import io.tandem.routing.storage.Database.Column;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What the relationship record says of each account, for decisions to look at. */
@ApplicationScoped
class Relationships {
    private static final String KEEP = """
            INSERT INTO relationship
                (account_id, owner_id, owner_name, owner_email, owner_set_by_human, stage, changed_at, open_opportunity,
                 health)
            SELECT * FROM unnest(
                ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::boolean[], ?::text[], ?::timestamptz[], ?::boolean[],
                ?::int[])
            ORDER BY 1
            ON CONFLICT (account_id) DO UPDATE SET
                owner_id = excluded.owner_id,
                owner_name = excluded.owner_name,
                owner_email = excluded.owner_email,
                owner_set_by_human = excluded.owner_set_by_human,
                stage = excluded.stage,
                open_opportunity = excluded.open_opportunity,
                health = excluded.health,
                changed_at = excluded.changed_at
            WHERE relationship.changed_at <= excluded.changed_at
            """;

    @Inject
    Database database;

    /** Keeps the latest state of each; one that is older than the kept one changes nothing. */
    @Transactional(Transactional.TxType.MANDATORY)
    void keep(Collection<RelationshipChanged> changes) {
        Map<UUID, RelationshipChanged> latest = new HashMap<>();
        changes.forEach(change -> latest.merge(
                change.accountId(), change, (one, other) -> one.changedAt().isAfter(other.changedAt()) ? one : other));
        Collection<RelationshipChanged> kept = latest.values();
        database.update(
                KEEP,
                Column.of("uuid", kept, RelationshipChanged::accountId),
                Column.of("uuid", kept, change -> Accounts.id(change.owner())),
                Column.of("text", kept, change -> Accounts.name(change.owner())),
                Column.of("text", kept, change -> Accounts.email(change.owner())),
                Column.of("boolean", kept, RelationshipChanged::ownerSetByHuman),
                Column.of("text", kept, RelationshipChanged::stage),
                Column.of("timestamptz", kept, RelationshipChanged::changedAt),
                Column.of("boolean", kept, RelationshipChanged::openOpportunity),
                Column.of("int", kept, RelationshipChanged::health));
    }
}
