package io.tandem.crm.engagement;

import io.tandem.crm.account.AccountFamilies;
import io.tandem.crm.audit.AuditTrail;
import io.tandem.crm.caller.Author;
import io.tandem.crm.caller.SeenVersion;
import io.tandem.crm.domain.EngagementStatus;
import io.tandem.crm.domain.EntryKind;
import io.tandem.crm.history.RecordChangeView;
import io.tandem.crm.history.RecordHistory;
import io.tandem.crm.relationship.RelationshipService;
import io.tandem.crm.timeline.Position;
import io.tandem.crm.timeline.Timeline;
import io.tandem.crm.timeline.TimelineEntry;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Projects with clients: opened by hand, or by an accepted proposal. */
@ApplicationScoped
public class EngagementService {
    private final EngagementRepository engagements;
    private final RelationshipService relationships;
    private final AccountFamilies families;
    private final Timeline timeline;
    private final RecordHistory history;
    private final AuditTrail audit;
    private final EntityManager entities;

    EngagementService(
            EngagementRepository engagements,
            RelationshipService relationships,
            AccountFamilies families,
            Timeline timeline,
            RecordHistory history,
            AuditTrail audit,
            EntityManager entities) {
        this.engagements = engagements;
        this.relationships = relationships;
        this.families = families;
        this.timeline = timeline;
        this.history = history;
        this.audit = audit;
        this.entities = entities;
    }

    @Transactional
    Page<EngagementView> list(UUID accountId, EngagementStatus status, PageRequest page) {
        List<UUID> accounts = accountId == null ? null : families.of(accountId);
        List<Engagement> rows = engagements.page(accounts, status, Position.endOfPageBefore(page), page.limit() + 1);
        return Page.of(rows, page.limit(), last -> new Position(last.createdAt(), last.id()).key())
                .map(EngagementService::view);
    }

    @Transactional
    public EngagementView show(UUID id) {
        return view(existing(id));
    }

    /** Those that people are at work on. */
    @Transactional
    public List<EngagementView> running(Collection<UUID> accounts) {
        return views(
                "accountId in ?1 and status in ?2",
                accounts,
                List.of(EngagementStatus.ACTIVE, EngagementStatus.ON_HOLD));
    }

    /** Those that were not cancelled: they may be renewed. */
    @Transactional
    public List<EngagementView> lasting(Collection<UUID> accounts) {
        return views("accountId in ?1 and status <> ?2", accounts, EngagementStatus.CANCELLED);
    }

    private List<EngagementView> views(String condition, Object... values) {
        return engagements.find(condition + " order by createdAt, id", values).stream()
                .map(EngagementService::view)
                .toList();
    }

    @Transactional
    List<RecordChangeView> history(UUID id) {
        existing(id);
        return history.of(id);
    }

    @Transactional
    EngagementView open(EngagementRequest request, Author author) {
        EngagementPlan plan = request.plan().plan();
        relationships.checkWritable(request.accountId(), author);
        return open(request.accountId(), null, plan, author);
    }

    /**
     * Opens an engagement as planned. Whether the author may is for the caller to know.
     *
     * @param proposalId the accepted proposal, or null
     */
    @Transactional(TxType.MANDATORY)
    public EngagementView open(UUID accountId, UUID proposalId, EngagementPlan plan, Author author) {
        Instant now = now();
        Engagement engagement = new Engagement(UUID.randomUUID(), accountId, proposalId, now);
        engagement.plan(plan, now);
        engagements.persistAndFlush(engagement);
        EngagementView opened = view(engagement);
        tell(engagement, "Engagement \"%s\" opened".formatted(plan.name()), author, now);
        history.note(engagement.id(), accountId, now, author.email(), "Opened");
        audit.changed(now, author.email(), "ENGAGEMENT_OPENED", accountId, null, opened);
        return opened;
    }

    /**
     * Keeps an engagement as it was kept elsewhere, in whatever status that was.
     *
     * @param proposalId the accepted proposal, which may be kept only later, or null
     */
    @Transactional
    public void put(
            UUID id, UUID accountId, UUID proposalId, EngagementStatus status, EngagementPlan plan, Author author) {
        relationships.checkWritable(accountId, author);
        Instant now = now();
        Engagement engagement = engagements.findById(id);
        EngagementView before = engagement == null ? null : view(engagement);
        if (engagement == null) {
            engagement = new Engagement(id, accountId, proposalId, now);
        }
        engagement.taken(proposalId, status, plan, now);
        engagements.persistAndFlush(engagement);
        String action = before == null ? "ENGAGEMENT_OPENED" : "ENGAGEMENT_CHANGED";
        history.note(
                id, accountId, now, author.email(), before == null ? "Opened by an import" : "Changed by an import");
        audit.changed(now, author.email(), action, accountId, before, view(engagement));
    }

    @Transactional
    EngagementView change(UUID id, EngagementChangeRequest request, Author author) {
        EngagementPlan plan = request.plan().plan();
        Engagement engagement = writable(id, request.version(), author);
        EngagementView before = view(engagement);
        Instant now = now();
        engagement.plan(plan, now);
        engagements.flush();
        plan.changesSince(before.plan())
                .forEach(text -> history.note(id, engagement.accountId(), now, author.email(), text));
        EngagementView after = view(engagement);
        audit.changed(now, author.email(), "ENGAGEMENT_CHANGED", engagement.accountId(), before, after);
        return after;
    }

    @Transactional
    EngagementView become(UUID id, StatusRequest request, Author author) {
        Engagement engagement = writable(id, request.version(), author);
        EngagementView before = view(engagement);
        Instant now = now();
        engagement.become(request.status(), now);
        engagements.flush();
        String why = request.reason() == null || request.reason().isBlank()
                ? ""
                : ": " + request.reason().strip();
        String words = request.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        tell(engagement, "Engagement \"%s\" is %s%s".formatted(engagement.plan().name(), words, why), author, now);
        history.note(
                id,
                engagement.accountId(),
                now,
                author.email(),
                "Status went from " + before.status() + " to " + request.status() + why);
        EngagementView after = view(engagement);
        audit.changed(now, author.email(), "ENGAGEMENT_CHANGED", engagement.accountId(), before, after);
        return after;
    }

    private void tell(Engagement engagement, String text, Author author, Instant now) {
        timeline.append(TimelineEntry.byPerson(
                UUID.randomUUID(), engagement.accountId(), EntryKind.ENGAGEMENT, now, text, author.email(), false));
    }

    private Engagement writable(UUID id, Long version, Author author) {
        Engagement engagement = existing(id);
        relationships.checkWritable(engagement.accountId(), author);
        entities.refresh(engagement);
        SeenVersion.check("engagement", version, engagement.version());
        return engagement;
    }

    private Engagement existing(UUID id) {
        return engagements
                .findByIdOptional(id)
                .orElseThrow(() -> Problem.notFound("There is no engagement " + id + "."));
    }

    private static EngagementView view(Engagement engagement) {
        return EngagementView.from(engagement, LocalDate.now(ZoneOffset.UTC));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
