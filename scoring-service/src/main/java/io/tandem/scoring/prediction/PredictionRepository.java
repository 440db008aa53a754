package io.tandem.scoring.prediction;

import static io.tandem.scoring.database.Database.Column.numbers;
import static io.tandem.scoring.database.Database.Column.text;
import static io.tandem.scoring.database.Database.Column.times;
import static io.tandem.scoring.database.Database.Column.uuids;

import io.tandem.scoring.database.Conditions;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.prediction.CutOff;
import io.tandem.scoring.domain.prediction.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the active models predict of accounts. */
@ApplicationScoped
class PredictionRepository {
    private static final String COLUMNS = """
            p.account_id, a.domain, p.target, p.version, p.probability, p.average_log_odds, p.reasons, p.predicted_at
            """;

    @Inject
    Database database;

    @Inject
    RefreshPassRepository passes;

    /** What is known of an account now. */
    record Known(UUID accountId, Instant arrivedAt, Map<String, Object> facts) {}

    /** A prediction to be stored. */
    record Fresh(UUID accountId, double probability, double averageLogOdds, String reasons, Instant arrivedAt) {}

    /** The place of a prediction in a list: the most probable first, then by account. */
    record Place(double probability, UUID accountId) {
        static final Place START = new Place(2, new UUID(0, 0));

        static Place parse(String text) {
            int middle = text.indexOf('/');
            return new Place(
                    Double.parseDouble(text.substring(0, middle)), UUID.fromString(text.substring(middle + 1)));
        }

        static String of(PredictionView view) {
            return view.probability() + "/" + view.accountId();
        }
    }

    /** The next accounts by id. */
    List<UUID> accounts(UUID after, UUID last, int limit) {
        return database.query(FeatureSql.NEXT_ACCOUNTS, row -> row.getObject("id", UUID.class), after, last, limit);
    }

    /**
     * Accounts of which there is a prediction.
     *
     * @param open those to which it can happen: customers cannot convert, and others cannot cancel
     * @param happened those to which it happened lately: what was predicted of them before stays, to know how many arrive
     */
    record Concerned(List<UUID> open, List<UUID> happened) {
        private List<UUID> all() {
            return Stream.concat(open.stream(), happened.stream()).toList();
        }
    }

    /** @param since what happened before is not lately */
    Concerned concerned(Collection<UUID> accounts, Target target, Instant since) {
        List<UUID> open = new ArrayList<>();
        List<UUID> happened = new ArrayList<>();
        database.query(
                """
                WITH member AS MATERIALIZED (
                    SELECT r.id AS root_id, m.id
                    FROM unnest(?::uuid[]) AS r (id)
                    CROSS JOIN LATERAL (
                        SELECT r.id UNION ALL SELECT l.account_id FROM account_link l WHERE l.root_id = r.id) AS m (id)
                ), outcome AS (
                    SELECT m.root_id, e.target, e.happened_at
                    FROM member m JOIN identity i ON i.account_id = m.id JOIN outcome_event e ON e.user_key = i.key
                    UNION ALL
                    SELECT m.root_id, e.target, e.happened_at FROM member m JOIN outcome_event e ON e.account_id = m.id
                    UNION ALL
                    SELECT m.root_id, p.target, p.known_at
                    FROM member m JOIN past_outcome p ON p.account_id = m.id WHERE p.happened
                ), last AS (
                    SELECT DISTINCT ON (root_id) root_id, target, happened_at FROM outcome WHERE target IS NOT NULL
                    ORDER BY root_id, happened_at DESC, target
                ), told AS (
                    SELECT t.id, coalesce(last.target = ?, false) AS happened, last.happened_at,
                        CASE last.target WHEN 'CONVERSION' THEN 'CHURN' ELSE 'CONVERSION' END AS next
                    FROM unnest(?::uuid[]) AS t (id) LEFT JOIN last ON last.root_id = t.id
                )
                SELECT id, happened FROM told WHERE next = ? OR happened AND happened_at > ?
                """,
                row -> (row.getBoolean("happened") ? happened : open).add(row.getObject("id", UUID.class)),
                uuids(accounts),
                target.name(),
                uuids(accounts),
                target.name(),
                since);
        return new Concerned(open, happened);
    }

    /** Those of which something is predicted anew: all to which it can happen, of others those without what was predicted before. */
    List<UUID> due(Concerned accounts, PredictionModel model) {
        if (accounts.happened().isEmpty()) {
            return accounts.open();
        }
        List<UUID> without = database.query(
                """
                SELECT t.id FROM unnest(?::uuid[]) AS t (id)
                WHERE NOT EXISTS (
                    SELECT FROM prediction p WHERE p.account_id = t.id AND p.target = ? AND p.version = ?)
                """,
                row -> row.getObject("id", UUID.class),
                uuids(accounts.happened()),
                model.target().name(),
                model.version());
        return Stream.concat(accounts.open().stream(), without.stream()).toList();
    }

    /** What is known of these accounts, to predict from. */
    List<Known> known(Collection<UUID> accounts) {
        return database.query(
                FeatureSql.QUERY,
                row -> new Known(
                        row.getObject("account_id", UUID.class),
                        Database.instant(row, "arrived_at"),
                        CanonicalJson.readFacts(row.getString("facts"))),
                uuids(accounts));
    }

