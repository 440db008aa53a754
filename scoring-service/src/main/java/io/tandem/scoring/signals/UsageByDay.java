package io.tandem.scoring.signals;

import io.tandem.scoring.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an account's people did by day, for pages that draw it. */
@ApplicationScoped
public class UsageByDay {
    @Inject
    Database database;

    @Inject
    HistoryRepository history;

    /** A day in UTC. */
    @Schema(name = "UsageDay")
    public record Day(
            LocalDate day,

            @Schema(description = "Events that count: track, page and screen")
            long events,

            @Schema(description = "How many people did something")
            int people) {}

    /** The first day that is kept. */
    public LocalDate since(Instant now) {
        return history.since(now);
    }

    /** Every day from the first to the last, idle ones too, of an account that stands for itself with all its parts. */
    public List<Day> of(UUID root, LocalDate first, LocalDate last) {
        Map<LocalDate, Day> busy = database
                .query(
                        """
                        WITH member AS (
                            SELECT ?::uuid AS id UNION ALL SELECT account_id FROM account_link WHERE root_id = ?
                        )
                        SELECT u.day, sum(u.events) AS events, count(DISTINCT u.person) AS people
                        FROM (
                            SELECT i.person, n.events, DATE '1970-01-01' + d.block * 28 + n.nth::int - 1 AS day
                            FROM member m
                                CROSS JOIN LATERAL (SELECT * FROM identity WHERE account_id = m.id OFFSET 0) AS i
                                CROSS JOIN LATERAL (
                                    SELECT * FROM usage_days WHERE user_key = i.key AND block BETWEEN ? AND ? OFFSET 0
                                ) AS d
                                CROSS JOIN LATERAL unnest(d.events) WITH ORDINALITY AS n (events, nth)
                            WHERE n.events > 0
                        ) AS u
                        WHERE u.day BETWEEN ?::date AND ?::date
                        GROUP BY u.day
                        """,
                        row -> new Day(
                                row.getObject("day", LocalDate.class), row.getLong("events"), row.getInt("people")),
                        root,
                        root,
                        block(first),
                        block(last),
                        first.toString(),
                        last.toString())
                .stream()
                .collect(Collectors.toMap(Day::day, Function.identity()));
        return first.datesUntil(last.plusDays(1))
                .map(day -> busy.getOrDefault(day, new Day(day, 0, 0)))
                .toList();
    }

    private static int block(LocalDate day) {
        return (int) Math.floorDiv(day.toEpochDay(), (long) RollupRepository.BLOCK);
    }
}
