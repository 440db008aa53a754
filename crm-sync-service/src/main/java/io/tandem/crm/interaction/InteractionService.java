package io.tandem.crm.interaction;

import io.tandem.crm.account.AccountFamilies;
import io.tandem.crm.account.Accounts;
import io.tandem.crm.account.Stakeholder;
import io.tandem.crm.audit.AuditTrail;
import io.tandem.crm.caller.Author;
import io.tandem.crm.caller.SeenVersion;
import io.tandem.crm.changes.RecordChanges;
import io.tandem.crm.domain.InteractionKind;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.relationship.RelationshipService;
import io.tandem.crm.timeline.Position;
import io.tandem.crm.timeline.Timeline;
import io.tandem.crm.timeline.TimelineEntry;
import io.tandem.kit.web.FieldFault;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Interactions stand on the timeline; what else is known about them (who took part, what came of it) joins them there. */
@ApplicationScoped
public class InteractionService {
    private final RelationshipService relationships;
    private final AccountFamilies families;
    private final Accounts accounts;
    private final Timeline timeline;
    private final InteractionSearch search;
    private final EntityManager entities;
    private final AuditTrail audit;
    private final RecordChanges changes;

    InteractionService(
            RelationshipService relationships,
            AccountFamilies families,
            Accounts accounts,
            Timeline timeline,
            InteractionSearch search,
            EntityManager entities,
            AuditTrail audit,
            RecordChanges changes) {
        this.relationships = relationships;
        this.families = families;
        this.accounts = accounts;
        this.timeline = timeline;
        this.search = search;
        this.entities = entities;
        this.audit = audit;
        this.changes = changes;
    }

    @Transactional
    InteractionView record(UUID accountId, InteractionRequest request, Author author) {
        request.check();
        relationships.checkWritable(accountId, author);
        List<UUID> participants = participants(accountId, request.participants());
        UUID id = UUID.randomUUID();
        CrmInteraction told = new CrmInteraction(
                accountId,
                request.kind(),
                request.summary(),
                request.occurredAt(),
                request.direction(),
                participants,
                request.outcome(),
                request.nextStep(),
                request.nextStepDue());
        append(id, told, request.forAuthorOnly(), author.email(), author);
        keep(id, told);
        entities.flush();
        return find(accountId, id, author);
    }

    /** Keeps what was recorded in a CRM, once: told again under the same id it changes nothing. */
    @Transactional
    public void put(UUID id, CrmInteraction told, Author author) {
        relationships.lock(told.accountId());
        relationships.healthChanged(told.accountId());
        if (entities.find(Interaction.class, id) == null) {
            append(id, told, false, author.email(), author);
            keep(id, told);
        }
    }

