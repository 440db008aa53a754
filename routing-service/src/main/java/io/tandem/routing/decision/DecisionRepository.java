package io.tandem.routing.decision;

import io.tandem.routing.storage.Database.Call;
import io.tandem.routing.storage.Database.Column;
import io.tandem.routing.storage.TimeCursor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

@ApplicationScoped
class DecisionRepository {
    private static final String ADD = """
            INSERT INTO decision (
                id, account_id, signup_id, motion, rule, policy_version, ledger_position, handoff_id, content, facts,
                decided_at)
            SELECT * FROM unnest(
                ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::uuid[], ?::bytea[],
                ?::bytea[], ?::timestamptz[])
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
                Column.of("bytea", decisions, Decision::content),
                Column.of("bytea", decisions, Decision::facts),
                Column.of("timestamptz", decisions, Decision::decidedAt));
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
