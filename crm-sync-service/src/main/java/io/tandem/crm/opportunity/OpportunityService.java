package io.tandem.crm.opportunity;

import io.tandem.contracts.OpportunityAdvanced.Outcome;
import io.tandem.contracts.Topics;
import io.tandem.crm.account.AccountFamilies;
import io.tandem.crm.audit.AuditTrail;
import io.tandem.crm.caller.Author;
import io.tandem.crm.caller.SeenVersion;
import io.tandem.crm.changes.RecordChanges;
import io.tandem.crm.domain.EntryKind;
import io.tandem.crm.domain.ForecastCategory;
import io.tandem.crm.domain.OpportunityStage;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.Stage;
import io.tandem.crm.domain.StageStay;
import io.tandem.crm.money.MoneyRequest;
import io.tandem.crm.relationship.RelationshipService;
import io.tandem.crm.timeline.Position;
import io.tandem.crm.timeline.Timeline;
import io.tandem.crm.timeline.TimelineEntry;
import io.tandem.kit.delivery.Outbox;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Sales from their first word to their end, by people here or as a CRM tells. */
@ApplicationScoped
public class OpportunityService {
    private final OpportunityRepository opportunities;
    private final StageCriteriaService criteria;
    private final RelationshipService relationships;
    private final AccountFamilies families;
    private final Timeline timeline;
    private final AuditTrail audit;
    private final Outbox outbox;
    private final EntityManager entities;
    private final RecordChanges queue;

    OpportunityService(
            OpportunityRepository opportunities,
            StageCriteriaService criteria,
            RelationshipService relationships,
            AccountFamilies families,
            Timeline timeline,
            AuditTrail audit,
            Outbox outbox,
            EntityManager entities,
            RecordChanges queue) {
        this.opportunities = opportunities;
        this.criteria = criteria;
        this.relationships = relationships;
        this.families = families;
        this.timeline = timeline;
        this.audit = audit;
        this.outbox = outbox;
        this.entities = entities;
        this.queue = queue;
    }

    @Transactional
    Page<OpportunityView> list(
            UUID accountId, String owner, OpportunityStage stage, Outcome outcome, PageRequest page) {
        List<UUID> accounts = accountId == null ? null : families.of(accountId);
        List<Opportunity> rows = opportunities.page(
                new OpportunityFilter(accounts, owner, stage, outcome),
                Position.endOfPageBefore(page),
                page.limit() + 1);
        return Page.of(rows, page.limit(), last -> new Position(last.createdAt(), last.id()).key())
                .map(OpportunityView::from);
    }

    @Transactional
    Page<OpportunityView> ofAccount(UUID accountId, PageRequest page) {
        relationships.checkExists(accountId);
        return list(accountId, null, null, null, page);
    }

    @Transactional
    public OpportunityView show(UUID id) {
        return OpportunityView.from(existing(id));
    }

    @Transactional
    List<StageStayView> history(UUID id) {
        existing(id);
        Instant now = Instant.now();
        List<StageStay.Move> moves = entities.createQuery(
                        "from OpportunityMove where opportunityId = :id", OpportunityMove.class)
                .setParameter("id", id)
                .getResultStream()
                .map(OpportunityMove::move)
                .toList();
        return StageStay.of(moves).stream()
                .map(stay -> StageStayView.from(stay, now))
                .toList();
    }

    @Transactional
    NextStageView next(UUID id) {
        return criteria.next(existing(id));
    }

    @Transactional
    OpportunityView open(OpportunityRequest request, Author author) {
        relationships.checkWritable(request.accountId(), author);
        Instant now = now();
        Opportunity opportunity = new Opportunity(UUID.randomUUID(), request.accountId(), now);
        String name = request.name().strip();
        checkName(opportunity, name);
        opportunity.describe(name, MoneyRequest.money(request.amount()), request.closeDate(), now);
        opportunity.forecast(
                request.forecastCategory() == null ? ForecastCategory.PIPELINE : request.forecastCategory(),
                criteria.known(request.confirmed()),
                now);
        OpportunityStage stage = request.stage() == null ? OpportunityStage.DISCOVERY : request.stage();
        if (stage == OpportunityStage.CLOSE) {
            throw RequestFaults.problem("stage", "must not be CLOSE for a new opportunity");
        }
        String exception = criteria.admitted(opportunity, null, stage, request.exception());
        opportunity.move(stage, Outcome.OPEN, null, null, now);
        opportunities.persist(opportunity);
        tell(opportunity, author, null, "Opportunity \"%s\" opened".formatted(name), exception, now);
        return OpportunityView.from(opportunity);
    }

    @Transactional
    OpportunityView change(UUID id, OpportunityChangeRequest request, Author author) {
        Opportunity opportunity = writable(id, request.version(), author);
        Instant now = now();
        OpportunityView before = OpportunityView.from(opportunity);
        String name = request.name().strip();
        if (opportunity.isOpen()) {
            checkName(opportunity, name);
        }
        boolean otherAmount =
                opportunity.describe(name, MoneyRequest.money(request.amount()), request.closeDate(), now);
        opportunity.forecast(request.forecastCategory(), criteria.known(request.confirmed()), now);
        opportunities.flush();
        OpportunityView after = OpportunityView.from(opportunity);
        audit.changed(now, author.email(), "OPPORTUNITY_CHANGED", opportunity.accountId(), before, after);
        queue.changed(RecordKind.DEAL, id, opportunity.accountId());
        if (otherAmount) {
            outbox.append(Topics.RELATIONSHIPS, opportunity.advanced());
        }
        return after;
    }

