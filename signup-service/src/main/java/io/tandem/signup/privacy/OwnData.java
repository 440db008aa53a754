package io.tandem.signup.privacy;

import io.quarkus.arc.All;
import io.tandem.contracts.Topics;
import io.tandem.kit.delivery.DeadLetters;
import io.tandem.kit.delivery.IdempotencyStore;
import io.tandem.kit.delivery.Outbox;
import io.tandem.signup.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Everything that this service keeps of a person: shown, or erased. Runs in the caller's transaction. */
@ApplicationScoped
class OwnData {
    // What stays is no personal data: account, size, source, motion, times. The fingerprint is a hash of the answers.
    private static final String ERASE_SIGNUPS = """
            UPDATE signup SET
                person_id = NULL, email = NULL, name = NULL, company = NULL, role = NULL, use_case = NULL,
                country = NULL, user_id = NULL, anonymous_id = NULL, utm = '{}', custom = '{}', said_before = '{}',
                self_reported = NULL, consents = NULL,
                fingerprint = sha256(uuid_send(id)),
                decision = decision || '{"reason": null, "nextStep": null}'
            WHERE person_id = ? AND signed_up_at <= ?
            """;

    private static final String ERASE_PERSON =
            "DELETE FROM person WHERE id = ? AND NOT EXISTS (SELECT FROM signup WHERE person_id = person.id)";

    // A person without a company is an account of their own, and may have given it its name.
    private static final String ERASE_ACCOUNT = """
            UPDATE account SET name = 'Erased person' WHERE id = ? AND domain IS NULL
              AND NOT EXISTS (SELECT FROM person WHERE account_id = account.id)
            """;

    private static final String MARK = """
            INSERT INTO erased_person (person_id, erased_at) VALUES (?, ?)
            ON CONFLICT (person_id) DO UPDATE SET erased_at = excluded.erased_at
            """;

    private final Database database;
    private final ExportedRows rows;
    private final List<PersonalData> parts;
    private final DeadLetters deadLetters;
    private final IdempotencyStore answers;
    private final Outbox outbox;

    OwnData(
            Database database,
            ExportedRows rows,
            @All List<PersonalData> parts,
            DeadLetters deadLetters,
            IdempotencyStore answers,
            Outbox outbox) {
        this.database = database;
        this.rows = rows;
        this.parts = parts;
        this.deadLetters = deadLetters;
        this.answers = answers;
        this.outbox = outbox;
    }

    Map<String, List<?>> export(DataSubject subject) {
        Map<String, List<?>> data = new LinkedHashMap<>();
        data.put("person", select("SELECT to_jsonb(p) FROM person p WHERE id = ?", subject));
        data.put("signups", select("SELECT to_jsonb(s) - 'fingerprint' FROM signup s WHERE person_id = ?", subject));
        data.put("consents", select("""
                SELECT to_jsonb(c) - 'person_hash' FROM consent c WHERE person_hash = person_hash(?) ORDER BY place
                """, subject));
        data.put("suppression", select("""
                SELECT to_jsonb(s) - 'person_hash' FROM suppression s WHERE person_hash = person_hash(?)
                """, subject));
        data.put("requests", select("SELECT to_jsonb(r) FROM privacy_request r WHERE person_id = ?", subject));
        data.put(
                "deadLetters",
                deadLetters.containing(textsOf(subject)).stream()
                        .map(letter -> letter.payload())
                        .toList());
        parts.forEach(part -> data.put(part.kind(), part.export(subject)));
        data.values().removeIf(List::isEmpty);
        return data;
    }

    Map<String, Long> erase(DataSubject subject, Instant now) {
        Map<String, Long> erased = new LinkedHashMap<>();
        update(MARK, subject, now);
        parts.forEach(part -> erased.put(part.kind(), part.erase(subject)));
        // The clocks of other instances may be ahead of this one.
        erased.putAll(eraseSignups(subject, now.plus(Duration.ofDays(1))));
        update("UPDATE consent SET reason = NULL WHERE person_hash = person_hash(?) AND reason IS NOT NULL", subject);
        erased.put("suppressions", (long) update("""
                UPDATE suppression SET person_id = NULL, email = NULL, reason = NULL WHERE person_id = ?
                """, subject));
        update("UPDATE privacy_request SET reason = NULL WHERE person_id = ? AND kind = 'EXPORT'", subject);
        erased.put("exports", (long) update("""
                UPDATE privacy_answer SET data = NULL FROM privacy_request
                WHERE data IS NOT NULL AND id = request_id AND person_id = ?
                """, subject));
        List<String> texts = textsOf(subject);
        erased.put("deadLetters", (long) deadLetters.removeContaining(texts));
        erased.put("storedAnswers", (long) answers.removeContaining(texts));
        erased.put("unsentEvents", (long) outbox.removeContaining(Topics.SIGNUPS, texts));
        erased.values().removeIf(count -> count == 0);
        return erased;
    }

    /** Erases what was stored after an erasure though it was told before; of a new signup everything stays. */
    void eraseLate(DataSubject subject, Instant erasedAt) {
        boolean signedUpAnew = !database.query(
                        "SELECT FROM signup WHERE person_id = ? AND signed_up_at > ? LIMIT 1",
                        values -> values.add(subject.personId()).add(erasedAt),
                        row -> true)
                .isEmpty();
        if (!signedUpAnew) {
            parts.forEach(part -> part.erase(subject));
        }
        eraseSignups(subject, erasedAt);
    }

    /** Erases the signups up to a time, and person and account if no signup is left. */
    private Map<String, Long> eraseSignups(DataSubject subject, Instant until) {
        Map<String, Long> erased = new LinkedHashMap<>();
        erased.put("signups", (long) update(ERASE_SIGNUPS, subject, until));
        erased.put("person", (long) update(ERASE_PERSON, subject));
        database.update(ERASE_ACCOUNT, values -> values.add(subject.accountId()));
        return erased;
    }

    /** Those of whom a signup that was on its way during the erasure was stored after it. */
    Map<UUID, Instant> resurrected() {
        Map<UUID, Instant> found = new LinkedHashMap<>();
        database.query(
                """
                SELECT DISTINCT e.person_id, e.erased_at FROM erased_person e
                JOIN signup s ON s.person_id = e.person_id AND s.signed_up_at <= e.erased_at
                """,
                values -> {},
                row -> found.put(row.getObject("person_id", UUID.class), Database.time(row, "erased_at")));
        return found;
    }

    private static List<String> textsOf(DataSubject subject) {
        return List.of(subject.email(), subject.personId().toString());
    }

    private List<?> select(String sql, DataSubject subject) {
        return rows.read(sql, values -> values.add(subject.personId()));
    }

    private int update(String sql, DataSubject subject) {
        return database.update(sql, values -> values.add(subject.personId()));
    }

    private int update(String sql, DataSubject subject, Instant time) {
        return database.update(sql, values -> values.add(subject.personId()).add(time));
    }
}
