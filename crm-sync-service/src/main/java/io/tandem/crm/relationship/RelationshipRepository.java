package io.tandem.crm.relationship;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.tandem.contracts.Owner;
import io.tandem.crm.caller.QueryValues;
import io.tandem.crm.timeline.Position;
import io.tandem.kit.web.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

@ApplicationScoped
class RelationshipRepository implements PanacheRepositoryBase<Relationship, UUID> {
    private static final String CALLED = """
             and (exists (select from account where account.account_id = relationship.account_id
                    and (name ilike :text or domain ilike :text))
                or exists (select from stakeholder as person
                    left join stakeholder_profile as said using (account_id, person_id)
                    where person.account_id = relationship.account_id
                        and (coalesce(said.name, person.name) ilike :text or email ilike :text)))
            """;

    /** The account's row, made if need be, locked until the transaction ends. */
    Relationship locked(UUID accountId) {
        getEntityManager()
                .createNativeQuery("insert into relationship (account_id) values (:account) on conflict do nothing")
                .setParameter("account", accountId)
                .executeUpdate();
        return locked(Set.of(accountId)).get(accountId);
    }

    /** The accounts' rows as far as there are any, locked until the transaction ends; in one order, against deadlocks. */
    Map<UUID, Relationship> locked(Set<UUID> accountIds) {
        return find("accountId in ?1 order by accountId", accountIds).withLock(LockModeType.PESSIMISTIC_WRITE).stream()
                .collect(Collectors.toMap(
                        Relationship::accountId, Function.identity(), (one, same) -> one, HashMap::new));
    }

    /** In the same order. Where somebody else has made one meanwhile this fails, and the next try finds it. */
    void add(Collection<Relationship> relationships) {
        persist(relationships.stream().sorted(Comparator.comparing(Relationship::accountId)));
    }

    /** The accounts' rows, as far as there are any, locked in the same order; none is read. */
    void lockExisting(Set<UUID> accountIds) {
        if (!accountIds.isEmpty()) {
            getEntityManager()
                    .createNativeQuery(
                            "select account_id from relationship where account_id = any(:accounts)"
                                    + " order by account_id for update",
                            UUID.class)
                    .setParameter("accounts", accountIds.toArray(UUID[]::new))
                    .getResultList();
        }
    }

    /** Also of the account that this one is part of. No part of the entity: it changes with every record. */
    void healthDue(UUID accountId, boolean due) {
        getEntityManager()
                .createNativeQuery("""
                        update relationship set health_due = :due
                        where (account_id = :account or :due and account_id = (
                            select root_id from account_root where account_id = :account))
                        """)
                .setParameter("due", due)
                .setParameter("account", accountId)
                .executeUpdate();
    }

    void healthLooked(UUID accountId) {
        getEntityManager()
                .createNativeQuery(
                        "update relationship set health_due = false, health_at = now() where account_id = :account")
                .setParameter("account", accountId)
                .executeUpdate();
    }

    @SuppressWarnings("unchecked")
    List<UUID> healthDue(int limit) {
        return getEntityManager()
                .createNativeQuery("""
                        select account_id from relationship
                        where since is not null and (health_due or health_at < now() - interval '1 day')
                        order by account_id
                        """, UUID.class)
                .setMaxResults(limit)
                .getResultList();
    }

    /** How an account and those that count as part of it are served; where no people serve them, there is nothing. */
    Family existing(UUID accountId, Collection<UUID> family) {
        return Family.of(accountId, list("accountId in ?1", family))
                .orElseThrow(() -> Problem.notFound("There is no relationship with account " + accountId + "."));
    }

    /** The owner of this email, as the account that named them last has them. */
    Optional<Owner> knownOwner(String email) {
        return find("lower(owner.email) = lower(?1) and since is not null order by since desc", email)
                .firstResultOptional()
                .map(Relationship::owner);
    }

    /**
     * Newest first.
     *
     * @param owner null for whosever they are
     * @param text part of the name or the domain of an account, or of the name or the email of one of its people; or null
     */
    @SuppressWarnings("unchecked")
    List<Relationship> newest(String owner, String text, Optional<Position> before, int limit) {
        Map<String, Object> values = new HashMap<>();
        StringBuilder sql = new StringBuilder("select relationship.* from relationship where since is not null");
        if (owner != null) {
            sql.append(" and lower(owner_email) = lower(:owner)");
            values.put("owner", owner);
        }
        if (text != null) {
            sql.append(CALLED);
            values.put("text", QueryValues.partOf(text));
        }
        before.ifPresent(position -> {
            sql.append(" and (since, account_id) < (:at, :id)");
            values.put("at", position.at());
            values.put("id", position.id());
        });
        Query query = getEntityManager()
                .createNativeQuery(
                        sql.append(" order by since desc, account_id desc").toString(), Relationship.class);
        values.forEach(query::setParameter);
        return query.setMaxResults(limit).getResultList();
    }
}
