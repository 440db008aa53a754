package io.tandem.crm.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
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
    @SuppressWarnings("unchecked")
    public List<Stakeholder> stakeholders(Collection<UUID> accountIds) {
        List<Tuple> rows = entities.createNativeQuery("""
                        select distinct on (person_id) account_id, person_id, name, email, role,
                            min(source) over (partition by person_id) as source, do_not_lead_with_sales,
                            exists (select from suppressed_contact as contact
                                    where contact.person_id = known.person_id and suppressed) as do_not_contact
                        from stakeholder as known
                        where account_id = any(:accounts) and not exists (
                            select from account_link as link
                            join stakeholder as apart on apart.person_id = known.person_id
                                and (apart.account_id = link.account_id or apart.account_id in (
                                    select account_id from account_root where root_id = link.account_id))
                            where link.separated_from = known.account_id and known.seen_at <= link.changed_at)
                        order by person_id, seen_at desc
                        """, Tuple.class)
                .setParameter("accounts", accountIds.toArray(UUID[]::new))
                .getResultList();
        return rows.stream()
                .map(Accounts::stakeholder)
                .sorted(Comparator.comparing(Stakeholder::source)
                        .thenComparing(Stakeholder::email, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(Stakeholder::personId))
                .toList();
    }

    private static Stakeholder stakeholder(Tuple row) {
        return new Stakeholder(
                row.get("account_id", UUID.class),
                row.get("person_id", UUID.class),
                row.get("name", String.class),
                row.get("email", String.class),
                row.get("role", String.class),
                Stakeholder.Source.valueOf(row.get("source", String.class)),
                row.get("do_not_lead_with_sales", Boolean.class),
                row.get("do_not_contact", Boolean.class));
    }
}
