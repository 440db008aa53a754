package io.tandem.crm.relationship;

import io.tandem.contracts.Owner;
import io.tandem.contracts.Topics;
import io.tandem.crm.account.Account;
import io.tandem.crm.account.AccountFamilies;
import io.tandem.crm.account.Accounts;
import io.tandem.crm.audit.AuditTrail;
import io.tandem.crm.caller.Caller;
import io.tandem.crm.domain.EntryKind;
import io.tandem.crm.domain.Sentence;
import io.tandem.crm.timeline.Position;
import io.tandem.crm.timeline.Timeline;
import io.tandem.crm.timeline.TimelineEntry;
import io.tandem.crm.timeline.TimelineEntryView;
import io.tandem.kit.delivery.Outbox;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What people see of relationships, and the changes they make to them. */
@ApplicationScoped
public class RelationshipService {
    private static final int EMBEDDED_ENTRIES = 20;

    private final RelationshipRepository relationships;
    private final HandoffRepository handoffs;
    private final Accounts accounts;
    private final AccountFamilies families;
    private final Timeline timeline;
    private final AuditTrail audit;
    private final Outbox outbox;

    RelationshipService(
            RelationshipRepository relationships,
            HandoffRepository handoffs,
            Accounts accounts,
            AccountFamilies families,
            Timeline timeline,
            AuditTrail audit,
            Outbox outbox) {
        this.relationships = relationships;
        this.handoffs = handoffs;
        this.accounts = accounts;
        this.families = families;
        this.timeline = timeline;
        this.audit = audit;
        this.outbox = outbox;
    }

    @Transactional
    Page<RelationshipSummaryView> list(String ownerEmail, PageRequest page) {
        Optional<Position> before = Position.endOfPageBefore(page);
        int rows = page.limit() + 1;
        Page<Relationship> found = Page.of(
                ownerEmail == null
                        ? relationships.newest(before, rows)
                        : relationships.newestOwnedBy(ownerEmail, before, rows),
                page.limit(),
                last -> new Position(last.since(), last.accountId()).key());
        List<UUID> ids = found.items().stream().map(Relationship::accountId).toList();
        Map<UUID, Account> known = accounts.find(ids);
        Map<UUID, UUID> mergedInto = families.mergedInto(ids);
        return found.map(relationship -> RelationshipSummaryView.from(
                relationship, known.get(relationship.accountId()), mergedInto.get(relationship.accountId())));
    }

    @Transactional
    RelationshipView show(UUID accountId, Caller reader) {
        return view(accountId, reader);
    }

    @Transactional
    Page<TimelineEntryView> timeline(UUID accountId, Caller reader, PageRequest page) {
        List<UUID> family = families.of(accountId);
        relationships.existing(accountId, family);
        List<TimelineEntryView> rows =
                timeline.newest(family, reader.email(), Position.endOfPageBefore(page), page.limit() + 1);
        return Page.of(rows, page.limit(), last -> new Position(last.at(), last.id()).key());
    }

    @Transactional
    RelationshipView chooseOwner(UUID accountId, OwnerRequest request, Caller author) {
        Relationship relationship = writable(accountId, author);
        if (request.version() != null && request.version() != relationship.version()) {
            throw Problem.conflict("Somebody changed the relationship meanwhile: it is at version "
                    + relationship.version() + ", not " + request.version() + ".");
        }
        Owner chosen = request.owner();
        if (!relationship.ownerSetByHuman() || !chosen.equals(relationship.owner())) {
            Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
            Map<String, Object> before = ownership(relationship);
            relationship.ownedByChoice(chosen, now);
            relationship.servedByPeople(now);
            audit.record(now, author.email(), "OWNER_CHOSEN", accountId, before, ownership(relationship));
            UUID eventId = outbox.append(Topics.RELATIONSHIPS, relationship.changed());
            String text = Sentence.ownerChosen(chosen, author.email());
            timeline.append(
                    TimelineEntry.byPerson(eventId, accountId, EntryKind.OWNER, now, text, author.email(), false));
            relationships.flush();
        }
        return view(accountId, author);
    }

    /** Refuses unless the relationship exists and this person may write to it. */
    @Transactional
    public void checkWritable(UUID accountId, Caller author) {
        writable(accountId, author);
    }

    private Relationship writable(UUID accountId, Caller author) {
        List<UUID> family = families.of(accountId);
        // Locked before it is asked whose it is; the row that this may make is rolled back where nobody is served.
        Relationship own = relationships.locked(accountId);
        Family served = relationships.existing(accountId, family);
        if (!author.isAdmin() && !served.isOwnedBy(author.email())) {
            throw Problem.forbidden("Only the owner of the relationship or an admin may change it.");
        }
        return own;
    }

    private RelationshipView view(UUID accountId, Caller reader) {
        List<UUID> family = families.of(accountId);
        return RelationshipView.from(
                relationships.existing(accountId, family),
                families.mergedInto(List.of(accountId)).get(accountId),
                family.subList(1, family.size()).stream().sorted().toList(),
                accounts.find(accountId).orElse(null),
                accounts.stakeholders(family),
                handoffs.latest(family).orElse(null),
                timeline.newest(family, reader.email(), Optional.empty(), EMBEDDED_ENTRIES));
    }

    private static Map<String, Object> ownership(Relationship relationship) {
        Map<String, Object> ownership = new LinkedHashMap<>();
        ownership.put("owner", relationship.owner());
        ownership.put("ownerSetByHuman", relationship.ownerSetByHuman());
        return ownership;
    }
}
