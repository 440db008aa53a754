package io.tandem.scoring.relationships;

import static io.tandem.scoring.database.Database.Column.text;
import static io.tandem.scoring.database.Database.Column.times;
import static io.tandem.scoring.database.Database.Column.uuids;

import io.tandem.contracts.Event;
import io.tandem.contracts.HandoffAccepted;
import io.tandem.contracts.HandoffDeclined;
import io.tandem.contracts.OpportunityAdvanced;
import io.tandem.contracts.RelationshipChanged;
import io.tandem.kit.delivery.Received;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.prediction.OutcomeEvents;
import io.tandem.scoring.score.ScoreService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Keeps who holds an account, and what came of its handoffs; of each the latest holds, in whatever order it comes. */
@ApplicationScoped
class RelationshipService {
    @Inject
    Database database;

    @Inject
    ScoreService scores;

    @Inject
    OutcomeEvents outcomes;

    /** Accounts whose handoffs were answered are scored again, once. Who holds an account changes no score. */
    @Transactional(Transactional.TxType.MANDATORY)
    void keep(List<Received<? extends Event>> batch) {
        Set<UUID> owned = new HashSet<>(owners(of(RelationshipChanged.class, batch)));
        Set<UUID> answered = new HashSet<>();
        answered.addAll(accepted(of(HandoffAccepted.class, batch)));
        answered.addAll(declined(of(HandoffDeclined.class, batch).stream()
                .filter(declined -> declined.restsUntil() != null)
                .toList()));
        outcomes.noteOpportunities(of(OpportunityAdvanced.class, batch));
        scores.relationshipsChanged(owned, answered, Instant.now());
    }

    private List<UUID> owners(List<RelationshipChanged> changes) {
        return changes.isEmpty()
                ? List.of()
                : database.queryInGate(
                        """
                        INSERT INTO relationship AS r (account_id, owner_name, owner_email, changed_at)
                        SELECT DISTINCT ON (account_id) account_id, owner_name, owner_email, changed_at
                        FROM unnest(?::uuid[], ?::text[], ?::text[], ?::timestamptz[])
                            AS c (account_id, owner_name, owner_email, changed_at)
                        ORDER BY account_id, changed_at DESC
                        ON CONFLICT (account_id) DO UPDATE SET
                            owner_name = excluded.owner_name, owner_email = excluded.owner_email,
                            changed_at = excluded.changed_at
                        WHERE r.changed_at IS NULL OR r.changed_at < excluded.changed_at
                        RETURNING account_id
                        """,
                        row -> row.getObject(1, UUID.class),
                        uuids(column(changes, RelationshipChanged::accountId)),
                        text(column(
                                changes,
                                changed -> changed.owner() == null
                                        ? null
                                        : changed.owner().name())),
                        text(column(
                                changes,
                                changed -> changed.owner() == null
                                        ? null
                                        : changed.owner().email())),
                        times(column(changes, RelationshipChanged::changedAt)));
    }

    private List<UUID> accepted(List<HandoffAccepted> acceptances) {
        return acceptances.isEmpty()
                ? List.of()
                : database.queryInGate(
                        """
                        INSERT INTO relationship AS r (account_id, accepted_at)
                        SELECT account_id, max(at) FROM unnest(?::uuid[], ?::timestamptz[]) AS e (account_id, at)
                        GROUP BY account_id ORDER BY account_id
                        ON CONFLICT (account_id) DO UPDATE SET accepted_at = excluded.accepted_at
                        WHERE r.accepted_at IS NULL OR r.accepted_at < excluded.accepted_at
                        RETURNING account_id
                        """,
                        row -> row.getObject(1, UUID.class),
                        uuids(column(acceptances, HandoffAccepted::accountId)),
                        times(column(acceptances, HandoffAccepted::acceptedAt)));
    }

    /** @param declines those after which nobody is left to take the handoff; after others it is with the next. */
    private List<UUID> declined(List<HandoffDeclined> declines) {
        return declines.isEmpty()
                ? List.of()
                : database.queryInGate(
                        """
                        INSERT INTO relationship AS r (account_id, declined_at, rests_until)
                        SELECT DISTINCT ON (account_id) account_id, at, rests_until
                        FROM unnest(?::uuid[], ?::timestamptz[], ?::timestamptz[]) AS e (account_id, at, rests_until)
                        ORDER BY account_id, at DESC
                        ON CONFLICT (account_id) DO UPDATE SET
                            declined_at = excluded.declined_at, rests_until = excluded.rests_until
                        WHERE r.declined_at IS NULL OR r.declined_at < excluded.declined_at
                        RETURNING account_id
                        """,
                        row -> row.getObject(1, UUID.class),
                        uuids(column(declines, HandoffDeclined::accountId)),
                        times(column(declines, HandoffDeclined::declinedAt)),
                        times(column(declines, HandoffDeclined::restsUntil)));
    }

    private static <E extends Event> List<E> of(Class<E> type, List<Received<? extends Event>> batch) {
        return batch.stream()
                .map(Received::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static <E, T> List<T> column(List<E> rows, Function<E, T> value) {
        return rows.stream().map(value).toList();
    }
}
