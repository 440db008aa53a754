package io.tandem.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * What an event costs from its acceptance to its score, as accounts become more and as their history becomes longer. It
 * wants a stand of its own and leaves a million accounts in it.
 *
 * <p>The first accounts come and do something through the intake. Up to each size all their rows are copied under other
 * names by SQL, which is many times faster. Then ten thousand accounts, spread over all, are busy: so many at every size,
 * since what is asked is what the others cost. History is sent through the intake, as events of days gone by.
 */
final class GrowthBenchmark {
    private static final int FIRST = 10_000;
    private static final int EVENTS = Integer.getInteger("events", 30_000);
    private static final int BATCH = 250;
    private static final int[] SIZES = numbers("sizes", "10000,100000,1000000");
    private static final int[] DAYS = numbers("days", "1,7,30,90");
    private static final int WITH_HISTORY = 1_000;

    /** Numbers of users have eight digits: those of the first accounts are u5000nnnn, of their copies u5cccnnnn. */
    private static final int USERS = 50_000_000;

    private static final int USERS_WITH_HISTORY = 60_000_000;

    /**
     * What is kept of a user or an account before a referring table, by the column that tells whose it is. Raw events are
     * not copied.
     */
    private static final Map<String, String> KEPT = kept();

    private final Target target;
    private final ScoringProgress progress;

    private GrowthBenchmark(Target target) {
        this.target = target;
        progress = new ScoringProgress(target);
    }

    static void run(Target target) throws Exception {
        System.out.printf(
                "Growth, %d processors, Java %s, everything on this machine; microseconds of processor time an event%n",
                Runtime.getRuntime().availableProcessors(), Runtime.version());
        new GrowthBenchmark(target).run();
    }

    private void run() throws Exception {
        if (SIZES.length > 0) {
            identify(USERS, FIRST);
            send(new EventRequest.Users(USERS, FIRST, 1), FIRST * 5);
            System.out.printf("%n%-22s %10s %8s%n", "accounts", "events/s", "total");
            for (int size : SIZES) {
                copyUpTo(size);
                measure("%,d".formatted(size), new EventRequest.Users(USERS, FIRST, size / FIRST));
            }
        }
        if (DAYS.length > 0) {
            identify(USERS_WITH_HISTORY, WITH_HISTORY);
            System.out.printf("%n%-22s %10s %8s%n", "days of history", "events/s", "total");
            int before = 0;
            for (int days : DAYS) {
                live(before, days);
                before = days;
                measure("%,d".formatted(days), new EventRequest.Users(USERS_WITH_HISTORY, WITH_HISTORY, 1));
            }
        }
    }

    /** Once to warm up. */
    private void measure(String what, EventRequest.Users users) throws Exception {
        send(users, EVENTS / 2);
        Map<String, Long> processes = target.processes();
        CpuTime before = CpuTime.of(processes);
        long start = System.nanoTime();
        send(users, EVENTS);
        double seconds = (System.nanoTime() - start) / 1e9;
        CpuTime used = CpuTime.of(processes).since(before);
        System.out.printf(
                "%-22s %,10.0f %8.1f   %s%n",
                what,
                EVENTS / seconds,
                micros(used.total()),
                used.used().entrySet().stream()
                        .filter(part -> micros(part.getValue()) >= 1)
                        .map(part -> "%s %.1f".formatted(part.getKey(), micros(part.getValue())))
                        .collect(Collectors.joining(", ")));
    }

    private static double micros(Duration used) {
        return used.toNanos() / 1000.0 / EVENTS;
    }

    /** Until all is scored. */
    private void send(EventRequest.Users users, int events) throws Exception {
        EventRequest request = EventRequest.batch("/v1/batch", target.writeKey(), BATCH, users);
        try (HttpConnection connection = new HttpConnection(target.scoring())) {
            for (int sent = 0; sent < events; sent += BATCH) {
                taken(connection.send(request.next()));
            }
        }
        progress.awaitAll();
    }

    private void identify(int first, int users) throws Exception {
        sendAll(users, i -> """
                {"type":"identify","userId":"u%1$08d","messageId":"identify-%1$d",\
                "traits":{"email":"u%1$08d@u%1$08d.com"}}""".formatted(first + i));
    }

