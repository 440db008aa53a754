package io.tandem.scoring.score;

import static io.tandem.scoring.database.Database.Column.text;
import static io.tandem.scoring.database.Database.Column.times;
import static io.tandem.scoring.database.Database.Column.uuids;

import io.tandem.contracts.AccountEnriched;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What is known of companies from elsewhere than their people. */
@ApplicationScoped
class CompanyRepository {
    @Inject
    Database database;

    @Inject
    Json json;

    /** Returns the accounts of which something else is known now. */
    Set<UUID> save(List<AccountEnriched> enriched) {
        return database
                .queryInGate(
                        """
                INSERT INTO firmographics AS f (account_id, facts, enriched_at)
                SELECT DISTINCT ON (e.account_id) e.account_id, e.facts::jsonb, e.enriched_at
                FROM unnest(?::uuid[], ?::text[], ?::timestamptz[]) AS e (account_id, facts, enriched_at)
                ORDER BY e.account_id, e.enriched_at DESC, e.facts::jsonb DESC
                ON CONFLICT (account_id) DO UPDATE SET facts = excluded.facts, enriched_at = excluded.enriched_at
                WHERE (f.enriched_at, f.facts) < (excluded.enriched_at, excluded.facts)
                RETURNING account_id, old.facts IS DISTINCT FROM new.facts AS differs
                """,
                        row -> row.getBoolean("differs") ? row.getObject("account_id", UUID.class) : null,
                        uuids(enriched.stream().map(AccountEnriched::accountId).toList()),
                        text(enriched.stream()
                                .map(one -> json.write(one.firmographics()))
                                .toList()),
                        times(enriched.stream().map(AccountEnriched::enrichedAt).toList()))
                .stream()
                .filter(account -> account != null)
                .collect(Collectors.toSet());
    }
}
