package io.tandem.crm.stakeholder;

import io.tandem.contracts.PersonId;
import io.tandem.crm.account.Account;
import io.tandem.crm.account.AccountFamilies;
import io.tandem.crm.account.Accounts;
import io.tandem.crm.account.Stakeholder.Source;
import io.tandem.crm.audit.AuditTrail;
import io.tandem.crm.caller.Author;
import io.tandem.crm.caller.SeenVersion;
import io.tandem.crm.changes.RecordChanges;
import io.tandem.crm.domain.DecisionRole;
import io.tandem.crm.domain.Influence;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.Seniority;
import io.tandem.crm.domain.StakeholderMap;
import io.tandem.crm.domain.Stance;
import io.tandem.crm.relationship.RelationshipService;
import io.tandem.kit.web.EmailAddress;
import io.tandem.kit.web.FieldFault;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The people of an account, with the part they play when it decides. */
@ApplicationScoped
public class StakeholderService {
    private final ProfileRepository profiles;
    private final Accounts accounts;
    private final AccountFamilies families;
    private final RelationshipService relationships;
    private final AuditTrail audit;
    private final RecordChanges changes;

    StakeholderService(
            ProfileRepository profiles,
            Accounts accounts,
            AccountFamilies families,
            RelationshipService relationships,
            AuditTrail audit,
            RecordChanges changes) {
        this.profiles = profiles;
        this.accounts = accounts;
        this.families = families;
        this.relationships = relationships;
        this.audit = audit;
        this.changes = changes;
    }

    /** Everybody of the account and of those that count as part of it. */
    @Transactional
    public List<StakeholderProfileView> list(UUID accountId) {
        relationships.checkExists(accountId);
        return known(families.of(accountId));
    }

    @Transactional
    StakeholderProfileView show(UUID accountId, UUID personId) {
        relationships.checkExists(accountId);
        return existing(families.of(accountId), personId);
    }

    @Transactional
    StakeholderMap map(UUID accountId) {
        return StakeholderMap.of(
                list(accountId).stream().map(StakeholderProfileView::member).toList());
    }

    @Transactional
    String drawing(UUID accountId) {
        String name = accounts.find(accountId).map(Account::name).orElse("the account");
        return MapDrawing.of(map(accountId), "Stakeholders of " + name);
    }

    @Transactional
    StakeholderProfileView add(UUID accountId, StakeholderRequest request, Author author) {
        String email = email(request);
        relationships.checkWritable(accountId, author);
        List<UUID> family = families.of(accountId);
        UUID personId = email == null ? UUID.randomUUID() : PersonId.ofEmail(email);
        if (find(family, personId).isPresent()) {
            throw Problem.conflict("The account has a stakeholder with this email already.");
        }
        checkSuperior(family, personId, request.reportsTo());
        Instant now = now();
        accounts.add(accountId, personId, request.name().strip(), email, request.title(), Source.ADDED, now);
        return keep(accountId, personId, request, "STAKEHOLDER_ADDED", null, author, now);
    }

    @Transactional
    StakeholderProfileView describe(UUID accountId, UUID personId, StakeholderRequest request, Author author) {
        if (request.email() != null) {
            throw RequestFaults.problem("email", "cannot be changed: it tells who somebody is");
        }
        if (request.name() != null && request.name().isBlank()) {
            throw RequestFaults.problem("name", "must not be blank");
        }
        relationships.checkWritable(accountId, author);
        List<UUID> family = families.of(accountId);
        StakeholderProfileView before = existing(family, personId);
        SeenVersion.check("stakeholder", request.version(), before.version());
        checkSuperior(family, personId, request.reportsTo());
        return keep(accountId, personId, request, "STAKEHOLDER_DESCRIBED", before, author, now());
    }

    @Transactional
    void remove(UUID accountId, UUID personId, Author author) {
        relationships.checkWritable(accountId, author);
        List<UUID> family = families.of(accountId);
        StakeholderProfileView before = existing(family, personId);
        if (!accounts.remove(before.accountId(), personId)) {
            throw Problem.conflict("Form or product know this person: who has left is marked so, and who wants to be"
                    + " forgotten is erased by a privacy request.");
        }
        profiles.delete("key.accountId in ?1 and key.personId = ?2", family, personId);
        profiles.forgetSuperior(family, personId);
        audit.changed(now(), author.email(), "STAKEHOLDER_REMOVED", accountId, before, null);
    }

    /** Keeps what a CRM says of somebody: name, title and phone, where it says any. What people judged stays. */
    @Transactional
    public StakeholderProfileView put(CrmContact contact, Author author) {
        return put(contact, Source.ADDED, author);
    }

