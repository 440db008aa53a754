package io.tandem.crm.opportunity;

import io.tandem.crm.audit.AuditTrail;
import io.tandem.crm.caller.Author;
import io.tandem.crm.caller.SeenVersion;
import io.tandem.crm.domain.OpportunityStage;
import io.tandem.crm.domain.StageCriterion;
import io.tandem.crm.domain.StageCriterion.Check;
import io.tandem.kit.web.FieldFault;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What has to be so before an opportunity enters a stage: kept as data, and asked of every move. */
@ApplicationScoped
class StageCriteriaService {
    private final EntityManager entities;
    private final StageFacts facts;
    private final AuditTrail audit;

    StageCriteriaService(EntityManager entities, StageFacts facts, AuditTrail audit) {
        this.entities = entities;
        this.facts = facts;
        this.audit = audit;
    }

    @Transactional
    StageCriteriaView show() {
        return StageCriteriaView.from(criteria());
    }

    @Transactional
    StageCriteriaView replace(StageCriteriaRequest request, Author author) {
        List<StageCriterion> by = request.list();
        StageCriteria held = entities.find(StageCriteria.class, StageCriteria.ONLY, LockModeType.PESSIMISTIC_WRITE);
        SeenVersion.check("entry criteria", request.version(), held.version());
        StageCriteriaView before = StageCriteriaView.from(held);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        held.replace(by, now);
        entities.flush();
        StageCriteriaView after = StageCriteriaView.from(held);
        audit.changed(now, author.email(), "STAGE_CRITERIA_REPLACED", new UUID(0, StageCriteria.ONLY), before, after);
        return after;
    }

    /** What the stage after the present one asks for. */
    @Transactional(TxType.MANDATORY)
    NextStageView next(Opportunity opportunity) {
        OpportunityStage next = opportunity.stage().next();
        Set<Check> shown = facts.of(opportunity);
        return new NextStageView(
                next,
                criteria().criteria().stream()
                        .filter(criterion -> criterion.stage() == next)
                        .map(criterion -> new NextStageView.CriterionView(
                                criterion.key(),
                                criterion.text(),
                                criterion.check(),
                                criterion.isMet(Set.copyOf(opportunity.confirmed()), shown)))
                        .toList());
    }

    /** Refuses what does not meet the criteria, unless there is a reason; the reason where one was needed. */
    @Transactional(TxType.MANDATORY)
    String admitted(Opportunity opportunity, OpportunityStage from, OpportunityStage to, String exception) {
        List<StageCriterion> unmet = StageCriterion.unmet(
                from, to, criteria().criteria(), Set.copyOf(opportunity.confirmed()), facts.of(opportunity));
        if (unmet.isEmpty()) {
            return null;
        }
        if (exception == null || exception.isBlank()) {
            throw Problem.of(
                            409,
                            "Entry criteria not met",
                            "Not met for " + to.words() + ": "
                                    + unmet.stream().map(StageCriterion::text).collect(Collectors.joining("; "))
                                    + ". An exception with its reason is possible.")
                    .with("unmet", unmet);
        }
        return exception.strip();
    }

    /** The keys that were sent, once it is clear that people confirm each of them. */
    @Transactional(TxType.MANDATORY)
    List<String> known(List<String> confirmed) {
        List<String> keys = confirmed == null ? List.of() : confirmed;
        Set<String> confirmable = criteria().criteria().stream()
                .filter(criterion -> criterion.check() == Check.CONFIRMED)
                .map(StageCriterion::key)
                .collect(Collectors.toSet());
        List<FieldFault> faults = IntStream.range(0, keys.size())
                .filter(i -> !confirmable.contains(keys.get(i)))
                .mapToObj(i -> new FieldFault("confirmed[" + i + "]", "is no criterion that a person confirms"))
                .toList();
        if (!faults.isEmpty()) {
            throw RequestFaults.problem(faults);
        }
        return keys;
    }

    private StageCriteria criteria() {
        return entities.find(StageCriteria.class, StageCriteria.ONLY);
    }
}
