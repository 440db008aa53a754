package io.tandem.scoring.signals;

import static io.tandem.scoring.database.Database.Column.text;
import static io.tandem.scoring.database.Database.Column.uuids;

import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.Database.Column;
import io.tandem.scoring.domain.CohortThresholds.Threshold;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
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

    /** A percentile that a model asks for. */
    record Asked(int days, int percentile) {}

    /** What a percentile was asked of. */
    record Key(String cohort, int days, int percentile) {
        Asked asked() {
            return new Asked(days, percentile);
        }
    }

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
     * Of accounts that did anything and count as themselves. Those looked at today or yesterday count: whoever is active is
     * looked at daily. A window that is new today waits until all were: those looked at first are no fair sample.
     */
    private static final String WORKED_OUT = """
            WITH settled AS (
                SELECT days FROM cohort_member GROUP BY days
                HAVING min(measured_on) < ?::date OR (SELECT min(measured_on) FROM cohort_member) >= ?::date
            )
            SELECT ?::date AS day, c.cohort, c.days, q.percentile,
                percentile_cont(q.percentile / 100.0) WITHIN GROUP (ORDER BY c.events) AS events, count(*) AS accounts
            FROM cohort_member c
            JOIN settled USING (days)
            JOIN unnest(?::int[], ?::int[]) AS q (days, percentile) USING (days)
            WHERE c.events > 0 AND c.measured_on >= ?::date - 1
                AND NOT EXISTS (SELECT FROM account_link l WHERE l.account_id = c.account_id AND l.root_id IS NOT NULL)
                AND NOT EXISTS (
                    SELECT FROM cohort_percentile p
                    WHERE p.day = ?::date AND p.cohort = c.cohort AND p.days = c.days AND p.percentile = q.percentile)
            GROUP BY c.cohort, c.days, q.percentile
            """;

    /** Records the percentiles of a day. What was worked out once holds for it: nobody crosses a threshold that moved. */
    void workOut(LocalDate day, Collection<Asked> asked) {
        database.update(
                "INSERT INTO cohort_percentile (day, cohort, days, percentile, events, accounts) " + WORKED_OUT
                        + " ORDER BY c.cohort, c.days, q.percentile"
                        + " ON CONFLICT (day, cohort, days, percentile) DO NOTHING",
                arguments(day, asked));
    }

    /** What would be worked out now. */
    void addUnrecorded(
            LocalDate day, Collection<Asked> asked, Map<Key, NavigableMap<LocalDate, Threshold>> thresholds) {
        database.query(WORKED_OUT, row -> add(row, thresholds), arguments(day, asked));
    }

    private static Object[] arguments(LocalDate day, Collection<Asked> asked) {
        String date = day.toString();
        List<Asked> all = List.copyOf(asked);
        return new Object[] {
            date,
            date,
            date,
            new Column("int4", all.stream().map(Asked::days).toList()),
            new Column("int4", all.stream().map(Asked::percentile).toList()),
            date,
            date
        };
    }

    Map<Key, NavigableMap<LocalDate, Threshold>> since(LocalDate day) {
        Map<Key, NavigableMap<LocalDate, Threshold>> thresholds = new HashMap<>();
        database.query(
                "SELECT * FROM cohort_percentile WHERE day >= ?::date", row -> add(row, thresholds), day.toString());
        return thresholds;
    }

    private static Threshold add(ResultSet row, Map<Key, NavigableMap<LocalDate, Threshold>> thresholds)
            throws SQLException {
        return thresholds
                .computeIfAbsent(
                        new Key(row.getString("cohort"), row.getInt("days"), row.getInt("percentile")),
                        key -> new TreeMap<>())
                .put(
                        row.getObject("day", LocalDate.class),
                        new Threshold(row.getDouble("events"), row.getInt("accounts")));
    }

    void forgetBefore(LocalDate day) {
        database.update("DELETE FROM cohort_percentile WHERE day < ?::date", day.toString());
        database.update("DELETE FROM cohort_member WHERE measured_on < ?::date", day.toString());
    }
}
