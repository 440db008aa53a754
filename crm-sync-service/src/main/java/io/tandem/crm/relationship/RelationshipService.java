package io.tandem.crm.relationship;

import io.tandem.contracts.Owner;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.Topics;
import io.tandem.crm.account.Account;
import io.tandem.crm.account.AccountFamilies;
import io.tandem.crm.account.Accounts;
import io.tandem.crm.audit.AuditEntryView;
import io.tandem.crm.audit.AuditTrail;
import io.tandem.crm.caller.Author;
import io.tandem.crm.caller.SeenVersion;
import io.tandem.crm.changes.RecordChanges;
import io.tandem.crm.domain.EntryKind;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.Sentence;
import io.tandem.crm.domain.Stage;
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
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final RecordChanges changes;

    RelationshipService(
            RelationshipRepository relationships,
            HandoffRepository handoffs,
            Accounts accounts,
            AccountFamilies families,
            Timeline timeline,
            AuditTrail audit,
            Outbox outbox,
            RecordChanges changes) {
        this.relationships = relationships;
        this.handoffs = handoffs;
        this.accounts = accounts;
        this.families = families;
        this.timeline = timeline;
        this.audit = audit;
        this.outbox = outbox;
        this.changes = changes;
    }

    @Transactional
    Page<RelationshipSummaryView> list(String ownerEmail, String text, PageRequest page) {
        Page<Relationship> found = Page.of(
                relationships.newest(ownerEmail, text, Position.endOfPageBefore(page), page.limit() + 1),
                page.limit(),
                last -> new Position(last.since(), last.accountId()).key());
        List<UUID> ids = found.items().stream().map(Relationship::accountId).toList();
        Map<UUID, Account> known = accounts.find(ids);
        Map<UUID, UUID> mergedInto = families.mergedInto(ids);
        return found.map(relationship -> RelationshipSummaryView.from(
                relationship, known.get(relationship.accountId()), mergedInto.get(relationship.accountId())));
    }

    @Transactional
    RelationshipView show(UUID accountId, Author reader) {
        return view(accountId, reader);
    }

    @Transactional
    Page<TimelineEntryView> timeline(UUID accountId, Author reader, PageRequest page) {
        List<UUID> family = families.of(accountId);
        relationships.existing(accountId, family);
        List<TimelineEntryView> rows =
                timeline.newest(family, reader.email(), Position.endOfPageBefore(page), page.limit() + 1);
        return Page.of(rows, page.limit(), last -> new Position(last.at(), last.id()).key());
    }

    @Transactional
    Page<AuditEntryView> audit(UUID accountId, Author reader, PageRequest page) {
        List<UUID> family = families.of(accountId);
        relationships.existing(accountId, family);
        List<AuditEntryView> rows =
                audit.newest(family, reader.email(), Position.endOfPageBefore(page), page.limit() + 1);
        return Page.of(rows, page.limit(), last -> new Position(last.at(), last.id()).key());
    }

    @Transactional
    RelationshipView chooseOwner(UUID accountId, OwnerRequest request, Author author) {
        Relationship relationship = writable(accountId, author);
        SeenVersion.check("relationship", request.version(), relationship.version());
        own(relationship, request.owner(), author);
        return view(accountId, author);
    }

    /**
     * People chose the owner elsewhere, for example in the CRM.
     *
     * @param email of the owner, who need not be known here yet
     */
    @Transactional
    public void chooseOwner(UUID accountId, String email, Author author) {
        Owner owner = relationships.knownOwner(email).orElseGet(() -> new Owner(PersonId.ofEmail(email), email, email));
        own(relationships.locked(accountId), owner, author);
    }

    private void own(Relationship relationship, Owner chosen, Author author) {
        UUID accountId = relationship.accountId();
        if (!relationship.ownerSetByHuman() || !chosen.equals(relationship.owner())) {
            Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
            Map<String, Object> before = ownership(relationship);
            relationship.ownedByChoice(chosen, now);
            relationship.servedByPeople(now);
            audit.record(now, author.email(), "OWNER_CHOSEN", accountId, before, ownership(relationship));
            UUID eventId = outbox.append(Topics.RELATIONSHIPS, relationship.tell());
            String text = Sentence.ownerChosen(chosen, author.email());
            timeline.append(
                    TimelineEntry.byPerson(eventId, accountId, EntryKind.OWNER, now, text, author.email(), false));
            relationships.flush();
            changes.relationshipChanged(accountId);
            changes.changed(RecordKind.COMPANY, accountId, accountId);
        }
    }

    /**
     * People are, or are no longer, at work on a sale to the account, which they serve then.
     *
     * @param became what the account is by its sales, or null where they say nothing of it
     */
    @Transactional(TxType.MANDATORY)
    public void sale(UUID accountId, boolean open, Stage became, Instant now) {
        Relationship relationship = relationships.locked(accountId);
        if (relationship.sale(open, became, now)) {
            outbox.append(Topics.RELATIONSHIPS, relationship.tell());
            relationships.flush();
            changes.relationshipChanged(accountId);
        }
    }

    /** Nobody else changes the relationship or its records until the transaction ends. */
    @Transactional(TxType.MANDATORY)
    public void lock(UUID accountId) {
        relationships.locked(accountId);
    }

    /** The same of several; those that people do not serve are left alone. */
    @Transactional(TxType.MANDATORY)
    public void lock(Set<UUID> accountIds) {
        relationships.lockExisting(accountIds);
    }

    /** Relationships of which it is to be worked out how they stand: people changed something, or a day is over. */
    @Transactional
    public List<UUID> healthDue(int limit) {
        return relationships.healthDue(limit);
    }

    /** It was worked out how the relationship stands; others are told where it changed. */
    @Transactional(TxType.MANDATORY)
    public void stands(UUID accountId, int total, Instant now) {
        Relationship relationship = relationships.locked(accountId);
        if (relationship.stands(total, now)) {
            outbox.append(Topics.RELATIONSHIPS, relationship.tell());
        }
        relationships.healthDue(accountId, false);
    }

    /** It could not be worked out; the others are not to wait for it. */
    @Transactional
    public void healthFailed(UUID accountId) {
        relationships.healthLooked(accountId);
    }

    /** Something was changed that counts for how the relationship stands. */
    @Transactional(TxType.MANDATORY)
    public void healthChanged(UUID accountId) {
        relationships.healthDue(accountId, true);
    }

    /** Refuses unless people serve the account, or one that counts as part of it. */
    @Transactional
    public void checkExists(UUID accountId) {
        relationships.existing(accountId, families.of(accountId));
    }

    /** Refuses unless the relationship exists and this person may write to it. */
    @Transactional
    public void checkWritable(UUID accountId, Author author) {
        writable(accountId, author);
    }

    private Relationship writable(UUID accountId, Author author) {
        List<UUID> family = families.of(accountId);
        // Locked before it is asked whose it is; the row that this may make is rolled back where nobody is served.
        Relationship own = relationships.locked(accountId);
        Family served = relationships.existing(accountId, family);
        if (!author.isAdmin() && !served.isOwnedBy(author.email())) {
            throw Problem.forbidden("Only the owner of the relationship or an admin may change it.");
        }
        relationships.healthDue(accountId, true);
        return own;
    }

    private RelationshipView view(UUID accountId, Author reader) {
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