    @Transactional
    OpportunityView move(UUID id, StageRequest request, Author author) {
        Outcome became = request.became();
        Opportunity opportunity = writable(id, request.version(), author);
        if (opportunity.stage() == request.stage() && opportunity.outcome() == became) {
            throw Problem.conflict("The opportunity is at " + opportunity.stageWords() + " already.");
        }
        if (!opportunity.isOpen() && became == Outcome.OPEN) {
            checkName(opportunity, opportunity.name());
        }
        Instant now = now();
        OpportunityView before = OpportunityView.from(opportunity);
        String exception = became == Outcome.LOST
                ? null
                : criteria.admitted(opportunity, reached(opportunity), request.stage(), request.exception());
        opportunity.move(request.stage(), became, request.reason(), null, now);
        tell(opportunity, author, before, sentence(opportunity), exception, now);
        return OpportunityView.from(opportunity);
    }

    /**
     * Keeps what people say of an opportunity in a CRM: no entry criteria are asked, as it has happened. An account that
     * has a sale is served by people.
     *
     * @param id by which the opportunity is known here; a new one makes it
     */
    @Transactional
    public OpportunityView put(UUID id, CrmOpportunity told, Author author) {
        Opportunity opportunity = opportunities.findById(id);
        UUID accountId = opportunity == null ? told.accountId() : opportunity.accountId();
        relationships.lock(accountId);
        relationships.healthChanged(accountId);
        Instant now = now();
        if (opportunity != null) {
            entities.refresh(opportunity);
        }
        OpportunityView before = opportunity == null ? null : OpportunityView.from(opportunity);
        if (opportunity == null) {
            opportunity = new Opportunity(id, told.accountId(), now);
        }
        boolean otherAmount = opportunity.describe(told.name(), told.amount(), told.closeDate(), now);
        String reason = told.outcome() == Outcome.OPEN || told.closeReason() != null || before == null
                ? told.closeReason()
                : before.closeReason();
        boolean moved = before == null
                || before.stage() != told.stage()
                || before.outcome() != told.outcome()
                || !before.stageWords().equals(told.stageWords())
                || !Objects.equals(before.closeReason(), reason);
        if (told.forecastCategory() != null) {
            opportunity.forecast(told.forecastCategory(), opportunity.confirmed(), now);
        }
        if (moved) {
            opportunity.move(told.stage(), told.outcome(), reason, told.stageWords(), now);
        }
        opportunities.persist(opportunity);
        if (moved) {
            tell(opportunity, author, before, sentence(opportunity), null, now);
        } else {
            opportunities.flush();
            OpportunityView after = OpportunityView.from(opportunity);
            audit.changed(now, author.email(), "OPPORTUNITY_CHANGED", opportunity.accountId(), before, after);
            queue.changed(RecordKind.DEAL, id, opportunity.accountId());
            if (otherAmount) {
                outbox.append(Topics.RELATIONSHIPS, opportunity.advanced());
            }
        }
        return OpportunityView.from(opportunity);
    }

    /** Refuses an open opportunity that has the name of another open one of its account. */
    @Transactional
    public void checkNameOf(UUID id) {
        Opportunity opportunity = existing(id);
        if (opportunity.isOpen()) {
            checkName(opportunity, opportunity.name());
        }
    }

    private void tell(
            Opportunity opportunity,
            Author author,
            OpportunityView before,
            String text,
            String exception,
            Instant now) {
        opportunities.flush();
        entities.persist(new OpportunityMove(opportunity, author.email(), exception));
        UUID accountId = opportunity.accountId();
        audit.changed(
                now,
                author.email(),
                before == null ? "OPPORTUNITY_OPENED" : "OPPORTUNITY_MOVED",
                accountId,
                before,
                OpportunityView.from(opportunity));
        UUID eventId = outbox.append(Topics.RELATIONSHIPS, opportunity.advanced());
        timeline.append(
                TimelineEntry.byPerson(eventId, accountId, EntryKind.OPPORTUNITY, now, text, author.email(), false));
        relationships.sale(accountId, opportunities.hasOpen(accountId), became(opportunity), now);
        queue.changed(RecordKind.DEAL, opportunity.id(), accountId);
    }

    /** Who has bought is a customer, also while it is being talked of again; what is lost after all makes none. */
    private Stage became(Opportunity opportunity) {
        if (opportunities.hasWon(opportunity.accountId())) {
            return Stage.CUSTOMER;
        }
        return opportunity.outcome() == Outcome.LOST ? Stage.PROSPECT : null;
    }

    /** How far the opportunity has come: what was lost comes back to where it was before. */
    private OpportunityStage reached(Opportunity opportunity) {
        return opportunity.outcome() == Outcome.LOST
                ? opportunities.stageBeforeLoss(opportunity.id()).orElse(null)
                : opportunity.stage();
    }

    private Opportunity writable(UUID id, Long version, Author author) {
        Opportunity opportunity = existing(id);
        relationships.checkWritable(opportunity.accountId(), author);
        // Whoever waited for the relationship sees what was changed meanwhile.
        entities.refresh(opportunity);
        SeenVersion.check("opportunity", version, opportunity.version());
        return opportunity;
    }

    private Opportunity existing(UUID id) {
        return opportunities
                .findByIdOptional(id)
                .orElseThrow(() -> Problem.notFound("There is no opportunity " + id + "."));
    }

    private void checkName(Opportunity opportunity, String name) {
        if (opportunities.hasOpen(opportunity.accountId(), name, opportunity.id())) {
            throw Problem.conflict("The account has an open opportunity \"" + name + "\" already.");
        }
    }

    private static String sentence(Opportunity opportunity) {
        String why = opportunity.closeReason() == null ? "" : ": " + opportunity.closeReason();
        return "Opportunity \"%s\" is at %s%s".formatted(opportunity.name(), opportunity.stageWords(), why);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
