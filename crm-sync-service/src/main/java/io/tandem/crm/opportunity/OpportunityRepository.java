package io.tandem.crm.opportunity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.tandem.contracts.OpportunityAdvanced.Outcome;
import io.tandem.crm.domain.OpportunityStage;
import io.tandem.crm.timeline.Position;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class OpportunityRepository implements PanacheRepositoryBase<Opportunity, UUID> {
    private static final String OWNED = "accountId in (select r.accountId from Relationship r"
            + " where r.since is not null and lower(r.owner.email) = lower(:owner))";

    boolean hasOpen(UUID accountId, String name, UUID except) {
        return count(
                        "accountId = ?1 and lower(name) = lower(?2) and outcome = ?3 and id <> ?4",
                        accountId,
                        name,
                        Outcome.OPEN,
                        except)
                > 0;
    }

    boolean hasOpen(UUID accountId) {
        return count("accountId = ?1 and outcome = ?2", accountId, Outcome.OPEN) > 0;
    }

    boolean hasWon(UUID accountId) {
        return count("accountId = ?1 and outcome = ?2", accountId, Outcome.WON) > 0;
    }

    /** The stage that was reached last before it was lost; empty for what was never anything else. */
    Optional<OpportunityStage> stageBeforeLoss(UUID id) {
        return getEntityManager()
                .createQuery(
                        "select stage from OpportunityMove where opportunityId = :id and outcome <> :lost order by at desc",
                        OpportunityStage.class)
                .setParameter("id", id)
                .setParameter("lost", Outcome.LOST)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /** Newest first. */
    List<Opportunity> page(OpportunityFilter filter, Optional<Position> before, int limit) {
        Map<String, Object> values = new HashMap<>();
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        if (filter.accounts() != null) {
            conditions.add("accountId in :accounts");
            values.put("accounts", filter.accounts());
        }
        if (filter.owner() != null) {
            conditions.add(OWNED);
            values.put("owner", filter.owner());
        }
        if (filter.stage() != null) {
            conditions.add("stage = :stage");
            values.put("stage", filter.stage());
        }
        if (filter.outcome() != null) {
            conditions.add("outcome = :outcome");
            values.put("outcome", filter.outcome());
        }
        before.ifPresent(position -> {
            conditions.add("(createdAt, id) < (:at, :id)");
            values.put("at", position.at());
            values.put("id", position.id());
        });
        return find(String.join(" and ", conditions) + " order by createdAt desc, id desc", values)
                .range(0, limit - 1)
                .list();
    }
}
