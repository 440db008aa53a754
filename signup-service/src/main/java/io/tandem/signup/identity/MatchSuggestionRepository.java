package io.tandem.signup.identity;

import io.tandem.signup.database.Database;
import io.tandem.signup.domain.MatchKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

@ApplicationScoped
class MatchSuggestionRepository {
    // What is merged already needs no suggestion.
    private static final String ADD = """
            INSERT INTO match_suggestion (id, kind, account_id, into_account_id, mail_domain, suggested_at)
            SELECT gen_random_uuid(), kind, account_id, into_account_id, mail_domain, now()
            FROM unnest(?::text[], ?::uuid[], ?::uuid[], ?::text[])
                AS given (kind, account_id, into_account_id, mail_domain)
            WHERE NOT EXISTS (
                SELECT FROM account_merge m
                WHERE m.account_id = given.account_id AND m.into_account_id = given.into_account_id
                    OR m.account_id = given.into_account_id AND m.into_account_id = given.account_id)
            ON CONFLICT DO NOTHING
            """;

    // What is merged elsewhere cannot be merged again. It may be separated, so what was found meanwhile waits.
    private static final String TO_BE_SEEN = """
             WHERE (s.status <> 'OPEN' OR NOT EXISTS (
                SELECT FROM account_merge m WHERE m.account_id = s.account_id
                    OR m.account_id = s.into_account_id AND m.into_account_id = s.account_id))
            """;

    private static final String VIEW = """
            SELECT s.*, a.company, a.domain, i.company AS into_company, i.domain AS into_domain FROM match_suggestion s
            LEFT JOIN company_profile a ON a.account_id = s.account_id
            LEFT JOIN company_profile i ON i.account_id = s.into_account_id
            """;

    private final Database database;

    MatchSuggestionRepository(Database database) {
        this.database = database;
    }

    void add(List<NewSuggestion> suggestions) {
        List<NewSuggestion> sorted = suggestions.stream()
                .sorted(Comparator.comparing(NewSuggestion::accountId).thenComparing(NewSuggestion::intoAccountId))
                .toList();
        database.update(ADD, values -> values.add(
                        "text", each(sorted, suggestion -> suggestion.kind().name()))
                .add("uuid", each(sorted, NewSuggestion::accountId))
                .add("uuid", each(sorted, NewSuggestion::intoAccountId))
                .add("text", each(sorted, NewSuggestion::mailDomain)));
    }

    Optional<MatchSuggestionView> find(UUID id) {
        return database
                .query(VIEW + " WHERE s.id = ?", values -> values.add(id), MatchSuggestionRepository::view)
                .stream()
                .findFirst();
    }

    /** False if somebody decided before; two who decide at once wait for each other here. */
    boolean decide(UUID id, MatchStatus status, String by, Instant at) {
        return database.update(
                        """
                        UPDATE match_suggestion SET status = ?, decided_by = ?, decided_at = ?
                        WHERE id = ? AND status = 'OPEN'
                        """, values -> values.add(status.name()).add(by).add(at).add(id))
                == 1;
    }

    void setMerge(UUID id, UUID mergeId) {
        database.update("UPDATE match_suggestion SET merge_id = ? WHERE id = ?", values -> values.add(mergeId)
                .add(id));
    }

    List<MatchSuggestionView> page(
            Optional<MatchStatus> status, Optional<UUID> accountId, Optional<UUID> after, int rows) {
        String where = TO_BE_SEEN
                + (status.isPresent() ? " AND s.status = ?" : "")
                + (accountId.isPresent() ? " AND ? IN (s.account_id, s.into_account_id)" : "")
                + (after.isPresent() ? " AND s.id > ?" : "")
                + " ORDER BY s.id LIMIT ?";
        return database.query(
                VIEW + where,
                values -> {
                    if (status.isPresent()) {
                        values.add(status.get().name());
                    }
                    if (accountId.isPresent()) {
                        values.add(accountId.get());
                    }
                    if (after.isPresent()) {
                        values.add(after.get());
                    }
                    values.add(rows);
                },
                MatchSuggestionRepository::view);
    }

    private static MatchSuggestionView view(ResultSet row) throws SQLException {
        String mailDomain = row.getString("mail_domain");
        Instant decidedAt = Database.time(row, "decided_at");
        return new MatchSuggestionView(
                row.getObject("id", UUID.class),
                MatchKind.valueOf(row.getString("kind")),
                MatchStatus.valueOf(row.getString("status")),
                row.getObject("account_id", UUID.class),
                row.getString("company"),
                row.getString("domain"),
                mailDomain == null ? row.getObject("into_account_id", UUID.class) : null,
                row.getString("into_company"),
                row.getString("into_domain"),
                mailDomain,
                row.getObject("merge_id", UUID.class),
                Database.time(row, "suggested_at"),
                row.getString("decided_by"),
                decidedAt);
    }

    private static List<?> each(List<NewSuggestion> all, Function<NewSuggestion, ?> member) {
        List<Object> members = new ArrayList<>();
        all.forEach(one -> members.add(member.apply(one)));
        return members;
    }
}
