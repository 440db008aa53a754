package io.tandem.scoring.signals;

import static io.tandem.scoring.database.Database.Column.text;
import static io.tandem.scoring.database.Database.Column.uuids;

import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.Database.Column;
import io.tandem.scoring.domain.CohortThresholds.Threshold;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/** What accounts of a cohort do, measured when each is looked at, and its percentiles by day. */
@ApplicationScoped
class CohortRepository {
    @Inject
    Database database;

    /** What an account did within so many whole days. */
    record Measured(UUID accountId, int days, String cohort, long events) {}

    /** What a percentile was asked of. */
    record Key(String cohort, int days, int percentile) {}

    void measure(List<Measured> measured, LocalDate on) {
        if (measured.isEmpty()) {
            return;
        }
        database.update(
                """
                INSERT INTO cohort_member AS c (account_id, days, cohort, events, measured_on)
                SELECT m.account_id, m.days, m.cohort, m.events, ?::date
                FROM unnest(?::uuid[], ?::int[], ?::text[], ?::bigint[]) AS m (account_id, days, cohort, events)
                ORDER BY m.account_id, m.days
                ON CONFLICT (account_id, days) DO UPDATE SET
                    cohort = excluded.cohort, events = excluded.events, measured_on = excluded.measured_on
                WHERE (c.cohort, c.events, c.measured_on)
                    IS DISTINCT FROM (excluded.cohort, excluded.events, excluded.measured_on)
                """,
                on.toString(),
                uuids(measured.stream().map(Measured::accountId).toList()),
                new Column("int4", measured.stream().map(Measured::days).toList()),
                text(measured.stream().map(Measured::cohort).toList()),
                new Column("int8", measured.stream().map(Measured::events).toList()));
    }

    /**
     * Works out the percentiles of a day, of accounts that did anything and count as themselves. Those looked at today or
     * yesterday count: whoever is active is looked at daily. What was worked out once holds for the day, so that nobody
     * crosses a threshold because it moved.
     */
    void workOut(LocalDate day, Collection<Integer> percentiles) {
        database.update("""
            INSERT INTO cohort_percentile AS p (day, cohort, days, percentile, events, accounts)
            SELECT ?::date, c.cohort, c.days, q.percentile,
                percentile_cont(q.percentile / 100.0) WITHIN GROUP (ORDER BY c.events), count(*)
            FROM cohort_member c CROSS JOIN unnest(?::int[]) AS q (percentile)
            WHERE c.events > 0 AND c.measured_on >= ?::date - 1
                AND NOT EXISTS (SELECT FROM account_link l WHERE l.account_id = c.account_id AND l.root_id IS NOT NULL)
                AND NOT EXISTS (SELECT FROM cohort_percentile p WHERE p.day = ?::date AND p.percentile = q.percentile)
            GROUP BY c.cohort, c.days, q.percentile
            ORDER BY c.cohort, c.days, q.percentile
            ON CONFLICT (day, cohort, days, percentile) DO NOTHING
            """, day.toString(), new Column("int4", percentiles), day.toString(), day.toString());
    }

    Map<Key, NavigableMap<LocalDate, Threshold>> since(LocalDate day) {
        Map<Key, NavigableMap<LocalDate, Threshold>> thresholds = new HashMap<>();
        database.query(
                "SELECT * FROM cohort_percentile WHERE day >= ?::date",
                row -> thresholds
                        .computeIfAbsent(
                                new Key(row.getString("cohort"), row.getInt("days"), row.getInt("percentile")),
                                key -> new TreeMap<>())
                        .put(
                                row.getObject("day", LocalDate.class),
                                new Threshold(row.getDouble("events"), row.getInt("accounts"))),
                day.toString());
        return thresholds;
    }

    void forgetBefore(LocalDate day) {
        database.update("DELETE FROM cohort_percentile WHERE day < ?::date", day.toString());
        database.update("DELETE FROM cohort_member WHERE measured_on < ?::date", day.toString());
    }
}
