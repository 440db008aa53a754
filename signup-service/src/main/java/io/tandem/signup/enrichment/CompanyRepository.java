package io.tandem.signup.enrichment;

import io.tandem.contracts.AccountEnriched;
import io.tandem.contracts.Firmographics;
import io.tandem.signup.database.Database;
import io.tandem.signup.database.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

@ApplicationScoped
class CompanyRepository {
    // A signup whose transaction is under way has read the old content, and its account is seen only after it. Two
    // seconds later it is there to be told.
    private static final String DUE = "now() + interval '2 seconds'";

    private static final String PUT = """
            INSERT INTO company (domain, uploaded, changed_at, due_at)
            SELECT domain, uploaded, now(), %s FROM unnest(?::text[], ?::jsonb[]) AS given (domain, uploaded)
            ON CONFLICT (domain) DO UPDATE
            SET uploaded = excluded.uploaded, changed_at = excluded.changed_at, due_at = excluded.due_at
            WHERE company.uploaded IS DISTINCT FROM excluded.uploaded
            RETURNING company.domain
            """.formatted(DUE);

    private static final String DIFFERING = """
            SELECT given.domain FROM unnest(?::text[], ?::jsonb[]) AS given (domain, uploaded)
            LEFT JOIN company ON company.domain = given.domain WHERE company.uploaded IS DISTINCT FROM given.uploaded
            """;

    private static final String REMOVE = """
            UPDATE company SET uploaded = NULL, changed_at = now(), due_at = %s
            WHERE domain = ?
            """.formatted(DUE);

    // The same again, only asked later, is no change.
    private static final String PROVIDE = """
            INSERT INTO company (domain, provided, changed_at, due_at) VALUES (?, ?::jsonb, now(), %s)
            ON CONFLICT (domain) DO UPDATE
            SET provided = excluded.provided, changed_at = excluded.changed_at, due_at = excluded.due_at
            WHERE company.provided - 'provenance' IS DISTINCT FROM excluded.provided - 'provenance'
            """.formatted(DUE);

    private static final String PROVIDE_NOTHING = """
            UPDATE company SET provided = NULL, changed_at = now(), due_at = %s
            WHERE domain = ? AND provided IS NOT NULL
            """.formatted(DUE);

    private static final String TAKE_DUE = """
            WITH due AS (
                SELECT domain FROM company WHERE due_at <= now() ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED
            ), told AS (
                UPDATE company SET due_at = NULL FROM due
                WHERE company.domain = due.domain AND firmographics IS NOT NULL
                RETURNING company.domain, firmographics
            ), removed AS (
                DELETE FROM company USING due WHERE company.domain = due.domain AND firmographics IS NULL
                RETURNING company.domain, firmographics
            )
            SELECT account.id, firmographics FROM (SELECT * FROM told UNION ALL SELECT * FROM removed) AS taken
            LEFT JOIN account ON account.domain = taken.domain
            ORDER BY account.id
            """;

    private final Database database;
    private final Json json;

    CompanyRepository(Database database, Json json) {
        this.database = database;
        this.json = json;
    }

    /** Stores what is said of companies and tells of which it is new. Sorted, so that uploads do not block each other. */
    List<String> put(SortedMap<String, Firmographics> companies) {
        return domains(PUT, companies);
    }

    /** The companies of which something else would be known. */
    List<String> differing(SortedMap<String, Firmographics> companies) {
        return domains(DIFFERING, companies);
    }

    private List<String> domains(String sql, SortedMap<String, Firmographics> companies) {
        List<String> written = companies.values().stream().map(json::write).toList();
        return database.query(
                sql,
                values -> values.add("text", List.copyOf(companies.keySet())).add("jsonb", written),
                row -> row.getString("domain"));
    }

    Optional<CompanyView> find(String domain) {
        return select("AND domain = ?", values -> values.add(domain)).stream().findFirst();
    }

    /** Only if something was uploaded. */
    Optional<CompanyView> findToChange(String domain) {
        return select("AND uploaded IS NOT NULL AND domain = ? FOR UPDATE", values -> values.add(domain)).stream()
                .findFirst();
    }

    List<CompanyView> page(Optional<String> after, int rows) {
        return select("AND domain > ? ORDER BY domain LIMIT ?", values -> values.add(after.orElse(""))
                .add(rows));
    }

    void remove(String domain) {
        database.update(REMOVE, values -> values.add(domain));
    }

    /** Stores what a provider says of a company; it fills what the table does not say. */
    void provide(String domain, Optional<Firmographics> said) {
        said.ifPresentOrElse(
                known -> database.update(PROVIDE, values -> values.add(domain).add(json.write(known))),
                () -> database.update(PROVIDE_NOTHING, values -> values.add(domain)));
    }

    /** Takes changes off the list of what has to be told; of companies that have no account, they come without one. */
    List<Change> takeDue(int atMost) {
        return database.query(TAKE_DUE, values -> values.add(atMost), row -> {
            String known = row.getString("firmographics");
            return new Change(
                    Optional.ofNullable(row.getObject("id", UUID.class)),
                    known == null
                            ? new Firmographics(null, null, null, null, null, Map.of())
                            : json.read(known, Firmographics.class));
        });
    }

    private List<CompanyView> select(String which, Database.Binding binding) {
        return database.query("SELECT * FROM company WHERE firmographics IS NOT NULL " + which, binding, this::view);
    }

    private CompanyView view(ResultSet row) throws SQLException {
        return new CompanyView(
                row.getString("domain"),
                json.read(row.getString("firmographics"), Firmographics.class),
                Database.time(row, "changed_at"));
    }

    /** What is known of a company now, and its account if one was met. */
    record Change(Optional<UUID> accountId, Firmographics firmographics) {
        Optional<AccountEnriched> event(Instant now) {
            return accountId.map(id -> new AccountEnriched(id, firmographics, now));
        }
    }
}
