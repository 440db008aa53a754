package io.tandem.scoring.prediction;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.prediction.Target;
import io.tandem.scoring.domain.prediction.TrainingRow;
import io.tandem.scoring.domain.prediction.TrainingSet;
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
            SELECT coalesce(l.root_id, f.account_id) AS account_id, f.account_id AS source_id, f.as_of,
                f.as_of + make_interval(days => ?) AS known_at, false AS uploaded,
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

    /**
     * All if there is room. Else accounts with an event come first, but fill at most half, then one row of each other
     * account, then another one, as weeks of one account are much alike. Which ones is for a hash to say, and of what was
     * uploaded as large a part is taken as of snapshots. A row counts for as many of its kind as there are to each one
     * taken, so that what is learnt of how often something happens is not bent.
     */
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
                SELECT account_id, account_id AS source_id, as_of, known_at, true AS uploaded, happened
                FROM past_outcome WHERE target = ?
            ), kept AS (
            """ + FROM_SNAPSHOTS + """
            ), candidate AS (
                SELECT c.*, bool_or(c.happened) OVER (PARTITION BY c.account_id) AS eventful,
                    row_number() OVER (
                        PARTITION BY c.account_id, c.uploaded, c.happened
                        ORDER BY hashtextextended(concat(c.source_id, extract(epoch FROM c.as_of)), 0), c.known_at
                    ) AS nth
                FROM (SELECT * FROM uploaded UNION ALL SELECT * FROM kept) AS c
            ), shared AS (
                SELECT c.*, percent_rank() OVER (
                        PARTITION BY c.eventful, c.uploaded, c.happened, c.nth
                        ORDER BY c.account_id, c.known_at, c.as_of, c.source_id
                    ) AS share
                FROM candidate c
            ), placed AS (
                SELECT s.*, row_number() OVER (
                        PARTITION BY s.eventful
                        ORDER BY s.happened DESC, s.nth, s.share, s.uploaded, s.account_id, s.known_at, s.as_of, s.source_id
                    ) AS place
                FROM shared s
            ), taken AS (
                SELECT * FROM placed
                ORDER BY eventful AND place <= ? / 2 DESC, eventful, place LIMIT ?
            ), known AS (
                SELECT eventful, uploaded, happened, count(*) AS rows FROM candidate GROUP BY 1, 2, 3
            ), counted AS (
                SELECT count(*) AS rows, count(DISTINCT account_id) FILTER (WHERE happened) AS events FROM candidate
            )
            SELECT t.account_id, t.as_of, t.known_at, t.happened, t.uploaded, counted.rows, counted.events,
                coalesce(p.rule_score, f.rule_score) AS rule_score, coalesce(p.facts, f.facts) AS facts,
                coalesce(p.late, '{}') AS late, coalesce(p.rule_score_derived, false) AS derived,
                known.rows::float8 / count(*) OVER (PARTITION BY t.eventful, t.uploaded, t.happened) AS weight
            FROM taken t
            JOIN known USING (eventful, uploaded, happened)
            CROSS JOIN counted
            LEFT JOIN past_outcome p ON t.uploaded AND p.account_id = t.source_id AND p.target = ?
                AND p.known_at = t.known_at
            LEFT JOIN feature_snapshot f ON NOT t.uploaded AND f.account_id = t.source_id AND f.as_of = t.as_of
            ORDER BY t.account_id, t.known_at, t.as_of, t.uploaded, t.source_id
            """;

    @Inject
    Database database;

    @Inject
    PredictionConfig config;

    /**
     * By time.
     *
     * @param most so many at most
     */
    TrainingSet of(Target target, int most) {
        Map<UUID, Integer> accounts = new HashMap<>();
        int[] known = new int[2];
        List<TrainingRow> rows = database.query(
                ROWS,
                row -> {
                    known[0] = row.getInt("rows");
                    known[1] = row.getInt("events");
                    return read(row, accounts);
                },
                target.name(),
                config.horizonDays(),
                target.name(),
                config.horizonDays(),
                config.horizonDays(),
                target.name(),
                most,
                most,
                target.name());
        List<TrainingRow> ordered = new ArrayList<>(rows);
        ordered.sort(Comparator.comparing(TrainingRow::knownAt)
                .thenComparing(TrainingRow::asOf)
                .thenComparing(TrainingRow::account));
        return new TrainingSet(ordered, known[0], known[1]);
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
                Set.of((String[]) row.getArray("late").getArray()),
                row.getBoolean("derived"),
                row.getDouble("weight"));
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

    /** A row as it is written; what most rows do not say is left out, as rows of before never said it. */
    private record Line(
            int account,
            Instant asOf,
            Instant knownAt,
            boolean happened,
            Double ruleScore,
            String facts,
            List<String> late,
            @JsonInclude(Include.NON_NULL) Boolean scoreDerived,
            @JsonInclude(Include.NON_NULL) Double weight) {
        static Line of(TrainingRow row) {
            return new Line(
                    row.account(),
                    row.asOf(),
                    row.knownAt(),
                    row.happened(),
                    row.ruleScore(),
                    CanonicalJson.write(row.facts()),
                    row.late().stream().sorted().toList(),
                    row.scoreDerived() ? true : null,
                    row.weight() == 1 ? null : (Double) row.weight());
        }

        TrainingRow row() {
            return new TrainingRow(
                    account,
                    asOf,
                    knownAt,
                    happened,
                    ruleScore,
                    CanonicalJson.readFacts(facts),
                    Set.copyOf(late),
                    scoreDerived != null,
                    weight == null ? 1 : weight);
        }
    }
}
