package io.tandem.crm.preference;

import io.tandem.contracts.ContactSuppressed;
import io.tandem.contracts.ContactSuppressed.Source;
import io.tandem.contracts.Topics;
import io.tandem.crm.account.AccountFamilies;
import io.tandem.crm.account.Accounts;
import io.tandem.crm.account.Stakeholder;
import io.tandem.crm.audit.AuditTrail;
import io.tandem.crm.caller.Author;
import io.tandem.crm.caller.SeenVersion;
import io.tandem.crm.changes.RecordChanges;
import io.tandem.crm.domain.Channel;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.relationship.RelationshipService;
import io.tandem.kit.delivery.Outbox;
import io.tandem.kit.web.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.validation.Validator;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
public class PreferenceService {
    private final EntityManager entities;
    private final Accounts accounts;
    private final AccountFamilies families;
    private final RelationshipService relationships;
    private final AuditTrail audit;
    private final RecordChanges changes;
    private final Outbox outbox;
    private final Validator validator;

    PreferenceService(
            EntityManager entities,
            Accounts accounts,
            AccountFamilies families,
            RelationshipService relationships,
            AuditTrail audit,
            RecordChanges changes,
            Outbox outbox,
            Validator validator) {
        this.entities = entities;
        this.accounts = accounts;
        this.families = families;
        this.relationships = relationships;
        this.audit = audit;
        this.changes = changes;
        this.outbox = outbox;
        this.validator = validator;
    }

    @Transactional
    PreferenceView show(UUID accountId, UUID personId) {
        relationships.checkExists(accountId);
        return PreferenceView.from(accountId, personId, held(accountId, personId));
    }

    @Transactional
    PreferenceView ask(UUID accountId, UUID personId, PreferenceRequest wish, Author author) {
        relationships.checkWritable(accountId, author);
        ContactPreference said = held(accountId, personId);
        SeenVersion.check("preferences", wish.version(), said.version());
        PreferenceView before = PreferenceView.from(accountId, personId, said);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        said.ask(wish, now);
        entities.persist(said);
        entities.flush();
        tell(accountId, personId, author, now);
        PreferenceView after = PreferenceView.from(accountId, personId, said);
        audit.changed(now, author.email(), "PREFERENCES_CHANGED", accountId, before, after);
        changes.changed(RecordKind.CONTACT, personId, accountId);
        return after;
    }

    /** Whether somebody may be contacted, as people say in a CRM; how else they want to be dealt with stays. */
    @Transactional
    public void leaveAlone(UUID accountId, UUID personId, boolean doNotContact, Author author) {
        if (accounts.stakeholder(families.of(accountId), personId).isPresent()) {
            ContactPreference said = held(accountId, personId);
            if (said.doNotContact() != doNotContact) {
                PreferenceRequest wish = new PreferenceRequest(
                        said.channel(), said.cadenceDays(), said.language(), said.topics(), doNotContact, null);
                ask(accountId, personId, wish, author);
            }
        }
    }

    /** Every play respects it, wherever it was said; told again even if it is no news, so that others come to know it too. */
    private void tell(UUID accountId, UUID personId, Author author, Instant now) {
        boolean after = isToBeLeftAlone(personId);
        String email = accounts.stakeholder(families.of(accountId), personId)
                .map(Stakeholder::email)
                .orElse(null);
        if (email != null) {
            outbox.append(
                    Topics.PRIVACY,
                    new ContactSuppressed(
                            personId, email, after, "As " + author.email() + " was told", now, Source.PREFERENCE));
        }
    }

    private boolean isToBeLeftAlone(UUID personId) {
        return entities.createQuery(
                        "select count(*) > 0 from ContactPreference where key.personId = :person and doNotContact",
                        Boolean.class)
                .setParameter("person", personId)
                .getSingleResult();
    }

    /** What is wrong with wishes that were written elsewhere. */
    public List<String> faults(String language, List<String> topics) {
        return validator.validate(new PreferenceRequest(null, null, language, topics, false, null)).stream()
                .map(fault -> fault.getPropertyPath() + " " + fault.getMessage())
                .sorted()
                .toList();
    }

    /** Keeps what somebody said elsewhere. */
    @Transactional
    public void imported(
            UUID accountId,
            UUID personId,
            Channel channel,
            Integer cadenceDays,
            String language,
            List<String> topics,
            boolean doNotContact,
            Author author) {
        PreferenceRequest wish = new PreferenceRequest(channel, cadenceDays, language, topics, doNotContact, null);
        ask(accountId, personId, wish, author);
    }

    /** What somebody said, whichever account of a family is asked; the first word is kept where they were met. */
    private ContactPreference held(UUID accountId, UUID personId) {
        List<UUID> family = families.of(accountId);
        PreferenceKey metAt = accounts.stakeholder(family, personId)
                .map(person -> new PreferenceKey(person.accountId(), personId))
                .orElseThrow(() -> Problem.notFound("The account has no stakeholder " + personId + "."));
        return entities.createQuery(
                        "from ContactPreference where key.personId = :person and key.accountId in :family"
                                + " order by updatedAt desc",
                        ContactPreference.class)
                .setParameter("person", personId)
                .setParameter("family", family)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .orElseGet(() -> new ContactPreference(metAt));
    }
}
