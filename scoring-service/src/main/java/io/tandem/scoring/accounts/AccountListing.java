package io.tandem.scoring.accounts;

import io.tandem.scoring.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/** Finds accounts by their last stored score. */
@ApplicationScoped
class AccountListing {
    @Inject
    Database database;

    /** The place of an account in the list: best total first, then by id. */
    record Place(BigDecimal total, UUID id) {
        private static final Place START = new Place(BigDecimal.valueOf(1_000), new UUID(0, 0));

        static Place parse(String text) {
            int middle = text.indexOf('/');
            return new Place(new BigDecimal(text.substring(0, middle)), UUID.fromString(text.substring(middle + 1)));
        }

        String asText() {
            return total.toPlainString() + "/" + id;
        }
    }

    /**
     * Null filters match everything; the domain of an account that counts as part of another finds the other. Accounts
     * that everybody has left and those that count as part of another, which have no grade, are not listed.
     */
    List<Place> find(String domain, String grade, String signal, Place after, int limit) {
        Place from = after == null ? Place.START : after;
        return database.query(
                """
                SELECT a.total, a.id FROM account a
                WHERE (a.people > 0 OR a.signed_up) AND a.grade IS NOT NULL
                    AND (?::text IS NULL OR a.id IN (
                        SELECT coalesce(l.root_id, d.id)
                        FROM account d LEFT JOIN account_link l ON l.account_id = d.id
                        WHERE d.domain = ?))
                    AND (?::text IS NULL OR a.grade = ?)
                    AND (?::text IS NULL
                        OR EXISTS (SELECT FROM signal s WHERE s.account_id = a.id AND s.name = ?))
                    AND (a.total < ? OR a.total = ? AND a.id > ?)
                ORDER BY a.total DESC, a.id
                LIMIT ?
                """,
                row -> new Place(row.getBigDecimal("total"), row.getObject("id", UUID.class)),
                domain,
                domain,
                grade,
                grade,
                signal,
                signal,
                from.total(),
                from.total(),
                from.id(),
                limit);
    }
}
