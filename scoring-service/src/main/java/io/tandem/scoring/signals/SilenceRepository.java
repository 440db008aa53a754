package io.tandem.scoring.signals;

import static io.tandem.scoring.database.Database.Column.uuids;

import io.tandem.kit.web.QueryTimes;
import io.tandem.scoring.database.Conditions;
import io.tandem.scoring.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Signals that nobody is to hear of. */
@ApplicationScoped
class SilenceRepository {
    private static final String ACTIVE = "s.lifted_at IS NULL AND (s.until IS NULL OR s.until > ?)";

    @Inject
    Database database;

    /** The names that are silenced by account; those of everywhere under null. */
    Map<UUID, Set<String>> active(Collection<UUID> accounts, Instant now) {
        Map<UUID, Set<String>> names = new HashMap<>();
        database.query(
                "SELECT s.account_id, s.signal FROM signal_silence s WHERE " + ACTIVE
                        + " AND (s.account_id IS NULL OR s.account_id = ANY (?))",
                row -> names.computeIfAbsent(row.getObject("account_id", UUID.class), id -> new HashSet<>())
                        .add(row.getString("signal")),
                now,
                uuids(accounts));
        return names;
    }

    /** From here to the end of the transaction silences are made one after the other. */
    void lockNew() {
        database.query("SELECT pg_advisory_xact_lock(hashtext('signal_silence'))", row -> null);
    }

    void save(SilenceView silence) {
        database.update(
                """
                INSERT INTO signal_silence (id, account_id, signal, until, reason, created_by, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                silence.id(),
                silence.accountId(),
                silence.signal(),
                silence.until(),
                silence.reason(),
                silence.createdBy(),
                silence.createdAt());
    }

    Optional<SilenceView> lock(UUID id) {
        return database
                .query("SELECT * FROM signal_silence WHERE id = ? FOR UPDATE", SilenceRepository::read, id)
                .stream()
                .findFirst();
    }

    /** An equal one that still holds. */
    Optional<SilenceView> same(UUID accountId, String signal, Instant now) {
        return database
                .query(
                        "SELECT s.* FROM signal_silence s WHERE " + ACTIVE
                                + " AND s.account_id IS NOT DISTINCT FROM ?::uuid AND s.signal = ?",
                        SilenceRepository::read,
                        now,
                        accountId,
                        signal)
                .stream()
                .findFirst();
    }

    void lift(UUID id, String by, Instant at) {
        database.update("UPDATE signal_silence SET lifted_by = ?, lifted_at = ? WHERE id = ?", by, at, id);
    }

    /** The latest first; null filters match everything. */
    List<SilenceView> find(UUID accountId, String signal, Boolean active, Instant now, Place after, int limit) {
        Conditions conditions = new Conditions();
        conditions.addIf("s.account_id = ?", accountId);
        conditions.addIf("s.signal = ?", signal);
        if (active != null) {
            conditions.add("(" + ACTIVE + ") = ?", now, active);
        }
        if (after != null) {
            conditions.add("(s.created_at, s.id) < (?, ?)", after.createdAt(), after.id());
        }
        return database.query(
                "SELECT s.* FROM signal_silence s" + conditions.where()
                        + " ORDER BY s.created_at DESC, s.id DESC LIMIT ?",
                SilenceRepository::read,
                conditions.argumentsAnd(limit));
    }

    /** The place of a silence in the list. */
    record Place(Instant createdAt, UUID id) {
        static Place parse(String text) {
            int middle = text.indexOf('/');
            return new Place(QueryTimes.time(text.substring(0, middle)), UUID.fromString(text.substring(middle + 1)));
        }

        static String of(SilenceView silence) {
            return silence.createdAt() + "/" + silence.id();
        }
    }

    boolean isAccount(UUID id) {
        return !database.query("SELECT 1 FROM account WHERE id = ?", row -> 1, id)
                .isEmpty();
    }

    /** The signals of this account, or of all that have one of this name, are to be looked at without delay. */
    void lookAgain(UUID accountId, String signal, Instant now) {
        Conditions conditions = new Conditions();
        conditions.add("e.name = ? AND e.ended_at IS NULL AND NOT e.withdrawn", signal);
        if (accountId != null) {
            conditions.add(
                    "e.account_id = coalesce((SELECT l.root_id FROM account_link l WHERE l.account_id = ?), ?)",
                    accountId,
                    accountId);
        }
        database.query(
                "WITH locked AS (SELECT a.id FROM account a WHERE a.id IN (SELECT e.account_id FROM signal_episode e"
                        + conditions.where() + ") ORDER BY a.id FOR UPDATE)"
                        + " UPDATE account a SET signals_due_at = ? FROM locked WHERE a.id = locked.id RETURNING a.id",
                row -> null,
                conditions.argumentsAnd(now));
    }

    /** Whether a silence has ended by itself since then. */
    boolean anyOver(Instant since, Instant now) {
        return !database.query(
                        "SELECT 1 FROM signal_silence WHERE lifted_at IS NULL AND until > ? AND until <= ? LIMIT 1",
                        row -> 1,
                        since,
                        now)
                .isEmpty();
    }

    /** Of silences that are over the accounts are to be looked at. It goes through all that is silenced. */
    void lookAgainAfterSilence(Instant now) {
        database.query("""
            WITH locked AS (
                SELECT a.id FROM account a
                WHERE a.id IN (
                    SELECT e.account_id FROM signal_episode e
                    WHERE e.silenced AND e.ended_at IS NULL AND NOT e.withdrawn AND NOT EXISTS (
                        SELECT FROM signal_silence s
                        WHERE s.signal = e.name AND s.lifted_at IS NULL AND (s.until IS NULL OR s.until > ?)
                            AND (s.account_id IS NULL OR s.account_id = e.account_id OR s.account_id IN (
                                SELECT l.account_id FROM account_link l WHERE l.root_id = e.account_id))))
                AND (a.signals_due_at IS NULL OR a.signals_due_at > ?)
                ORDER BY a.id FOR UPDATE SKIP LOCKED
            )
            UPDATE account a SET signals_due_at = ? FROM locked WHERE a.id = locked.id RETURNING a.id
            """, row -> null, now, now, now);
    }

    private static SilenceView read(ResultSet row) throws SQLException {
        return new SilenceView(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getString("signal"),
                Database.instant(row, "until"),
                row.getString("reason"),
                row.getString("created_by"),
                Database.instant(row, "created_at"),
                row.getString("lifted_by"),
                Database.instant(row, "lifted_at"));
    }
}
