package io.tandem.routing.rep;

import io.tandem.contracts.Owner;
import io.tandem.routing.storage.Database;
import io.tandem.routing.storage.Database.Column;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;

@ApplicationScoped
public class RepRepository {
    @Inject
    StatelessSession session;

    @Inject
    Database database;

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

    /** The pages to meet reps at, of those who have one. */
    public Map<UUID, String> meetingUrls(Collection<UUID> ids) {
        return database
                .query(
                        "SELECT id, meeting_url FROM rep WHERE id = ANY (?) AND meeting_url IS NOT NULL",
                        row -> Map.entry(row.getObject("id", UUID.class), row.getString("meeting_url")),
                        Column.of("uuid", ids, id -> id))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The rep with this email, unless switched off. */
    public Optional<Owner> activeByEmail(String email) {
        return database
                .query(
                        "SELECT id, name, email FROM rep WHERE email = lower(?) AND active",
                        row -> new Owner(
                                row.getObject("id", UUID.class), row.getString("name"), row.getString("email")),
                        email)
                .stream()
                .findFirst();
    }

    /** Everybody, switched off or not. */
    public List<SalesRep> all() {
        return session.createSelectionQuery("from rep order by id", SalesRep.class)
                .getResultList();
    }

    /** How many handoffs wait for the first touch of each rep who ever had any; the database keeps count. */
    public Map<UUID, Integer> waiting() {
        return database
                .query(
                        "SELECT rep_id, waiting FROM rep_load",
                        row -> Map.entry(row.getObject("rep_id", UUID.class), row.getInt("waiting")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
