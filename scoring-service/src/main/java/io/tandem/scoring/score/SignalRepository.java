package io.tandem.scoring.score;

import static io.tandem.scoring.database.Database.Column.text;
import static io.tandem.scoring.database.Database.Column.times;
import static io.tandem.scoring.database.Database.Column.uuids;

import io.tandem.contracts.Signal;
import io.tandem.scoring.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The signals in force. */
@ApplicationScoped
class SignalRepository {
    @Inject
    Database database;

    @Inject
    Json json;

    /** Makes the stored signals of these accounts the given ones. */
    void save(List<ScoredAccount> accounts) {
        List<Row> rows = accounts.stream()
                .flatMap(account -> account.signals().stream().map(signal -> new Row(account.id(), signal)))
                .toList();
        if (!rows.isEmpty()) {
            database.update(
                    """
                    INSERT INTO signal AS s (account_id, name, fired_at, reason, evidence)
                    SELECT n.account_id, n.name, n.fired_at, n.reason, n.evidence::jsonb
                    FROM unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::text[], ?::text[])
                        AS n (account_id, name, fired_at, reason, evidence)
                    ON CONFLICT (account_id, name) DO UPDATE SET
                        fired_at = excluded.fired_at, reason = excluded.reason, evidence = excluded.evidence
                    WHERE (s.fired_at, s.reason, s.evidence)
                        IS DISTINCT FROM (excluded.fired_at, excluded.reason, excluded.evidence)
                    """,
                    uuids(rows.stream().map(Row::accountId).toList()),
                    text(rows.stream().map(row -> row.signal().name()).toList()),
                    times(rows.stream().map(row -> row.signal().firedAt()).toList()),
                    text(rows.stream().map(row -> row.signal().reason()).toList()),
                    text(rows.stream()
                            .map(row -> json.write(row.signal().evidence()))
                            .toList()));
        }
    }

    void end(UUID accountId, List<String> names) {
        database.update("DELETE FROM signal WHERE account_id = ? AND name = ANY (?)", accountId, text(names));
    }

    /** Accounts that count as part of others have no signals of their own. */
    void endAll(Collection<UUID> accountIds) {
        database.update("DELETE FROM signal WHERE account_id = ANY (?)", uuids(accountIds));
    }

    private record Row(UUID accountId, Signal signal) {}
}
