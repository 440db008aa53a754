package io.tandem.scoring.accounts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.scoring.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Finds the signals in force. */
@ApplicationScoped
class SignalListing {
    @Inject
    Database database;

    @Inject
    ObjectMapper json;

    /** The place of a signal in the list: the latest first, then by account and name. */
    record Place(Instant firedAt, UUID accountId, String name) {
        private static final Place START = new Place(Instant.parse("9999-12-31T00:00:00Z"), new UUID(0, 0), "");

        static Place parse(String text) {
            String[] parts = text.split("/", 3);
            return new Place(Instant.parse(parts[0]), UUID.fromString(parts[1]), parts[2]);
        }

        static String of(SignalView signal) {
            return signal.firedAt() + "/" + signal.accountId() + "/" + signal.name();
        }
    }

    /** Null filters match everything. */
    List<SignalView> find(UUID accountId, String name, Place after, int limit) {
        Place from = after == null ? Place.START : after;
        return database.query(
                """
                SELECT s.account_id, a.domain, s.name, s.fired_at, s.reason, s.evidence
                FROM signal s JOIN account a ON a.id = s.account_id
                WHERE (?::uuid IS NULL OR s.account_id = ?)
                    AND (?::text IS NULL OR s.name = ?)
                    AND (s.fired_at < ? OR s.fired_at = ? AND (s.account_id, s.name) > (?, ?))
                ORDER BY s.fired_at DESC, s.account_id, s.name
                LIMIT ?
                """,
                row -> new SignalView(
                        row.getObject("account_id", UUID.class),
                        row.getString("domain"),
                        row.getString("name"),
                        Database.instant(row, "fired_at"),
                        row.getString("reason"),
                        read(row.getString("evidence"))),
                accountId,
                accountId,
                name,
                name,
                from.firedAt(),
                from.firedAt(),
                from.accountId(),
                from.name(),
                limit);
    }

    private Map<String, Object> read(String evidence) {
        try {
            return json.readValue(evidence, new TypeReference<>() {});
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