    /** @param source where somebody is from who is not known yet */
    @Transactional
    public StakeholderProfileView put(CrmContact contact, Source source, Author author) {
        String email = EmailAddress.parse(contact.email())
                .orElseThrow(() -> RequestFaults.problem("email", "must be an email address"))
                .normalised();
        UUID accountId = contact.accountId();
        relationships.lock(accountId);
        relationships.healthChanged(accountId);
        UUID personId = PersonId.ofEmail(email);
        List<UUID> family = families.of(accountId);
        StakeholderProfileView before = find(family, personId).orElse(null);
        Instant now = now();
        if (before == null) {
            accounts.add(accountId, personId, contact.name(), email, contact.title(), source, now);
        }
        StakeholderProfile profile = profile(family, personId);
        profile.called(
                contact.name() == null ? profile.name() : contact.name(),
                contact.title() == null ? profile.title() : contact.title(),
                contact.phone() == null ? profile.phone() : contact.phone(),
                now);
        profiles.persistAndFlush(profile);
        StakeholderProfileView after = existing(family, personId);
        audit.changed(
                now,
                author.email(),
                before == null ? "STAKEHOLDER_ADDED" : "STAKEHOLDER_DESCRIBED",
                accountId,
                before,
                after);
        changes.changed(RecordKind.CONTACT, personId, accountId);
        return after;
    }

    /** Keeps what was judged elsewhere of somebody who is known. */
    @Transactional(TxType.MANDATORY)
    public void judge(
            UUID accountId,
            UUID personId,
            DecisionRole role,
            Influence influence,
            Stance stance,
            Seniority seniority,
            UUID reportsTo,
            LocalDate leftOn,
            Author author) {
        List<UUID> family = families.of(accountId);
        StakeholderProfileView before = existing(family, personId);
        checkSuperior(family, personId, reportsTo);
        StakeholderProfile profile = profile(family, personId);
        Instant now = now();
        profile.judged(role, influence, stance, seniority, now);
        profile.placed(reportsTo, leftOn, now);
        profiles.persistAndFlush(profile);
        StakeholderProfileView after = existing(family, personId);
        audit.changed(now, author.email(), "STAKEHOLDER_DESCRIBED", accountId, before, after);
    }

    private StakeholderProfileView keep(
            UUID accountId,
            UUID personId,
            StakeholderRequest request,
            String action,
            StakeholderProfileView before,
            Author author,
            Instant now) {
        StakeholderProfile profile = profile(families.of(accountId), personId);
        profile.called(request.name(), request.title(), request.phone(), now);
        profile.judged(request.decisionRole(), request.influence(), request.stance(), request.seniority(), now);
        profile.placed(request.reportsTo(), request.leftOn(), now);
        profiles.persistAndFlush(profile);
        StakeholderProfileView after = existing(families.of(accountId), personId);
        audit.changed(now, author.email(), action, accountId, before, after);
        changes.changed(RecordKind.CONTACT, personId, accountId);
        return after;
    }

    /** What was said of somebody, at whichever account of the family; the first word is kept at the first of them. */
    private StakeholderProfile profile(List<UUID> family, UUID personId) {
        return profiles.newest(family, personId)
                .orElseGet(() -> new StakeholderProfile(new ProfileKey(family.get(0), personId)));
    }

    private List<StakeholderProfileView> known(List<UUID> family) {
        Map<UUID, StakeholderProfile> said = profiles.newest(family);
        return accounts.stakeholders(family).stream()
                .map(person -> StakeholderProfileView.from(person, said.get(person.personId())))
                .toList();
    }

    private Optional<StakeholderProfileView> find(List<UUID> family, UUID personId) {
        return accounts.stakeholder(family, personId)
                .map(person -> StakeholderProfileView.from(
                        person, profiles.newest(family, personId).orElse(null)));
    }

    private StakeholderProfileView existing(List<UUID> family, UUID personId) {
        return find(family, personId)
                .orElseThrow(() -> Problem.notFound("The account has no stakeholder " + personId + "."));
    }

    private void checkSuperior(List<UUID> family, UUID personId, UUID superior) {
        if (superior == null) {
            return;
        }
        List<StakeholderProfileView> known = known(family);
        if (known.stream().noneMatch(one -> one.personId().equals(superior))) {
            throw RequestFaults.problem("reportsTo", "is no stakeholder of the account");
        }
        Map<UUID, UUID> lines = new HashMap<>();
        known.stream()
                .filter(one -> one.reportsTo() != null)
                .forEach(one -> lines.put(one.personId(), one.reportsTo()));
        lines.remove(personId);
        if (StakeholderMap.makesCircle(lines, personId, superior)) {
            throw Problem.conflict("The people would report to one another in a circle.");
        }
    }

    /** In the one form in which addresses are compared; all that is missing of somebody new is told at once. */
    private static String email(StakeholderRequest request) {
        List<FieldFault> faults = new ArrayList<>();
        if (request.name() == null || request.name().isBlank()) {
            faults.add(new FieldFault("name", "must not be blank"));
        }
        String email = request.email() == null
                ? null
                : EmailAddress.parse(request.email())
                        .map(EmailAddress::normalised)
                        .orElse(null);
        if (request.email() != null && email == null) {
            faults.add(new FieldFault("email", "must be an email address"));
        }
        if (!faults.isEmpty()) {
            throw RequestFaults.problem(faults);
        }
        return email;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