    /** Of these accounts only those that are concerned keep a prediction. */
    void keepOnly(Collection<UUID> accounts, Concerned concerned, Target target) {
        database.update(
                "DELETE FROM prediction WHERE account_id = ANY (?) AND target = ? AND NOT account_id = ANY (?)",
                uuids(accounts),
                target.name(),
                uuids(concerned.all()));
        if (!concerned.happened().isEmpty()) {
            database.update(
                    "UPDATE prediction SET happened = true WHERE account_id = ANY (?) AND target = ? AND NOT happened",
                    uuids(concerned.happened()),
                    target.name());
        }
    }

    void put(PredictionModel model, List<Fresh> rows, List<UUID> happened, Instant now) {
        database.update(
                """
                INSERT INTO prediction (
                    account_id, target, version, probability, average_log_odds, reasons, arrived_at, predicted_at,
                    happened)
                SELECT f.id, ?, ?, f.probability, f.average, f.reasons::jsonb, f.arrived_at, ?, f.id = ANY (?)
                FROM unnest(?::uuid[], ?::float8[], ?::float8[], ?::text[], ?::timestamptz[])
                    AS f (id, probability, average, reasons, arrived_at)
                ORDER BY f.id
                ON CONFLICT (account_id, target) DO UPDATE SET
                    version = excluded.version, probability = excluded.probability,
                    average_log_odds = excluded.average_log_odds, reasons = excluded.reasons,
                    arrived_at = excluded.arrived_at, predicted_at = excluded.predicted_at,
                    happened = excluded.happened
                """,
                model.target().name(),
                model.version(),
                now,
                uuids(happened),
                uuids(column(rows, Fresh::accountId)),
                numbers(column(rows, Fresh::probability)),
                numbers(column(rows, Fresh::averageLogOdds)),
                text(column(rows, Fresh::reasons)),
                times(column(rows, Fresh::arrivedAt)));
    }

    void removeOf(PredictionModel model) {
        passes.remove(model);
        database.update(
                "DELETE FROM prediction WHERE target = ? AND version = ?",
                model.target().name(),
                model.version());
    }

    /**
     * What counts as part of another account since, or is not listed any more, has no predictions of its own.
     *
     * @param before which nothing is predicted that is still so
     * @param arrivalsSince from when on it matters who arrived to whom it has happened
     */
    void removeStale(Instant before, Instant arrivalsSince) {
        database.update(
                "DELETE FROM prediction WHERE predicted_at < CASE WHEN happened THEN ?::timestamptz ELSE ? END",
                arrivalsSince,
                before);
    }

    /** Whether it has got to predicting yet. */
    boolean hasAny(PredictionModel model) {
        return database.query(
                        "SELECT EXISTS (SELECT FROM prediction WHERE target = ? AND version = ?)",
                        row -> row.getBoolean(1),
                        model.target().name(),
                        model.version())
                .get(0);
    }

    /** Accounts that arrived within the last full weeks, and what is predicted of them, or was before it happened. */
    List<CutOff.Arrived> arrivals(PredictionModel model, int weeks, Instant now) {
        return database.query(
                """
                SELECT floor(extract(epoch FROM ?::timestamptz - arrived_at) / 604800)::int AS weeks_ago, probability
                FROM prediction WHERE target = ? AND version = ? AND arrived_at > ? AND arrived_at <= ?
                """,
                row -> new CutOff.Arrived(row.getInt("weeks_ago"), row.getDouble("probability")),
                now,
                model.target().name(),
                model.version(),
                now.minus(Duration.ofDays(7L * weeks)),
                now);
    }

    /** Null filters match everything. */
    List<PredictionView> page(Target target, UUID accountId, Double least, Place after, int rows) {
        Conditions conditions = new Conditions();
        conditions.add("NOT p.happened AND p.target = ?", target.name());
        conditions.addIf("p.account_id = ?", accountId);
        conditions.addIf("p.probability >= ?", least);
        conditions.add(
                "p.probability <= ? AND (p.probability < ? OR p.account_id > ?)",
                after.probability(),
                after.probability(),
                after.accountId());
        return database.query(
                "SELECT " + COLUMNS + " FROM prediction p JOIN account a ON a.id = p.account_id" + conditions.where()
                        + " ORDER BY p.probability DESC, p.account_id LIMIT ?",
                PredictionRepository::read,
                conditions.argumentsAnd(rows));
    }

    List<PredictionView> of(Collection<UUID> accounts) {
        return database.query("SELECT " + COLUMNS + """
                        FROM prediction p JOIN account a ON a.id = p.account_id
                        WHERE NOT p.happened AND p.account_id = ANY (?) ORDER BY p.account_id, p.target
                        """, PredictionRepository::read, uuids(accounts));
    }

    private static PredictionView read(ResultSet row) throws SQLException {
        return new PredictionView(
                row.getObject("account_id", UUID.class),
                row.getString("domain"),
                Target.valueOf(row.getString("target")),
                row.getDouble("probability"),
                row.getInt("version"),
                row.getDouble("average_log_odds"),
                List.of(CanonicalJson.read(row.getString("reasons"), PredictionView.Reason[].class)),
                Database.instant(row, "predicted_at"));
    }

    private static <E, T> List<T> column(List<E> rows, Function<E, T> value) {
        return rows.stream().map(value).toList();
    }
}
