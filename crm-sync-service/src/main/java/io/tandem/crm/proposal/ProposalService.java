package io.tandem.crm.proposal;

import io.tandem.crm.account.AccountFamilies;
import io.tandem.crm.account.Accounts;
import io.tandem.crm.audit.AuditTrail;
import io.tandem.crm.caller.Author;
import io.tandem.crm.caller.SeenVersion;
import io.tandem.crm.domain.EntryKind;
import io.tandem.crm.domain.ProposalStatus;
import io.tandem.crm.engagement.EngagementService;
import io.tandem.crm.history.RecordChangeView;
import io.tandem.crm.history.RecordHistory;
import io.tandem.crm.opportunity.OpportunityService;
import io.tandem.crm.relationship.RelationshipService;
import io.tandem.crm.timeline.Position;
import io.tandem.crm.timeline.Timeline;
import io.tandem.crm.timeline.TimelineEntry;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.validation.Validator;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Offers from draft to the client's decision. Nothing is mailed from here: that it was sent is what a person says. */
@ApplicationScoped
public class ProposalService {
    private final ProposalRepository proposals;
    private final EngagementService engagements;
    private final OpportunityService opportunities;
    private final RelationshipService relationships;
    private final Accounts accounts;
    private final AccountFamilies families;
    private final Timeline timeline;
    private final RecordHistory history;
    private final AuditTrail audit;
    private final EntityManager entities;
    private final ProposalConfig config;
    private final Validator validator;

    ProposalService(
            ProposalRepository proposals,
            EngagementService engagements,
            OpportunityService opportunities,
            RelationshipService relationships,
            Accounts accounts,
            AccountFamilies families,
            Timeline timeline,
            RecordHistory history,
            AuditTrail audit,
            EntityManager entities,
            ProposalConfig config,
            Validator validator) {
        this.proposals = proposals;
        this.engagements = engagements;
        this.opportunities = opportunities;
        this.relationships = relationships;
        this.accounts = accounts;
        this.families = families;
        this.timeline = timeline;
        this.history = history;
        this.audit = audit;
        this.entities = entities;
        this.config = config;
        this.validator = validator;
    }

    @Transactional
    Page<ProposalView> list(UUID accountId, ProposalStatus status, PageRequest page) {
        List<UUID> family = accountId == null ? null : families.of(accountId);
        List<Proposal> rows = proposals.page(family, status, today(), Position.endOfPageBefore(page), page.limit() + 1);
        return Page.of(rows, page.limit(), last -> new Position(last.createdAt(), last.id()).key())
                .map(ProposalService::view);
    }

    @Transactional
    ProposalView show(UUID id) {
        return view(existing(id));
    }

    @Transactional
    List<RevisionView> revisions(UUID id) {
        existing(id);
        return entities.createQuery(
                        "from ProposalRevision where proposalId = :id order by revision", ProposalRevision.class)
                .setParameter("id", id)
                .getResultStream()
                .map(RevisionView::from)
                .toList();
    }

    @Transactional
    List<RecordChangeView> history(UUID id) {
        existing(id);
        return history.of(id);
    }

