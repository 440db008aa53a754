package io.tandem.crm.privacy;

import io.tandem.contracts.ContactSuppressed;
import io.tandem.contracts.PersonErased;
import io.tandem.contracts.PersonErasureRequested;
import io.tandem.contracts.PersonExportRequested;
import io.tandem.contracts.PersonExported;
import io.tandem.contracts.Topics;
import io.tandem.crm.changes.RecordChanges;
import io.tandem.crm.domain.Erasure;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.privacy.PersonalRecords.Place;
import io.tandem.crm.privacy.PersonalRecords.Text;
import io.tandem.kit.delivery.DeadLetters;
import io.tandem.kit.delivery.IdempotencyStore;
import io.tandem.kit.delivery.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Forgets a person, or tells what is stored of one. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class PersonPrivacy {
    private static final String SERVICE = "crm-sync-service";

    private final PersonalRecords records;
    private final PersonalRows rows;
    private final DeadLetters deadLetters;
    private final IdempotencyStore answers;
    private final RecordChanges changes;
    private final Outbox outbox;

    PersonPrivacy(
            PersonalRecords records,
            PersonalRows rows,
            DeadLetters deadLetters,
            IdempotencyStore answers,
            RecordChanges changes,
            Outbox outbox) {
        this.records = records;
        this.rows = rows;
        this.deadLetters = deadLetters;
        this.answers = answers;
        this.changes = changes;
        this.outbox = outbox;
    }

    void erase(PersonErasureRequested request) {
        UUID person = request.personId();
        String email = request.email().toLowerCase(Locale.ROOT);
        records.holdEvents();
        UUID[] accounts = records.accounts(request.accountId(), person, email);
        records.lock(accounts);
        Erasure erasure = new Erasure(email, records.names(accounts, person, email));
        records.remember(person, request.requestedAt());
        records.openAudit();
        Map<String, Long> erased = new LinkedHashMap<>();
        rows.remove(person, email).forEach((kind, count) -> erased.merge(kind, count, Long::sum));
        erased.put("stakeholders", (long) records.removeStakeholders(person, email));
        changes.erased(person, accounts, email, erasure);
        erased.put("auditEntries", (long) records.emptyAudit(person));
        List<String> texts = new ArrayList<>(List.of(email, person.toString()));
        for (Place place : Place.values()) {
            erased.merge(place.kind(), erase(place, accounts, email, erasure, texts), Long::sum);
        }
        erased.put("deadLetters", (long) deadLetters.removeContaining(texts));
        erased.put("answers", (long) answers.removeContaining(texts));
        outbox.append(Topics.PRIVACY, new PersonErased(person, request.requestId(), SERVICE, erased, Instant.now()));
    }

    /** @param texts receives the ids of what named the person: answers that were kept for repetition show it, too */
    private long erase(Place place, UUID[] accounts, String email, Erasure erasure, List<String> texts) {
        List<UUID> erased = new ArrayList<>();
        long rows = 0;
        for (Text text : records.texts(place, accounts, email)) {
            String left = place.without(erasure, text.text());
            if (!left.equals(text.text())) {
                records.replace(place, new Text(text.id(), left));
                rows++;
                if (text.id() instanceof UUID id) {
                    erased.add(id);
                    texts.add(id.toString());
                }
            }
        }
        if (place.inCrm() != null) {
            changes.rewritten(place.inCrm(), erased);
        }
        return rows;
    }

    /** Whether somebody may be written to stands in the CRMs, too. What people told us ourselves is kept already. */
    void suppress(ContactSuppressed changed) {
        if (changed.source() != ContactSuppressed.Source.PREFERENCE && records.keep(changed)) {
            records.servedAccount(changed.personId())
                    .ifPresent(account -> changes.changed(RecordKind.CONTACT, changed.personId(), account));
        }
    }

    void export(PersonExportRequested request) {
        UUID person = request.personId();
        String email = request.email().toLowerCase(Locale.ROOT);
        UUID[] accounts = records.accounts(request.accountId(), person, email);
        Set<String> names = records.names(accounts, person, email);
        Map<String, Object> data = new LinkedHashMap<>();
        putUnlessEmpty(data, "stakeholders", stakeholders(person, email));
        data.putAll(rows.of(person, email));
        putUnlessEmpty(data, "timeline", timeline(accounts, new Erasure(email, names)));
        putUnlessEmpty(data, "handoffs", mentions(accounts, email));
        outbox.append(Topics.PRIVACY, new PersonExported(person, request.requestId(), SERVICE, data, Instant.now()));
    }

    private List<Object> stakeholders(UUID person, String email) {
        List<Object> found = new ArrayList<>();
        for (Object[] row : records.stakeholders(person, email)) {
            Map<String, Object> known = new LinkedHashMap<>();
            String[] columns = {"accountId", "name", "email", "role", "source", "doNotLeadWithSales", "seenAt"};
            for (int i = 0; i < columns.length; i++) {
                known.put(columns[i], row[i]);
            }
            found.add(known);
        }
        return found;
    }

    private List<Object> timeline(UUID[] accounts, Erasure mention) {
        List<Object> found = new ArrayList<>();
        for (Object[] row : records.publicTimeline(accounts)) {
            if (mention.isIn((String) row[2])) {
                found.add(Map.of("kind", row[0], "at", row[1], "text", row[2]));
            }
        }
        return found;
    }

    /** A brief tells of colleagues, too: only what it says of this person is given out. */
    private List<Object> mentions(UUID[] accounts, String email) {
        Pattern said = Pattern.compile("[^:;,\\n]*<" + Pattern.quote(email) + ">[^;,\\n]*", Pattern.CASE_INSENSITIVE);
        List<Object> found = new ArrayList<>();
        for (Text brief : records.texts(Place.HANDOFF_BRIEF, accounts, email)) {
            List<String> mentions = said.matcher(brief.text())
                    .results()
                    .map(MatchResult::group)
                    .map(String::strip)
                    .toList();
            if (!mentions.isEmpty()) {
                found.add(Map.of("id", brief.id(), "mentions", mentions));
            }
        }
        return found;
    }

    private static void putUnlessEmpty(Map<String, Object> data, String kind, List<Object> found) {
        if (!found.isEmpty()) {
            data.put(kind, found);
        }
    }
}
