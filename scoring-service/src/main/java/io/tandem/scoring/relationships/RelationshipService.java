package io.tandem.scoring.relationships;

import io.tandem.contracts.HandoffAccepted;
import io.tandem.contracts.HandoffDeclined;
import io.tandem.contracts.Owner;
import io.tandem.contracts.RelationshipChanged;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.score.ScoreService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Keeps who holds an account, and what came of its handoffs; of each the latest holds, in whatever order it comes. */
@ApplicationScoped
class RelationshipService {
    @Inject
    Database database;

    @Inject
    ScoreService scores;

    @Transactional(Transactional.TxType.MANDATORY)
    void changed(RelationshipChanged changed) {
        Owner owner = changed.owner();
        rescore(database.queryInGate(
                """
                INSERT INTO relationship AS r (account_id, owner_name, owner_email, changed_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (account_id) DO UPDATE SET
                    owner_name = excluded.owner_name, owner_email = excluded.owner_email,
                    changed_at = excluded.changed_at
                WHERE r.changed_at IS NULL OR r.changed_at < excluded.changed_at
                RETURNING account_id
                """,
                row -> row.getObject(1, UUID.class),
                changed.accountId(),
                owner == null ? null : owner.name(),
                owner == null ? null : owner.email(),
                changed.changedAt()));
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void accepted(HandoffAccepted accepted) {
        latest("accepted_at", accepted.accountId(), accepted.acceptedAt());
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void declined(HandoffDeclined declined) {
        latest("declined_at", declined.accountId(), declined.declinedAt());
    }

    private void latest(String column, UUID accountId, Instant at) {
        rescore(database.queryInGate(
                "INSERT INTO relationship AS r (account_id, " + column + ") VALUES (?, ?) ON CONFLICT (account_id)"
                        + " DO UPDATE SET " + column + " = excluded." + column + " WHERE r." + column
                        + " IS NULL OR r." + column + " < excluded." + column + " RETURNING account_id",
                row -> row.getObject(1, UUID.class),
                accountId,
                at));
    }

    private void rescore(List<UUID> accounts) {
        scores.rescore(accounts, Instant.now());
    }
}
