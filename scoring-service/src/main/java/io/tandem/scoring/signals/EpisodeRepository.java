package io.tandem.scoring.signals;

import static io.tandem.scoring.database.Database.Column.text;
import static io.tandem.scoring.database.Database.Column.times;
import static io.tandem.scoring.database.Database.Column.uuids;

import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.Database.Column;
import io.tandem.scoring.database.Json;
import io.tandem.scoring.domain.Episode;
import io.tandem.scoring.domain.SignalLedger;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** The record of episodes. */
@ApplicationScoped
class EpisodeRepository {
    @Inject
    Database database;

    @Inject
    Json json;

    /** A row and the account it is of. */
    record Of(UUID accountId, SignalLedger.Row row) {}

    /** Those that go on or ended since then, the earliest first. */
    Map<UUID, List<SignalLedger.Row>> since(Collection<UUID> accounts, Instant since) {
        Map<UUID, List<SignalLedger.Row>> rows = new HashMap<>();
        database.query(
                """
                SELECT * FROM signal_episode
                WHERE account_id = ANY (?) AND (ended_at IS NULL OR ended_at >= ? OR started_at >= ?)
                ORDER BY started_at, id
                """,
                row -> rows.computeIfAbsent(row.getObject("account_id", UUID.class), id -> new ArrayList<>())
                        .add(read(row)),
                uuids(accounts),
                since,
                since);
        return rows;
    }

    private SignalLedger.Row read(ResultSet row) throws SQLException {
        return new SignalLedger.Row(
                row.getLong("id"),
                row.getString("name"),
                new Episode(
                        Database.instant(row, "started_at"),
                        Database.instant(row, "ended_at"),
                        new Episode.Finding(
                                row.getString("fired_reason"), json.readMap(row.getString("fired_evidence"))),
                        new Episode.Finding(row.getString("reason"), json.readMap(row.getString("evidence")))),
                row.getBoolean("withdrawn"),
                row.getBoolean("silenced"),
                row.getBoolean("told"));
    }

    void save(List<Of> changed, List<Long> dropped) {
        if (!dropped.isEmpty()) {
            database.update("DELETE FROM signal_episode WHERE id = ANY (?)", new Column("int8", dropped));
        }
        List<Of> added = changed.stream().filter(one -> one.row().id() == null).toList();
        if (!added.isEmpty()) {
            database.update("""
                INSERT INTO signal_episode (
                    account_id, name, started_at, ended_at, withdrawn, silenced, told, fired_reason,
                    fired_evidence, reason, evidence)
                SELECT e.account_id, e.name, e.started_at, e.ended_at, e.withdrawn, e.silenced, e.told,
                    e.fired_reason, e.fired_evidence::jsonb, e.reason, e.evidence::jsonb
                FROM unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::bool[], ?::bool[],
                    ?::bool[], ?::text[], ?::text[], ?::text[], ?::text[])
                    AS e (account_id, name, started_at, ended_at, withdrawn, silenced, told, fired_reason,
                        fired_evidence, reason, evidence)
                """, columns(added, uuids(column(added, Of::accountId)), text(column(added, one -> one.row()
                    .name()))));
        }
        List<Of> known = changed.stream().filter(one -> one.row().id() != null).toList();
        if (!known.isEmpty()) {
            database.update("""
                UPDATE signal_episode AS s SET
                    started_at = e.started_at, ended_at = e.ended_at, withdrawn = e.withdrawn,
                    silenced = e.silenced, told = e.told, fired_reason = e.fired_reason,
                    fired_evidence = e.fired_evidence::jsonb, reason = e.reason, evidence = e.evidence::jsonb
                FROM unnest(?::int8[], ?::timestamptz[], ?::timestamptz[], ?::bool[], ?::bool[],
                    ?::bool[], ?::text[], ?::text[], ?::text[], ?::text[])
                    AS e (id, started_at, ended_at, withdrawn, silenced, told, fired_reason, fired_evidence,
                        reason, evidence)
                WHERE s.id = e.id
                """, columns(known, new Column("int8", column(known, one -> one.row()
                    .id()))));
        }
    }

    private Object[] columns(List<Of> rows, Column... first) {
        List<Object> columns = new ArrayList<>(List.of(first));
        columns.add(times(column(rows, one -> one.row().episode().startedAt())));
        columns.add(times(column(rows, one -> one.row().episode().endedAt())));
        columns.add(new Column("bool", column(rows, one -> one.row().withdrawn())));
        columns.add(new Column("bool", column(rows, one -> one.row().silenced())));
        columns.add(new Column("bool", column(rows, one -> one.row().told())));
        columns.add(text(column(rows, one -> one.row().episode().fired().reason())));
        columns.add(
                text(column(rows, one -> json.write(one.row().episode().fired().evidence()))));
        columns.add(text(column(rows, one -> one.row().episode().latest().reason())));
        columns.add(
                text(column(rows, one -> json.write(one.row().episode().latest().evidence()))));
        return columns.toArray();
    }

    /** Accounts that count as part of others have no signals of their own while they do. */
    void withdrawAll(Collection<UUID> accounts, Instant now) {
        database.update(
                "UPDATE signal_episode SET withdrawn = true, ended_at = coalesce(ended_at, ?)"
                        + " WHERE account_id = ANY (?) AND ended_at IS NULL AND NOT withdrawn",
                now,
                uuids(accounts));
    }

    private static <E, T> List<T> column(List<E> rows, Function<E, T> value) {
        return rows.stream().map(value).toList();
    }
}
