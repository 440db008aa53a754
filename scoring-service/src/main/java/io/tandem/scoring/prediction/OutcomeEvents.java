package io.tandem.scoring.prediction;

import static io.tandem.scoring.database.Database.Column.text;
import static io.tandem.scoring.database.Database.Column.times;
import static io.tandem.scoring.database.Database.Column.uuids;

import io.tandem.contracts.OpportunityAdvanced;
import io.tandem.contracts.TrackedEvent;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.prediction.Target;
import io.tandem.scoring.identity.Statements;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Keeps what says what became of an account: opportunities of a CRM, and tracked events, for longer than raw events are
 * kept. An event belongs to whatever account its user belongs to, as all usage does.
 */
@ApplicationScoped
public class OutcomeEvents {
    @Inject
    Database database;

    @Inject
    PredictionConfig config;

    /** Costs nothing for batches without such an event. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void note(Collection<TrackedEvent> calls) {
        List<TrackedEvent> telling =
                calls.stream().filter(call -> target(call) != null).toList();
        if (!telling.isEmpty()) {
            database.update(
                    """
                    INSERT INTO outcome_event (id, target, user_key, happened_at)
                    SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::timestamptz[]) AS e (id, target, key, at)
                    ORDER BY e.id ON CONFLICT (id) DO NOTHING
                    """,
                    uuids(telling.stream().map(OutcomeEvents::id).toList()),
                    text(telling.stream().map(call -> target(call).name()).toList()),
                    text(telling.stream().map(Statements::userKeyOf).toList()),
                    times(telling.stream().map(OutcomeEvents::happenedAt).toList()));
        }
    }

    /** An account whose opportunity is won has converted then; of one opportunity the latest word holds. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void noteOpportunities(Collection<OpportunityAdvanced> opportunities) {
        if (opportunities.isEmpty()) {
            return;
        }
        database.update(
                """
                INSERT INTO outcome_event AS e (id, target, account_id, happened_at, told_at)
                SELECT DISTINCT ON (o.id) o.id, o.target, o.account_id, o.happened_at, o.told_at
                FROM unnest(?::uuid[], ?::text[], ?::uuid[], ?::timestamptz[], ?::timestamptz[]) WITH ORDINALITY
                    AS o (id, target, account_id, happened_at, told_at, nth)
                ORDER BY o.id, o.told_at DESC, o.nth
                ON CONFLICT (id) DO UPDATE SET
                    target = excluded.target, account_id = excluded.account_id, happened_at = excluded.happened_at,
                    told_at = excluded.told_at, recorded_at = excluded.recorded_at
                WHERE e.told_at < excluded.told_at
                """,
                uuids(column(
                        opportunities,
                        one -> UUID.nameUUIDFromBytes(
                                ("opportunity:" + one.opportunityId()).getBytes(StandardCharsets.UTF_8)))),
                text(column(
                        opportunities,
                        one -> one.outcome() == OpportunityAdvanced.Outcome.WON ? Target.CONVERSION.name() : null)),
                uuids(column(opportunities, OpportunityAdvanced::accountId)),
                times(column(opportunities, one -> one.closedAt() == null ? one.advancedAt() : one.closedAt())),
                times(column(opportunities, OpportunityAdvanced::advancedAt)));
    }

    private static <T> List<T> column(Collection<OpportunityAdvanced> rows, Function<OpportunityAdvanced, T> value) {
        return rows.stream().map(value).toList();
    }

    private Target target(TrackedEvent call) {
        if (call.event() == null) {
            return null;
        }
        if (config.conversionEvents().contains(call.event())) {
            return Target.CONVERSION;
        }
        return config.churnEvents().contains(call.event()) ? Target.CHURN : null;
    }

    /** A clock that stood at nothing says nothing, and the database has no years before year one. */
    private static Instant happenedAt(TrackedEvent call) {
        return call.timestamp().isBefore(Instant.EPOCH) ? Instant.EPOCH : call.timestamp();
    }

    private static UUID id(TrackedEvent call) {
        return UUID.nameUUIDFromBytes((call.sourceId() + ":" + call.messageId()).getBytes(StandardCharsets.UTF_8));
    }
}
