package io.tandem.routing.rep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;

@ApplicationScoped
public class RepRepository {
    @Inject
    StatelessSession session;

    void add(SalesRep rep) {
        session.insert(rep);
    }

    void update(SalesRep rep) {
        session.update(rep);
    }

    Optional<SalesRep> find(UUID id) {
        return Optional.ofNullable(session.get(SalesRep.class, id));
    }

    Optional<SalesRep> lock(UUID id) {
        return Optional.ofNullable(session.get(SalesRep.class, id, LockMode.PESSIMISTIC_WRITE));
    }

    boolean isTaken(String email) {
        return session.createSelectionQuery("select count(*) from rep where email = :email", Long.class)
                        .setParameter("email", email)
                        .getSingleResult()
                > 0;
    }

    List<SalesRep> page(String afterEmail, int limit) {
        return session.createSelectionQuery("from rep where email > :after order by email", SalesRep.class)
                .setParameter("after", afterEmail)
                .setMaxResults(limit)
                .getResultList();
    }

    /** The page to meet a rep at, if one was given. */
    public Optional<String> meetingUrl(UUID id) {
        return find(id).map(rep -> rep.details().meetingUrl());
    }

    /** Everybody, switched off or not. */
    public List<SalesRep> all() {
        return session.createSelectionQuery("from rep order by id", SalesRep.class)
                .getResultList();
    }

    /** How many handoffs wait for the first touch of each rep who has any. */
    public Map<UUID, Long> waiting() {
        Map<UUID, Long> waiting = new HashMap<>();
        session.createNativeQuery(
                        "SELECT owner_id, count(*) FROM handoff WHERE status = 'OPEN' GROUP BY owner_id",
                        Object[].class)
                .getResultList()
                .forEach(row -> waiting.put((UUID) row[0], (Long) row[1]));
        return waiting;
    }
}
