package io.tandem.crm.satisfaction;

import io.tandem.crm.account.AccountFamilies;
import io.tandem.crm.account.Accounts;
import io.tandem.crm.account.Stakeholder;
import io.tandem.crm.audit.AuditTrail;
import io.tandem.crm.caller.Author;
import io.tandem.crm.domain.EntryKind;
import io.tandem.crm.domain.Satisfaction;
import io.tandem.crm.domain.SurveyKind;
import io.tandem.crm.engagement.EngagementService;
import io.tandem.crm.engagement.EngagementView;
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
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Asks people how satisfied they are. The link is for the owner to hand on: nothing is mailed from here. */
@ApplicationScoped
class SurveyService {
    private final EntityManager entities;
    private final SurveyTokens tokens;
    private final SurveyConfig config;
    private final RelationshipService relationships;
    private final EngagementService engagements;
    private final Accounts accounts;
    private final AccountFamilies families;
    private final Timeline timeline;
    private final AuditTrail audit;

    SurveyService(
            EntityManager entities,
            SurveyTokens tokens,
            SurveyConfig config,
            RelationshipService relationships,
            EngagementService engagements,
            Accounts accounts,
            AccountFamilies families,
            Timeline timeline,
            AuditTrail audit) {
        this.entities = entities;
        this.tokens = tokens;
        this.config = config;
        this.relationships = relationships;
        this.engagements = engagements;
        this.accounts = accounts;
        this.families = families;
        this.timeline = timeline;
        this.audit = audit;
    }

    @Transactional
    NewSurveyView ask(SurveyRequest request, Author author) {
        relationships.checkWritable(request.accountId(), author);
        Stakeholder person = stakeholder(request.accountId(), request.personId());
        if (person.doNotContact()) {
            throw Problem.conflict("This person is not to be contacted.");
        }
        checkSubject(request);
        Instant now = now();
        Survey survey = new Survey(request, now);
        entities.persist(survey);
        SurveyView asked = SurveyView.from(survey);
        audit.changed(now, author.email(), "SURVEY_MADE", request.accountId(), null, asked);
        String link = config.publicUrl().replaceAll("/+$", "") + "/surveys/" + tokens.sign(survey.id());
        return new NewSurveyView(asked, link);
    }

    @Transactional
    Page<SurveyView> list(UUID accountId, PageRequest page) {
        relationships.checkExists(accountId);
        Optional<Position> before = Position.endOfPageBefore(page);
        TypedQuery<Survey> query = entities.createQuery(
                        "from Survey where accountId in :accounts"
                                + (before.isPresent() ? " and (createdAt, id) < (:at, :id)" : "")
                                + " order by createdAt desc, id desc",
                        Survey.class)
                .setParameter("accounts", families.of(accountId))
                .setMaxResults(page.limit() + 1);
        before.ifPresent(position -> query.setParameter("at", position.at()).setParameter("id", position.id()));
        return Page.of(query.getResultList(), page.limit(), last -> new Position(last.createdAt(), last.id()).key())
                .map(SurveyView::from);
    }

    /** @param about an engagement or one of its milestones, or null for all that was asked */
    @Transactional
    SatisfactionView satisfaction(UUID accountId, UUID about) {
        relationships.checkExists(accountId);
        List<Satisfaction.Answer> answers = entities.createQuery("""
                        from Survey where accountId in :accounts and answeredAt is not null
                            and (:all = true or engagementId = :about or milestoneId = :about)
                        """, Survey.class)
                .setParameter("accounts", families.of(accountId))
                .setParameter("all", about == null)
                .setParameter("about", about)
                .getResultStream()
                .map(survey -> new Satisfaction.Answer(survey.kind(), survey.score(), survey.answeredAt()))
                .toList();
        return SatisfactionView.from(Satisfaction.of(answers, now()));
    }

    @Transactional
    QuestionView question(String token) {
        Survey survey = byToken(token);
        if (!survey.isOpen(now())) {
            throw Problem.of(410, "This survey is over.");
        }
        SurveyKind kind = survey.kind();
        return new QuestionView(kind, kind.question(), kind.least(), kind.most(), survey.expiresAt());
    }

    @Transactional
    void answer(AnswerRequest request) {
        Survey survey = byToken(request.token());
        entities.refresh(survey, LockModeType.PESSIMISTIC_WRITE);
        Instant now = now();
        String comment = request.comment() == null || request.comment().isBlank()
                ? null
                : request.comment().strip();
        survey.answer(request.score(), comment, now);
        relationships.healthChanged(survey.accountId());
        // Under the survey's id, so that it can be found when the person is to be forgotten.
        timeline.append(TimelineEntry.ofEvent(
                survey.id(),
                survey.accountId(),
                EntryKind.SATISFACTION,
                now,
                "Answered %d of %d (%s)%s"
                        .formatted(
                                request.score(),
                                survey.kind().most(),
                                survey.kind(),
                                comment == null ? "" : ": " + comment)));
    }

    private Survey byToken(String token) {
        return tokens.read(token)
                .map(id -> entities.find(Survey.class, id))
                .orElseThrow(() -> Problem.notFound("There is no such survey."));
    }

    private Stakeholder stakeholder(UUID accountId, UUID personId) {
        return accounts.stakeholder(families.of(accountId), personId)
                .orElseThrow(() -> RequestFaults.problem("personId", "is no stakeholder of the account"));
    }

    private void checkSubject(SurveyRequest request) {
        if (request.engagementId() == null) {
            if (request.milestoneId() != null) {
                throw RequestFaults.problem("engagementId", "is required where a milestone is named");
            }
            return;
        }
        EngagementView engagement = engagements.show(request.engagementId());
        if (!families.of(request.accountId()).contains(engagement.accountId())) {
            throw RequestFaults.problem("engagementId", "is an engagement of another account");
        }
        if (request.milestoneId() != null
                && engagement.plan().milestones().stream()
                        .noneMatch(milestone -> milestone.id().equals(request.milestoneId()))) {
            throw RequestFaults.problem("milestoneId", "is no milestone of the engagement");
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
