package io.tandem.routing.decision;

import io.tandem.routing.storage.TimeCursor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

@ApplicationScoped
class DecisionRepository {
    @Inject
    StatelessSession session;

    void add(Decision decision) {
        session.insert(decision);
    }

    Optional<Decision> find(UUID id) {
        return Optional.ofNullable(session.get(Decision.class, id));
    }

    /** Newest first; a filter that is null lets everything pass. */
    List<Decision> page(UUID accountId, UUID signupId, TimeCursor after, int limit) {
        String where = "from decision where (decidedAt, id) < (:at, :id)"
                + (accountId == null ? "" : " and accountId = :account")
                + (signupId == null ? "" : " and signupId = :signup");
        var query = session.createSelectionQuery(where + " order by decidedAt desc, id desc", Decision.class)
                .setParameter("at", after.at())
                .setParameter("id", after.id())
                .setMaxResults(limit);
        if (accountId != null) {
            query.setParameter("account", accountId);
        }
        if (signupId != null) {
            query.setParameter("signup", signupId);
        }
        return query.getResultList();
    }
}
