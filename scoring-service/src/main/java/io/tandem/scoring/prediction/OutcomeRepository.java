package io.tandem.scoring.prediction;

import static io.tandem.scoring.database.Database.Column.numbers;
import static io.tandem.scoring.database.Database.Column.text;
import static io.tandem.scoring.database.Database.Column.times;
import static io.tandem.scoring.database.Database.Column.uuids;

import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.Database.Column;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What became of past accounts. */
@ApplicationScoped
class OutcomeRepository {
    @Inject
    Database database;

    /** Of several rows of one account, target and time the last counts. Returns how many say something new. */
    int put(Collection<PastOutcome> outcomes) {
        Map<List<Object>, PastOutcome> last = new LinkedHashMap<>();
        outcomes.stream()
                .filter(outcome -> outcome.target() != null)
                .forEach(outcome ->
                        last.put(List.of(outcome.accountId(), outcome.target(), outcome.knownAt()), outcome));
        List<PastOutcome> rows = List.copyOf(last.values());
        return rows.isEmpty()
                ? 0
                : database.update(
                        """
                        INSERT INTO past_outcome AS p (
                            account_id, target, known_at, as_of, happened, rule_score, rule_score_derived, facts, late)
                        SELECT o.account_id, o.target, o.known_at, o.as_of, o.happened, o.rule_score, o.derived, o.facts::jsonb,
                            ARRAY(SELECT jsonb_array_elements_text(o.late::jsonb))
                        FROM unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::bool[],
                            ?::float8[], ?::bool[], ?::text[], ?::text[])
                            AS o (account_id, target, known_at, as_of, happened, rule_score, derived, facts, late)
                        ORDER BY o.account_id, o.target, o.known_at
                        ON CONFLICT (account_id, target, known_at) DO UPDATE SET
                            as_of = excluded.as_of, happened = excluded.happened, rule_score = excluded.rule_score,
                            rule_score_derived = excluded.rule_score_derived, facts = excluded.facts,
                            late = excluded.late, recorded_at = excluded.recorded_at
                        WHERE (p.as_of, p.happened, p.rule_score, p.rule_score_derived, p.facts, p.late)
                            IS DISTINCT FROM (excluded.as_of, excluded.happened, excluded.rule_score,
                                excluded.rule_score_derived, excluded.facts, excluded.late)
                        """,
                        uuids(column(rows, PastOutcome::accountId)),
                        text(column(rows, row -> row.target().name())),
                        times(column(rows, PastOutcome::knownAt)),
                        times(column(rows, PastOutcome::asOf)),
                        new Column("bool", column(rows, PastOutcome::happened)),
                        numbers(column(rows, PastOutcome::ruleScore)),
                        new Column("bool", column(rows, PastOutcome::scoreDerived)),
                        text(column(rows, row -> CanonicalJson.write(row.facts()))),
                        text(column(rows, row -> CanonicalJson.write(row.late()))));
    }

    /** What is known of accounts whose outcome is open; the latest of an account holds. */
    int putFacts(Collection<PastOutcome> outcomes) {
        List<PastOutcome> rows =
                outcomes.stream().filter(outcome -> outcome.target() == null).toList();
        return rows.isEmpty()
                ? 0
                : database.update(
                        """
                        INSERT INTO account_fact AS f (account_id, as_of, facts)
                        SELECT DISTINCT ON (o.account_id) o.account_id, o.as_of, o.facts::jsonb
                        FROM unnest(?::uuid[], ?::timestamptz[], ?::text[]) WITH ORDINALITY
                            AS o (account_id, as_of, facts, nth)
                        ORDER BY o.account_id, o.as_of DESC, o.nth DESC
                        ON CONFLICT (account_id) DO UPDATE SET as_of = excluded.as_of, facts = excluded.facts
                        WHERE excluded.as_of >= f.as_of AND excluded.facts <> f.facts
                        """,
                        uuids(column(rows, PastOutcome::accountId)),
                        times(column(rows, PastOutcome::asOf)),
                        text(column(rows, row -> CanonicalJson.write(row.facts()))));
    }

    private static <E, T> List<T> column(List<E> rows, Function<E, T> value) {
        return rows.stream().map(value).toList();
    }
}
