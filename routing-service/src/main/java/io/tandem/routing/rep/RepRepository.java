package io.tandem.routing.rep;

import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.routing.storage.Database;
import io.tandem.routing.storage.Database.Call;
import io.tandem.routing.storage.Database.Column;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;

@ApplicationScoped
public class RepRepository {
    private static final String JOIN = """
            INSERT INTO pool_member (pool, rep_id)
            SELECT name, ? FROM pool WHERE name = ANY (?) AND successor IS NULL ORDER BY name
            ON CONFLICT DO NOTHING
            """;

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

    public Optional<SalesRep> find(UUID id) {
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

    /** Asks for the pages to meet reps at, of those who have one. */
    public static Call<Map.Entry<UUID, String>> askMeetingUrls(Collection<UUID> ids) {
        return Call.query(
                "SELECT id, meeting_url FROM rep WHERE id = ANY (?) AND meeting_url IS NOT NULL",
                row -> Map.entry(row.getObject("id", UUID.class), row.getString("meeting_url")),
                Column.of("uuid", ids, id -> id));
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
        Call<Map.Entry<UUID, Integer>> waiting = askWaiting();
        database.together(waiting);
        return waiting(waiting);
    }

    /** The same to be asked together with other things. */
    public Call<Map.Entry<UUID, Integer>> askWaiting() {
        return Call.query(
                "SELECT rep_id, waiting FROM rep_load",
                row -> Map.entry(row.getObject("rep_id", UUID.class), row.getInt("waiting")));
    }

    public static Map<UUID, Integer> waiting(Call<Map.Entry<UUID, Integer>> asked) {
        return asked.rows().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The pools that each of these reps belongs to, with the weight there. */
    Map<UUID, Map<String, Integer>> memberships(Collection<UUID> ids) {
        return database
                .query(
                        """
                        SELECT rep_id, pool, coalesce(pool_member.weight, rep.weight) AS weight
                        FROM pool_member JOIN rep ON rep.id = rep_id WHERE rep_id = ANY (?)
                        """,
                        row -> Map.entry(
                                row.getObject("rep_id", UUID.class),
                                Map.entry(row.getString("pool"), row.getInt("weight"))),
                        Column.of("uuid", ids, id -> id))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        Collectors.toMap(
                                one -> one.getValue().getKey(),
                                one -> one.getValue().getValue(),
                                Integer::sum,
                                TreeMap::new)));
    }

    /** Of which motions the rep is in the pool. */
    static Set<Motion> motions(Collection<String> pools) {
        return Arrays.stream(Motion.values())
                .filter(motion -> pools.contains(motion.name()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Motion.class)));
    }

    /** Makes the rep a member of the pools of these motions and of no other motion's. */
    void serve(UUID id, Set<Motion> motions) {
        database.update(JOIN, id, Column.of("text", motions, Motion::name));
        database.update(
                "DELETE FROM pool_member WHERE rep_id = ? AND pool = ANY (?) AND NOT pool = ANY (?)",
                id,
                Column.of("text", List.of(Motion.values()), Motion::name),
                Column.of("text", motions, Motion::name));
    }
}