    /** One event of each of the accounts with a history on each of these days. */
    private void live(int from, int to) throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        for (int day = from; day < to; day++) {
            int gone = day;
            sendAll(WITH_HISTORY, i -> """
                    {"type":"track","event":"%1$s","userId":"u%2$08d","messageId":"day-%3$d-%2$d","sentAt":"%4$s",\
                    "timestamp":"%5$s","properties":{"feature":"charts"}}""".formatted(
                            EventRequest.EVENTS[(i + gone) % EventRequest.EVENTS.length],
                            USERS_WITH_HISTORY + i,
                            gone,
                            now,
                            now.minus(gone, ChronoUnit.DAYS)));
        }
    }

    private void sendAll(int events, IntFunction<String> event) throws Exception {
        int atOnce = 500;
        try (HttpConnection connection = new HttpConnection(target.scoring())) {
            for (int from = 0; from < events; from += atOnce) {
                int first = from;
                taken(connection.send(EventRequest.of(
                        target.writeKey(), Math.min(atOnce, events - from), i -> event.apply(first + i))));
            }
        }
        progress.awaitAll();
    }

    private static void taken(boolean taken) {
        if (!taken) {
            throw new IllegalStateException("the intake refuses events");
        }
    }

    private void copyUpTo(int size) throws SQLException {
        String database = target.jdbcUrl().replace("/postgres?", "/scoring?");
        try (Connection connection = DriverManager.getConnection(database)) {
            int copies;
            try (var count = connection.createStatement().executeQuery("""
                    SELECT count(*) / %d FROM identity WHERE key >= 'u:u5000' AND key < 'u:u6'
                    """.formatted(FIRST))) {
                count.next();
                copies = count.getInt(1);
            }
            if (copies < size / FIRST) {
                // In one transaction, or the service would score copies that are not whole.
                connection.setAutoCommit(false);
                for (Map.Entry<String, String> table : KEPT.entrySet()) {
                    copy(connection, table.getKey(), table.getValue(), copies, size / FIRST - 1);
                }
                connection.commit();
                connection.setAutoCommit(true);
            }
            connection.createStatement().execute("VACUUM ANALYZE");
            connection.createStatement().execute("CHECKPOINT");
        }
    }

    /**
     * Texts and ids change, all else is as it was; but copies are due over the hours and not all at the moment at which the
     * first accounts are.
     */
    private static void copy(Connection connection, String table, String whose, int from, int to) throws SQLException {
        String columns;
        String values;
        try (var described = connection.createStatement().executeQuery("""
                SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position),
                    string_agg(CASE
                        WHEN data_type = 'text' THEN format('replace(%%1$I, ''u5000'', ''u5'' || lpad(c::text, 3, ''0''))', column_name)
                        WHEN column_name IN ('id', 'account_id') THEN format('md5(%%I::text || c)::uuid', column_name)
                        WHEN column_name = 'signals_due_at' THEN 'now() + interval ''1 day'''
                        WHEN column_name = 'due_at' THEN 'now() + random() * interval ''6 hours'''
                        ELSE quote_ident(column_name) END, ', ' ORDER BY ordinal_position)
                FROM information_schema.columns
                WHERE table_schema = 'public' AND table_name = '%s' AND is_identity = 'NO'
                """.formatted(table))) {
            described.next();
            columns = described.getString(1);
            values = described.getString(2);
        }
        connection.createStatement().execute("""
                INSERT INTO %s (%s) SELECT %s FROM %s CROSS JOIN generate_series(%d, %d) AS c WHERE %s
                """.formatted(table, columns, values, table, from, to, whose));
    }

    private static Map<String, String> kept() {
        String ofAccount = "%s IN (SELECT account_id FROM identity WHERE key >= 'u:u5000' AND key < 'u:u5001')";
        Map<String, String> kept = new LinkedHashMap<>();
        kept.put("account", ofAccount.formatted("id"));
        for (String table : List.of(
                "account_listing",
                "score_point",
                "cohort_member",
                "signal_episode",
                "person_stage",
                "account_change")) {
            kept.put(table, ofAccount.formatted("account_id"));
        }
        kept.put("identity", "key >= 'u:u5000' AND key < 'u:u5001'");
        kept.put("identity_fact", "subject >= 'u:u5000' AND subject < 'u:u5001'");
        for (String table : List.of("usage_sum", "usage_days", "watched_day", "step_day")) {
            kept.put(table, "user_key >= 'u:u5000' AND user_key < 'u:u5001'");
        }
        return kept;
    }

    private static int[] numbers(String property, String otherwise) {
        return Arrays.stream(System.getProperty(property, otherwise).split(","))
                .filter(number -> !number.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
