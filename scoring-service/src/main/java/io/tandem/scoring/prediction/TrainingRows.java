package io.tandem.scoring.prediction;

import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.prediction.Target;
import io.tandem.scoring.domain.prediction.TrainingRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Gathers what a model is made from: uploaded outcomes, and snapshots of accounts with what happened within the horizon
 * after them.
 */
@ApplicationScoped
class TrainingRows {
    /**
     * A snapshot becomes a row only when its horizon is over, whatever happened meanwhile: else those who converted would be
     * known earlier than those who did not, and the newest rows would be conversions alone. Who is a customer already
     * cannot convert, and who is none cannot cancel.
     */
    private static final String FROM_SNAPSHOTS = """
            SELECT coalesce(l.root_id, f.account_id) AS account_id, f.as_of,
                f.as_of + make_interval(days => ?) AS known_at, f.rule_score, f.facts, '{}'::text[] AS late,
                coalesce(bool_or(o.target = ? AND o.happened_at > f.as_of
                    AND o.happened_at <= f.as_of + make_interval(days => ?)), false) AS happened
            FROM feature_snapshot f
            LEFT JOIN account_link l ON l.account_id = f.account_id
            LEFT JOIN outcome o ON o.account_id = coalesce(l.root_id, f.account_id)
            WHERE f.as_of <= now() - make_interval(days => ?)
            GROUP BY f.account_id, f.as_of, l.root_id
            HAVING ? = CASE (array_agg(o.target ORDER BY o.happened_at DESC, o.target)
                    FILTER (WHERE o.happened_at <= f.as_of))[1]
                WHEN 'CONVERSION' THEN 'CHURN' ELSE 'CONVERSION' END
            """;

    private static final String ROWS = """
            WITH outcome AS MATERIALIZED (
                SELECT coalesce(l.root_id, o.account_id) AS account_id, o.target, o.happened_at
                FROM (
                    SELECT coalesce(i.account_id, e.account_id) AS account_id, e.target, e.happened_at
                    FROM outcome_event e LEFT JOIN identity i ON i.key = e.user_key
                    WHERE e.target IS NOT NULL
                    UNION ALL
                    SELECT account_id, target, known_at FROM past_outcome WHERE happened
                ) AS o
                LEFT JOIN account_link l ON l.account_id = o.account_id
                WHERE o.account_id IS NOT NULL
            ), uploaded AS (
                SELECT account_id, as_of, known_at, rule_score, facts, late, happened FROM past_outcome WHERE target = ?
            ), kept AS (
            """ + FROM_SNAPSHOTS + """
            )
            SELECT * FROM uploaded UNION ALL SELECT * FROM kept ORDER BY account_id, known_at, as_of LIMIT ?
            """;

    @Inject
    Database database;

    @Inject
    PredictionConfig config;

    /** Of the first accounts by id, which is a hash, for as many as there is room for; by time. */
    List<TrainingRow> of(Target target) {
        Map<UUID, Integer> accounts = new HashMap<>();
        List<TrainingRow> rows = database.query(
                ROWS,
                row -> read(row, accounts),
                target.name(),
                config.horizonDays(),
                target.name(),
                config.horizonDays(),
                config.horizonDays(),
                target.name(),
                config.mostRows());
        List<TrainingRow> ordered = new ArrayList<>(rows);
        ordered.sort(Comparator.comparing(TrainingRow::knownAt)
                .thenComparing(TrainingRow::asOf)
                .thenComparing(TrainingRow::account));
        return ordered;
    }

    /** Fields that accounts have when they are scored: their own, and those uploaded of present accounts. */
    Set<String> fieldsKnown() {
        Set<String> fields = new HashSet<>(FeatureSql.FIELDS);
        fields.addAll(database.query(
                "SELECT DISTINCT jsonb_object_keys(facts) FROM (SELECT facts FROM account_fact LIMIT 10000) AS f",
                row -> row.getString(1)));
        return fields;
    }

    private static TrainingRow read(ResultSet row, Map<UUID, Integer> accounts) throws SQLException {
        UUID id = row.getObject("account_id", UUID.class);
        int account = accounts.computeIfAbsent(id, any -> accounts.size());
        return new TrainingRow(
                account,
                Database.instant(row, "as_of"),
                Database.instant(row, "known_at"),
                row.getBoolean("happened"),
                row.getObject("rule_score", Double.class),
                CanonicalJson.readFacts(row.getString("facts")),
                Set.of((String[]) row.getArray("late").getArray()));
    }

    /** Without names: an account is a number here, which means nothing outside of these rows. */
    static byte[] packed(List<TrainingRow> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            for (TrainingRow row : rows) {
                zip.write(CanonicalJson.write(Line.of(row)).getBytes(StandardCharsets.UTF_8));
                zip.write('\n');
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static List<TrainingRow> unpacked(byte[] packed) {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(new ByteArrayInputStream(packed)), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> CanonicalJson.read(line, Line.class).row())
                    .toList();
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    /** Of the rows themselves, however they are packed. */
    static String hash(List<TrainingRow> rows) {
        return CanonicalJson.hash(rows.stream().map(Line::of).toList());
    }

    /** A row as it is written. */
    private record Line(
            int account,
            Instant asOf,
            Instant knownAt,
            boolean happened,
            Double ruleScore,
            String facts,
            List<String> late) {
        static Line of(TrainingRow row) {
            return new Line(
                    row.account(),
                    row.asOf(),
                    row.knownAt(),
                    row.happened(),
                    row.ruleScore(),
                    CanonicalJson.write(row.facts()),
                    row.late().stream().sorted().toList());
        }

        TrainingRow row() {
            return new TrainingRow(
                    account, asOf, knownAt, happened, ruleScore, CanonicalJson.readFacts(facts), Set.copyOf(late));
        }
    }
}
