package io.tandem.scoring.signals;

import io.tandem.kit.web.QueryTimes;
import io.tandem.scoring.database.Conditions;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Finds episodes. */
@ApplicationScoped
class SignalListing {
    @Inject
    Database database;

    @Inject
    Json json;

    /** The place of an episode in the list: the latest first. */
    record Place(Instant firedAt, long id) {
        static Place parse(String text) {
            int middle = text.indexOf('/');
            return new Place(QueryTimes.time(text.substring(0, middle)), Long.parseLong(text.substring(middle + 1)));
        }

        static String of(SignalView signal) {
            return signal.firedAt() + "/" + signal.id();
        }
    }

    /** Null filters match everything. */
    List<SignalView> find(
            UUID accountId, String name, SignalView.State state, Instant from, Instant to, Place after, int limit) {
        Conditions conditions = new Conditions();
        if (accountId != null) {
            conditions.add(
                    "s.account_id = coalesce((SELECT l.root_id FROM account_link l WHERE l.account_id = ?), ?)",
                    accountId,
                    accountId);
        }
        conditions.addIf("s.name = ?", name);
        conditions.addIf("s.state = ?", state == null ? null : state.name());
        conditions.addIf("s.started_at >= ?", from);
        conditions.addIf("s.started_at < ?", to);
        if (after != null) {
            conditions.add("(s.started_at, s.id) < (?, ?)", after.firedAt(), after.id());
        }
        return database.query(
                """
                SELECT s.*, a.domain FROM (
                    SELECT e.*, CASE
                        WHEN e.withdrawn THEN 'WITHDRAWN' WHEN e.ended_at IS NOT NULL THEN 'ENDED'
                        WHEN e.silenced THEN 'SILENCED' ELSE 'IN_FORCE' END AS state
                    FROM signal_episode e
                ) AS s JOIN account a ON a.id = s.account_id
                """ + conditions.where() + " ORDER BY s.started_at DESC, s.id DESC LIMIT ?",
                row -> new SignalView(
                        row.getLong("id"),
                        row.getObject("account_id", UUID.class),
                        row.getString("domain"),
                        row.getString("name"),
                        SignalView.State.valueOf(row.getString("state")),
                        Database.instant(row, "started_at"),
                        Database.instant(row, "ended_at"),
                        row.getString("reason"),
                        json.readMap(row.getString("evidence")),
                        row.getString("fired_reason"),
                        json.readMap(row.getString("fired_evidence"))),
                conditions.argumentsAnd(limit));
    }
}
