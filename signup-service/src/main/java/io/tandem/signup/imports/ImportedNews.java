package io.tandem.signup.imports;

import io.quarkus.scheduler.Scheduled;
import io.tandem.signup.database.Database;
import io.tandem.signup.identity.CompanyMatchingService;
import io.tandem.signup.identity.MetCompany;
import io.tandem.signup.signups.PastSignups;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/**
 * Tells of what was imported, a few a second: visitors who sign up meanwhile must not wait behind the past. Signups are
 * told to the other services, accounts to the matching.
 */
@ApplicationScoped
class ImportedNews {
    private static final String TAKE_ACCOUNTS = """
            WITH taken AS (
                DELETE FROM untold_import WHERE place IN (
                    SELECT place FROM untold_import WHERE account_id IS NOT NULL
                    ORDER BY place LIMIT ? FOR UPDATE SKIP LOCKED)
                RETURNING account_id
            )
            SELECT account.*, company.firmographics ->> 'country' AS country
            FROM taken JOIN account ON account.id = taken.account_id
            LEFT JOIN company ON company.domain = account.domain
            """;

    private final PastSignups signups;
    private final CompanyMatchingService matching;
    private final Database database;
    private final ImportConfig config;

    ImportedNews(PastSignups signups, CompanyMatchingService matching, Database database, ImportConfig config) {
        this.signups = signups;
        this.matching = matching;
        this.database = database;
        this.config = config;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tellSignups() {
        signups.tellSome(config.toldPerSecond());
    }

    /** Apart from the signups, which must be told even while the matching fails. */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Transactional
    void matchAccounts() {
        List<MetCompany> met = database.query(
                TAKE_ACCOUNTS,
                values -> values.add(config.toldPerSecond()),
                row -> new MetCompany(
                        row.getObject("id", UUID.class),
                        row.getString("domain"),
                        row.getString("name").equals(row.getString("domain")) ? null : row.getString("name"),
                        row.getString("country"),
                        Database.time(row, "first_met_at"),
                        null));
        if (!met.isEmpty()) {
            matching.met(met);
        }
    }
}
