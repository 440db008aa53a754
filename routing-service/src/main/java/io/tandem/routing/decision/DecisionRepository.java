package io.tandem.routing.decision;

import io.tandem.routing.storage.Database.Call;
import io.tandem.routing.storage.Database.Column;
import io.tandem.routing.storage.StoredJson;
import io.tandem.routing.storage.TimeCursor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

@ApplicationScoped
class DecisionRepository {
    private static final String ADD = """
            INSERT INTO decision (
                id, account_id, signup_id, motion, rule, policy_version, ledger_position, handoff_id, inputs, outcome,
                pool_state, facts, decided_at)
            SELECT id, account_id, signup_id, motion, rule, policy_version, ledger_position, handoff_id,
                convert_from(inputs, 'UTF8')::json, convert_from(outcome, 'UTF8')::json,
                convert_from(pool_state, 'UTF8')::json, facts, decided_at
            FROM unnest(
                ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::uuid[], ?::bytea[],
                ?::bytea[], ?::bytea[], ?::bytea[], ?::timestamptz[])
                AS made (id, account_id, signup_id, motion, rule, policy_version, ledger_position, handoff_id, inputs,
                    outcome, pool_state, facts, decided_at)
            """;

    @Inject
    StatelessSession session;

    static Call<Void> add(List<Decision> decisions) {
        return Call.update(
                ADD,
                Column.of("uuid", decisions, Decision::id),
                Column.of("uuid", decisions, Decision::accountId),
                Column.of("uuid", decisions, Decision::signupId),
                Column.of("text", decisions, Decision::motion),
                Column.of("text", decisions, Decision::rule),
                Column.of("text", decisions, Decision::policyVersion),
                Column.of("int8", decisions, Decision::ledgerPosition),
                Column.of("uuid", decisions, Decision::handoffId),
                Column.of("bytea", decisions, decision -> bytes(decision.inputs())),
                Column.of("bytea", decisions, decision -> bytes(decision.outcome())),
                Column.of("bytea", decisions, decision -> bytes(decision.poolState())),
                Column.of("bytea", decisions, Decision::facts),
                Column.of("timestamptz", decisions, Decision::decidedAt));
    }

    /** Bytes travel as they are; in an array of texts each quotation mark is escaped, and JSON is full of them. */
    private static byte[] bytes(String json) {
        if (json == null) {
            return null;
        }
        if (StoredJson.holdsNul(json)) {
            // A column of type json takes it, but whoever looks into the column fails from then on.
            throw new IllegalArgumentException("a decision holds the character NUL, which no text in PostgreSQL may");
        }
        return json.getBytes(StandardCharsets.UTF_8);
    }

    Optional<Decision> find(UUID id) {
        return Optional.ofNullable(session.get(Decision.class, id));
    }

    /** Newest first. */
    List<Decision> page(DecisionFilter filter, TimeCursor after, int limit) {
        List<DecisionFilter.Condition> conditions = filter.conditions();
        StringBuilder where = new StringBuilder("from decision where (decidedAt, id) < (:at, :id)");
        conditions.forEach(condition -> where.append(" and ").append(condition.hql()));
        var query = session.createSelectionQuery(where + " order by decidedAt desc, id desc", Decision.class)
                .setParameter("at", after.at())
                .setParameter("id", after.id())
                .setMaxResults(limit);
        conditions.forEach(condition -> query.setParameter(condition.parameter(), condition.value()));
        return query.getResultList();
    }
}