    /**
     * Keeps what an admin has from elsewhere. Of what is recorded already only who took part, what came of it and the
     * next step can be changed so.
     *
     * @param writtenBy who recorded it, or null for the admin
     */
    @Transactional(TxType.MANDATORY)
    public void imported(UUID id, CrmInteraction told, String writtenBy, Author admin) {
        relationships.checkWritable(told.accountId(), admin);
        String author = writtenBy == null ? admin.email() : writtenBy;
        Optional<InteractionView> held =
                search.newest(InteractionFilter.one(id, null), admin.email(), Optional.empty(), 1).stream()
                        .filter(one -> !one.forAuthorOnly())
                        .findFirst();
        if (held.isEmpty()) {
            if (timeline.has(id)) {
                throw Problem.conflict("The id is that of another entry, or of a private note.");
            }
            participants(told.accountId(), told.participants());
            append(id, told, false, author, admin);
            keep(id, told);
            return;
        }
        if (!held.get().isWhat(told, author)) {
            throw Problem.conflict(
                    "It is recorded already, and an import changes only who took part, what came of it and"
                            + " the next step.");
        }
        List<UUID> others = told.participants().stream()
                .filter(person -> !held.get().participants().contains(person))
                .toList();
        participants(told.accountId(), others);
        List<Stakeholder> known =
                accounts.stakeholders(families.of(told.accountId()), held.get().participants());
        Interaction interaction = entities.find(Interaction.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (interaction == null) {
            interaction = new Interaction(id, told.accountId(), null);
            entities.persist(interaction);
        }
        // Whoever has no email cannot be named in a file, and is not left out by it.
        List<UUID> people = Stream.concat(
                        told.participants().stream(),
                        held.get().participants().stream().filter(person -> known.stream()
                                .anyMatch(one -> one.personId().equals(person) && one.email() == null)))
                .distinct()
                .toList();
        interaction.complete(people, told.outcome(), told.nextStep(), told.nextStepDue());
        completed(id, told.accountId(), admin, Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    private void keep(UUID id, CrmInteraction told) {
        Interaction interaction = new Interaction(id, told.accountId(), told.direction());
        interaction.complete(told.participants(), told.outcome(), told.nextStep(), told.nextStepDue());
        entities.persist(interaction);
    }

    private void completed(UUID id, UUID accountId, Author author, Instant now) {
        audit.record(now, author.email(), "INTERACTION_COMPLETED", accountId, null, Map.of("id", id));
    }

    /** Notes what the author means to do next. Whether they may is for the caller to know. */
    @Transactional(TxType.MANDATORY)
    public void plan(UUID accountId, String step, UUID person, LocalDate due, Author author) {
        UUID id = UUID.randomUUID();
        List<UUID> people = person == null ? List.of() : List.of(person);
        CrmInteraction told =
                new CrmInteraction(accountId, InteractionKind.NOTE, step, Instant.now(), null, people, null, step, due);
        append(id, told, false, author.email(), author);
        keep(id, told);
    }

    @Transactional
    InteractionView complete(UUID accountId, UUID id, CompletionRequest request, Author author) {
        request.check();
        InteractionView before = find(accountId, id, author);
        relationships.checkWritable(accountId, author);
        List<UUID> participants = participants(accountId, request.participants());
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Interaction interaction = entities.find(Interaction.class, id, LockModeType.PESSIMISTIC_WRITE);
        SeenVersion.check("interaction", request.version(), interaction == null ? 0 : interaction.version());
        if (interaction == null) {
            interaction = new Interaction(id, before.accountId(), null);
            entities.persist(interaction);
        }
        interaction.complete(participants, request.outcome(), request.nextStep(), request.nextStepDue());
        interaction.nextStepDone(request.nextStepDone(), now);
        entities.flush();
        completed(id, accountId, author, now);
        return find(accountId, id, author);
    }

    @Transactional
    InteractionView find(UUID accountId, UUID id, Author reader) {
        return search
                .newest(InteractionFilter.one(id, families.of(accountId)), reader.email(), Optional.empty(), 1)
                .stream()
                .findFirst()
                .orElseThrow(() -> Problem.notFound("There is no interaction " + id + "."));
    }

    @Transactional
    Page<InteractionView> search(InteractionFilter filter, Author reader, PageRequest page) {
        List<InteractionView> rows =
                search.newest(filter, reader.email(), Position.endOfPageBefore(page), page.limit() + 1);
        return Page.of(rows, page.limit(), last -> new Position(last.occurredAt(), last.id()).key());
    }

    /** The account and those that count as part of it. */
    @Transactional
    List<UUID> family(UUID accountId) {
        return families.of(accountId);
    }

    private void append(UUID id, CrmInteraction told, boolean forAuthorOnly, String writtenBy, Author author) {
        timeline.append(TimelineEntry.byPerson(
                id,
                told.accountId(),
                told.kind().onTimeline(),
                told.occurredAt().truncatedTo(ChronoUnit.MICROS),
                told.summary().strip(),
                writtenBy,
                forAuthorOnly));
        audit.record(
                Instant.now(),
                author.email(),
                "INTERACTION_RECORDED",
                told.accountId(),
                null,
                Map.of("id", id, "kind", told.kind(), "private", forAuthorOnly));
        if (!forAuthorOnly) {
            changes.changed(RecordKind.NOTE, id, told.accountId());
        }
    }

    private List<UUID> participants(UUID accountId, List<UUID> people) {
        if (people == null || people.isEmpty()) {
            return List.of();
        }
        Set<UUID> known = accounts.stakeholders(families.of(accountId), people).stream()
                .map(Stakeholder::personId)
                .collect(Collectors.toSet());
        List<FieldFault> faults = IntStream.range(0, people.size())
                .filter(i -> !known.contains(people.get(i)))
                .mapToObj(i -> new FieldFault("participants[" + i + "]", "is no stakeholder of the account"))
                .toList();
        if (!faults.isEmpty()) {
            throw RequestFaults.problem(faults);
        }
        return people;
    }
}