    /** @param revision null for the newest */
    @Transactional
    ProposalPaper paper(UUID id, Integer revision) {
        Proposal proposal = existing(id);
        int wanted = revision == null ? proposal.revision() : revision;
        ProposalRevision offered = entities.createQuery(
                        "from ProposalRevision where proposalId = :id and revision = :revision", ProposalRevision.class)
                .setParameter("id", id)
                .setParameter("revision", wanted)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> Problem.notFound("The proposal has no revision " + wanted + "."));
        String client = accounts.find(proposal.accountId())
                .map(account -> account.name() == null ? account.domain() : account.name())
                .orElse("");
        return ProposalPaper.of(
                id,
                wanted,
                offered.content(),
                config.company(),
                client,
                LocalDate.ofInstant(offered.createdAt(), ZoneOffset.UTC));
    }

    @Transactional
    ProposalView draft(ProposalRequest request, Author author) {
        ProposalContent content = request.content().content(today());
        relationships.checkWritable(request.accountId(), author);
        checkOpportunity(request.accountId(), request.opportunityId());
        Instant now = now();
        Proposal proposal = new Proposal(UUID.randomUUID(), request.accountId(), request.opportunityId(), now);
        proposal.revise(content, now);
        proposals.persistAndFlush(proposal);
        entities.persist(new ProposalRevision(proposal, author.email()));
        return changed(proposal, null, "Revision 1 drafted", author, now);
    }

    /** What is wrong with content that was written elsewhere; that it was valid in the past only is not. */
    public List<String> faults(ProposalContent content) {
        List<String> faults = validator.validate(ContentRequest.of(content)).stream()
                .map(fault -> "content." + fault.getPropertyPath() + " " + fault.getMessage())
                .sorted()
                .toList();
        return !faults.isEmpty()
                ? faults
                : ContentRequest.faults(content).stream()
                        .map(fault -> fault.field() + " " + fault.detail())
                        .toList();
    }

    /** Keeps a proposal as it was kept elsewhere; other content is another revision. No engagement is opened by it. */
    @Transactional
    public void put(KeptProposal kept, Author author) {
        relationships.checkWritable(kept.accountId(), author);
        checkOpportunity(kept.accountId(), kept.opportunityId());
        checkEngagement(kept.accountId(), kept.engagementId());
        Instant now = now();
        Proposal proposal = proposals.findById(kept.id());
        ProposalView before = proposal == null ? null : view(proposal);
        if (proposal == null) {
            proposal = new Proposal(kept.id(), kept.accountId(), kept.opportunityId(), now);
        }
        boolean revised = !kept.content().equals(proposal.content());
        if (revised) {
            proposal.revise(kept.content(), now);
        }
        proposal.taken(kept, now);
        proposals.persist(proposal);
        if (revised) {
            entities.persist(new ProposalRevision(proposal, author.email()));
        }
        changed(proposal, before, "Taken over by an import", author, now);
    }

    @Transactional
    ProposalView revise(UUID id, RevisionRequest request, Author author) {
        ProposalContent content = request.content().content(today());
        Proposal proposal = writable(id, request.version(), author);
        ProposalView before = view(proposal);
        Instant now = now();
        proposal.revise(content, now);
        entities.persist(new ProposalRevision(proposal, author.email()));
        return changed(proposal, before, "Revision " + proposal.revision() + " drafted", author, now);
    }

    @Transactional
    ProposalView sent(UUID id, Author author) {
        Proposal proposal = writable(id, null, author);
        ProposalView before = view(proposal);
        Instant now = now();
        proposal.sent(today(), now);
        tell(proposal, "Proposal \"%s\" sent, %s, valid until %s", author, now);
        return changed(proposal, before, "Revision " + proposal.revision() + " sent", author, now);
    }

    @Transactional
    ProposalView decided(UUID id, DecisionRequest request, Author author) {
        request.check();
        Proposal proposal = writable(id, request.version(), author);
        ProposalView before = view(proposal);
        Instant now = now();
        boolean accepted = request.decision() == DecisionRequest.Decision.ACCEPTED;
        proposal.decided(accepted ? ProposalStatus.ACCEPTED : ProposalStatus.DECLINED, request.reason(), today(), now);
        String text;
        if (accepted) {
            tell(proposal, "Proposal \"%s\" accepted, %s", author, now);
            proposal.opened(engagements
                    .open(proposal.accountId(), id, proposal.content().plan(), author)
                    .id());
            text = "Accepted";
        } else {
            tell(
                    proposal,
                    "Proposal \"%s\" declined: " + request.reason().strip().replace("%", "%%"),
                    author,
                    now);
            text = "Declined: " + request.reason().strip();
        }
        return changed(proposal, before, text, author, now);
    }

    private ProposalView changed(Proposal proposal, ProposalView before, String text, Author author, Instant now) {
        proposals.flush();
        ProposalView after = view(proposal);
        history.note(proposal.id(), proposal.accountId(), now, author.email(), text);
        audit.changed(
                now,
                author.email(),
                before == null ? "PROPOSAL_DRAFTED" : "PROPOSAL_CHANGED",
                proposal.accountId(),
                before,
                after);
        return after;
    }

    private void tell(Proposal proposal, String words, Author author, Instant now) {
        ProposalContent content = proposal.content();
        String total = content.totals().total().toPlainString() + " " + content.currency();
        timeline.append(TimelineEntry.byPerson(
                UUID.randomUUID(),
                proposal.accountId(),
                EntryKind.PROPOSAL,
                now,
                words.formatted(content.title(), total, content.validUntil()),
                author.email(),
                false));
    }

    private void checkOpportunity(UUID accountId, UUID opportunityId) {
        if (opportunityId != null
                && !families.of(accountId)
                        .contains(opportunities.show(opportunityId).accountId())) {
            throw RequestFaults.problem("opportunityId", "is an opportunity of another account");
        }
    }

    private void checkEngagement(UUID accountId, UUID engagementId) {
        if (engagementId != null
                && !families.of(accountId)
                        .contains(engagements.show(engagementId).accountId())) {
            throw RequestFaults.problem("engagementId", "is an engagement of another account");
        }
    }

    private Proposal writable(UUID id, Long version, Author author) {
        Proposal proposal = existing(id);
        relationships.checkWritable(proposal.accountId(), author);
        entities.refresh(proposal);
        SeenVersion.check("proposal", version, proposal.version());
        return proposal;
    }

    private Proposal existing(UUID id) {
        return proposals.findByIdOptional(id).orElseThrow(() -> Problem.notFound("There is no proposal " + id + "."));
    }

    private static ProposalView view(Proposal proposal) {
        return ProposalView.from(proposal, today());
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
