package io.tandem.signup.enrichment;

import io.tandem.signup.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

@ApplicationScoped
class CompanyLookupRepository {
    // Nobody is asked for what the table says already, nor while an answer is good.
    private static final String WANT = """
            INSERT INTO company_lookup AS lookup (domain, due_at)
            SELECT DISTINCT domain, now() FROM unnest(?::text[]) AS given (domain)
            WHERE NOT EXISTS (SELECT FROM company WHERE company.domain = given.domain AND jsonb_exists_all(
                uploaded -> 'provenance', ARRAY['name', 'industry', 'companySize', 'country', 'annualRevenue']))
            ORDER BY domain
            ON CONFLICT (domain) DO UPDATE SET due_at = excluded.due_at
            WHERE lookup.due_at IS NULL AND lookup.expires_at < now()
            """;

    // Whoever takes one and dies is followed by another after a minute.
    private static final String TAKE = """
            WITH next AS (
                SELECT domain FROM company_lookup WHERE due_at <= now() ORDER BY due_at
                LIMIT least(?, greatest(0, ? - (SELECT count(*) FROM company_lookup
                                                WHERE asked_at > now() - interval '24 hours')))
                FOR UPDATE SKIP LOCKED
            )
            UPDATE company_lookup SET due_at = now() + interval '1 minute', asked_at = now(), attempts = attempts + 1
            FROM next WHERE company_lookup.domain = next.domain RETURNING company_lookup.domain, attempts
            """;

    private static final String ANSWERED = """
            UPDATE company_lookup SET due_at = NULL, attempts = 0, last_error = NULL, known = ?, expires_at = ?
            WHERE domain = ?
            """;
    private static final String FAILED = "UPDATE company_lookup SET due_at = ?, last_error = ? WHERE domain = ?";
    private static final String GIVEN_UP = """
            UPDATE company_lookup SET due_at = NULL, attempts = 0, expires_at = ?, last_error = ? WHERE domain = ?
            """;
    private static final String NOT_ASKED = """
            UPDATE company_lookup SET due_at = ?, attempts = attempts - 1, asked_at = NULL WHERE domain = ?
            """;

    private final Database database;

    CompanyLookupRepository(Database database) {
        this.database = database;
    }

    record Lookup(String domain, int attempts) {}

    void want(List<String> domains) {
        database.update(WANT, values -> values.add("text", domains));
    }

    List<Lookup> take(int atMost, int aDay) {
        return database.query(
                TAKE,
                values -> values.add(atMost).add(aDay),
                row -> new Lookup(row.getString("domain"), row.getInt("attempts")));
    }

    void answered(String domain, boolean known, Instant goodUntil) {
        database.update(ANSWERED, values -> values.add(known).add(goodUntil).add(domain));
    }

    void failed(String domain, String reason, Instant again) {
        database.update(FAILED, values -> values.add(again).add(reason).add(domain));
    }

    void givenUp(String domain, String reason, Instant until) {
        database.update(GIVEN_UP, values -> values.add(until).add(reason).add(domain));
    }

    void notAsked(String domain, Instant again) {
        database.update(NOT_ASKED, values -> values.add(again).add(domain));
    }
}
