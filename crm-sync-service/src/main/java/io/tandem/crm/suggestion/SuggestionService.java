package io.tandem.crm.suggestion;

import io.tandem.crm.account.AccountFamilies;
import io.tandem.crm.audit.AuditTrail;
import io.tandem.crm.caller.Author;
import io.tandem.crm.domain.NextStep;
import io.tandem.crm.domain.SuggestionStatus;
import io.tandem.crm.health.HealthWorkedOut;
import io.tandem.crm.interaction.InteractionService;
import io.tandem.crm.relationship.RelationshipService;
import io.tandem.crm.timeline.Position;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Supports, never supplants: suggests what the owner could do next, and waits. */
@ApplicationScoped
class SuggestionService {
    private static final String OWNED = "accountId in (select r.accountId from Relationship r"
            + " where r.since is not null and lower(r.owner.email) = lower(:owner))";

    private final EntityManager entities;
    private final SuggestionFacts facts;
    private final RelationshipService relationships;
    private final InteractionService interactions;
    private final AccountFamilies families;
    private final AuditTrail audit;

    SuggestionService(
            EntityManager entities,
            SuggestionFacts facts,
            RelationshipService relationships,
            InteractionService interactions,
            AccountFamilies families,
            AuditTrail audit) {
        this.entities = entities;
        this.facts = facts;
        this.relationships = relationships;
        this.interactions = interactions;
        this.families = families;
        this.audit = audit;
    }

    /** Makes suggestions of what was seen, and withdraws those whose reason is gone. */
    void on(@Observes HealthWorkedOut seen) {
        Map<String, NextStep> steps = NextStep.of(facts.of(seen), seen.now()).stream()
                .collect(Collectors.toMap(NextStep::key, Function.identity(), (one, same) -> one));
        Map<String, Suggestion> known = entities.createQuery(
                        "from Suggestion where accountId = :account", Suggestion.class)
                .setParameter("account", seen.accountId())
                .getResultStream()
                .collect(Collectors.toMap(Suggestion::occasion, Function.identity()));
        steps.forEach((occasion, step) -> {
            Suggestion held = known.get(occasion);
            if (held == null) {
                entities.persist(new Suggestion(seen.accountId(), step, seen.now()));
            } else if (held.status() == SuggestionStatus.OPEN || held.status() == SuggestionStatus.WITHDRAWN) {
                held.suggest(step);
            }
        });
        known.values().stream()
                .filter(held -> held.status() == SuggestionStatus.OPEN && !steps.containsKey(held.occasion()))
                .forEach(Suggestion::withdraw);
    }

    @Transactional
    Page<SuggestionView> list(UUID accountId, String owner, SuggestionStatus status, PageRequest page) {
        Map<String, Object> values = new HashMap<>(Map.of("status", status));
        List<String> conditions = new ArrayList<>(List.of("status = :status"));
        if (accountId != null) {
            conditions.add("accountId in :accounts");
            values.put("accounts", families.of(accountId));
        }
        if (owner != null) {
            conditions.add(OWNED);
            values.put("owner", owner);
        }
        Position.endOfPageBefore(page).ifPresent(position -> {
            conditions.add("(createdAt, id) < (:at, :id)");
            values.put("at", position.at());
            values.put("id", position.id());
        });
        TypedQuery<Suggestion> query = entities.createQuery(
                "from Suggestion where " + String.join(" and ", conditions) + " order by createdAt desc, id desc",
                Suggestion.class);
        values.forEach(query::setParameter);
        List<Suggestion> rows = query.setMaxResults(page.limit() + 1).getResultList();
        return Page.of(rows, page.limit(), last -> new Position(last.createdAt(), last.id()).key())
                .map(SuggestionView::from);
    }

    @Transactional
    SuggestionView decide(UUID id, SuggestionDecisionRequest request, Author author) {
        request.check();
        Suggestion suggestion = entities.find(Suggestion.class, id);
        if (suggestion == null) {
            throw Problem.notFound("There is no suggestion " + id + ".");
        }
        relationships.checkWritable(suggestion.accountId(), author);
        entities.refresh(suggestion);
        SuggestionView before = SuggestionView.from(suggestion);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        boolean accepted = request.answer() == SuggestionDecisionRequest.Answer.ACCEPT;
        suggestion.decide(
                accepted ? SuggestionStatus.ACCEPTED : SuggestionStatus.DISMISSED,
                request.reason(),
                author.email(),
                now);
        if (accepted && !suggestion.occasion().startsWith("agreed:")) {
            interactions.plan(
                    suggestion.accountId(), suggestion.text(), suggestion.personId(), suggestion.dueOn(), author);
        }
        entities.flush();
        SuggestionView after = SuggestionView.from(suggestion);
        audit.changed(now, author.email(), "SUGGESTION_DECIDED", suggestion.accountId(), before, after);
        return after;
    }
}
