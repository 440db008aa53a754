package io.tandem.scoring.accounts;

import io.tandem.contracts.Stage;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import io.tandem.scoring.audit.AuditTrail;
import io.tandem.scoring.audit.Caller;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.Overrides.Kind;
import io.tandem.scoring.score.ScoreService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Sets and removes what people want an account to be worth, and tells the others at once. */
@ApplicationScoped
class OverrideService {
    /** Of the account with this id and of those that count as part of it. */
    private static final String OF_WHOLE =
            "(o.account_id = ? OR o.account_id IN (SELECT l.account_id FROM account_link l WHERE l.root_id = ?))";

    @Inject
    Database database;

    @Inject
    ScoreService scores;

    @Inject
    AccountPages pages;

    @Inject
    AuditTrail audit;

    @Inject
    Caller caller;

    @Transactional
    AccountView set(UUID asked, Kind kind, OverrideRequest request) {
        String value = checked(kind, request.value().strip());
        UUID id = lockWritable(asked);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        String before = valueOf(id, kind);
        database.update("""
                INSERT INTO account_override (account_id, kind, value, reason, set_by, set_at) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (account_id, kind) DO UPDATE SET
                    value = excluded.value, reason = excluded.reason, set_by = excluded.set_by, set_at = excluded.set_at
                """, id, kind.name(), value, request.reason().strip(), caller.name(), now);
        String what = name(kind) + " set by hand";
        note(
                id,
                now,
                caller.name() + " set the " + name(kind) + " to " + value + ": "
                        + request.reason().strip());
        audit.changed(what, "account/" + id, before == null ? null : Map.of("value", before), Map.of("value", value));
        return told(id, asked, now);
    }

    @Transactional
    AccountView remove(UUID asked, Kind kind) {
        UUID id = lockWritable(asked);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Map<UUID, String> before = new LinkedHashMap<>();
        database.queryInGate(
                "DELETE FROM account_override o WHERE o.kind = ? AND " + OF_WHOLE + " RETURNING o.account_id, o.value",
                row -> before.put(row.getObject(1, UUID.class), row.getString(2)),
                kind.name(),
                id,
                id);
        if (before.isEmpty()) {
            throw Problem.notFound("Nobody has set the " + name(kind) + " of account " + asked + ".");
        }
        note(id, now, caller.name() + " left the " + name(kind) + " to the model again");
        before.forEach((account, value) -> audit.changed(
                name(kind) + " no longer set by hand", "account/" + account, Map.of("value", value), null));
        return told(id, asked, now);
    }

    private AccountView told(UUID id, UUID asked, Instant now) {
        scores.rescoreAndTell(List.of(id), now);
        return pages.whole(asked, now).orElseThrow();
    }

    /** Locks what this account counts as, and refuses whoever may not change it. */
    private UUID lockWritable(UUID asked) {
        List<UUID> found = database.queryInGate("""
                SELECT a.id FROM account a WHERE a.id = (
                    SELECT coalesce(l.root_id, t.id) FROM (SELECT ?::uuid AS id) AS t
                    LEFT JOIN account_link l ON l.account_id = t.id)
                FOR UPDATE
                """, row -> row.getObject(1, UUID.class), asked);
        if (found.isEmpty()) {
            throw Problem.notFound("There is no account " + asked + ".");
        }
        UUID id = found.get(0);
        if (!caller.isAdmin() && !owners(id).contains(caller.name().toLowerCase(Locale.ROOT))) {
            throw Problem.forbidden("Only the account executive who holds the account, or an admin, may set this.");
        }
        return id;
    }

    private List<String> owners(UUID id) {
        return database.query("""
                SELECT lower(r.owner_email) FROM relationship r
                WHERE r.owner_email IS NOT NULL AND (r.account_id = ? OR r.account_id IN (
                    SELECT l.account_id FROM account_link l WHERE l.root_id = ?))
                """, row -> row.getString(1), id, id);
    }

    private void note(UUID id, Instant at, String text) {
        database.update(
                "INSERT INTO account_change (account_id, at, id, kind, text) VALUES (?, ?, gen_random_uuid(), 'OVERRIDE', ?)",
                id,
                at,
                text);
    }

    /** The one in force, which may be that of a part. */
    private String valueOf(UUID id, Kind kind) {
        return database
                .query(
                        "SELECT o.value FROM account_override o WHERE o.kind = ? AND " + OF_WHOLE
                                + " ORDER BY o.account_id = ? DESC, o.set_at DESC, o.account_id LIMIT 1",
                        row -> row.getString(1),
                        kind.name(),
                        id,
                        id,
                        id)
                .stream()
                .findFirst()
                .orElse(null);
    }

    private static String checked(Kind kind, String value) {
        switch (kind) {
            case SCORE -> {
                if (value.matches("\\d{1,3}(\\.\\d{1,2})?")
                        && new BigDecimal(value).compareTo(BigDecimal.valueOf(100)) <= 0) {
                    return new BigDecimal(value).stripTrailingZeros().toPlainString();
                }
                throw RequestFaults.problem("value", "must be a number from 0 to 100 with two decimals at most");
            }
            case GRADE -> {
                if (value.matches("[A-D][1-4]")) {
                    return value;
                }
                throw RequestFaults.problem("value", "must be a letter from A to D and a digit from 1 to 4");
            }
            default -> {
                try {
                    return Stage.valueOf(value).name();
                } catch (IllegalArgumentException notOne) {
                    throw RequestFaults.problem("value", "must be one of NONE, NURTURE, SALES");
                }
            }
        }
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
