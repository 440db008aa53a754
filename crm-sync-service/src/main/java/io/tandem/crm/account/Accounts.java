package io.tandem.crm.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is known of accounts and their people, to read. */
@ApplicationScoped
public class Accounts {
    private static final String STAKEHOLDERS = """
            select distinct on (known.person_id) known.account_id, known.person_id,
                coalesce(said.name, known.name) as name, known.email,
                coalesce(said.title, known.role) as role,
                min(case source when 'SIGNUP' then 0 when 'USAGE' then 1 when 'ADDED' then 2 else 3 end)
                    over (partition by known.person_id) as source, do_not_lead_with_sales,
                exists (select from suppressed_contact as contact
                        where contact.person_id = known.person_id and suppressed)
                    or exists (select from contact_preference as wish
                        where wish.person_id = known.person_id and wish.do_not_contact) as do_not_contact
            from stakeholder as known
            left join lateral (
                select name, title from stakeholder_profile as profile
                where profile.person_id = known.person_id and profile.account_id = any(:accounts)
                order by updated_at desc limit 1) as said on true
            where %s known.account_id = any(:accounts) and not exists (
                select from account_link as link
                join stakeholder as apart on apart.person_id = known.person_id
                    and (apart.account_id = link.account_id or apart.account_id in (
                        select account_id from account_root where root_id = link.account_id))
                where link.separated_from = known.account_id and known.seen_at <= link.changed_at)
            order by known.person_id, seen_at desc
            """;

    private final EntityManager entities;

    Accounts(EntityManager entities) {
        this.entities = entities;
    }

    public Optional<Account> find(UUID accountId) {
        return Optional.ofNullable(entities.find(Account.class, accountId));
    }

    public Map<UUID, Account> find(Collection<UUID> accountIds) {
        return entities.createQuery("from Account where accountId in :ids", Account.class)
                .setParameter("ids", accountIds)
                .getResultStream()
                .collect(Collectors.toMap(Account::accountId, Function.identity()));
    }

    /**
     * The people of accounts that count as one: those who signed up first, then by email. The newest score says who
     * somebody is. Somebody of an account that was separated is not shown where only the common time had brought them.
     */
    public List<Stakeholder> stakeholders(Collection<UUID> accountIds) {
        return rows(entities.createNativeQuery(STAKEHOLDERS.formatted(""), Tuple.class), accountIds);
    }

    /** Those of the people who are stakeholders of accounts that count as one. */
    public List<Stakeholder> stakeholders(Collection<UUID> accountIds, Collection<UUID> people) {
        return rows(
                entities.createNativeQuery(STAKEHOLDERS.formatted("known.person_id = any(:people) and"), Tuple.class)
                        .setParameter("people", people.toArray(UUID[]::new)),
                accountIds);
    }

    public Optional<Stakeholder> stakeholder(Collection<UUID> accountIds, UUID person) {
        return stakeholders(accountIds, List.of(person)).stream().findFirst();
    }

    @SuppressWarnings("unchecked")
    private static List<Stakeholder> rows(Query query, Collection<UUID> accountIds) {
        List<Tuple> rows =
                query.setParameter("accounts", accountIds.toArray(UUID[]::new)).getResultList();
        return rows.stream()
                .map(Accounts::stakeholder)
                .sorted(Comparator.comparing(Stakeholder::source)
                        .thenComparing(Stakeholder::email, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(Stakeholder::personId))
                .toList();
    }

    /** Somebody whom people met: known from now on, and what form or product say of them later is kept beside it. */
    public void add(
            UUID accountId,
            UUID personId,
            String name,
            String email,
            String title,
            Stakeholder.Source source,
            Instant now) {
        entities.createNativeQuery("""
                        insert into stakeholder (account_id, person_id, name, email, role, source, seen_at)
                        values (:account, :person, :name, :email, :title, :source, :now)
                        on conflict (account_id, person_id) do nothing
                        """)
                .setParameter("account", accountId)
                .setParameter("person", personId)
                .setParameter("name", name)
                .setParameter("email", email)
                .setParameter("title", title)
                .setParameter("source", source.name())
                .setParameter("now", now)
                .executeUpdate();
    }

    /** Only somebody whom neither form nor product knows can be removed; tells whether they were. */
    public boolean remove(UUID accountId, UUID personId) {
        return entities.createNativeQuery("""
                        delete from stakeholder
                        where account_id = :account and person_id = :person and source in ('ADDED', 'CRM')
                        """)
                        .setParameter("account", accountId)
                        .setParameter("person", personId)
                        .executeUpdate()
                > 0;
    }

    private static Stakeholder stakeholder(Tuple row) {
        return new Stakeholder(
                row.get("account_id", UUID.class),
                row.get("person_id", UUID.class),
                row.get("name", String.class),
                row.get("email", String.class),
                row.get("role", String.class),
                Stakeholder.Source.values()[row.get("source", Integer.class)],
                row.get("do_not_lead_with_sales", Boolean.class),
                row.get("do_not_contact", Boolean.class));
    }
}
