package io.tandem.crm.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.Collection;
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

    /** Those who signed up first, then by email. */
    public List<Stakeholder> stakeholders(UUID accountId) {
        return entities.createQuery(
                        "from Stakeholder where accountId = :account order by source, email, personId",
                        Stakeholder.class)
                .setParameter("account", accountId)
                .getResultList();
    }
}
