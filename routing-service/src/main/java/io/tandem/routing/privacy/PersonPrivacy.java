package io.tandem.routing.privacy;

import com.fasterxml.jackson.core.type.TypeReference;
import io.tandem.contracts.PersonErased;
import io.tandem.contracts.PersonErasureRequested;
import io.tandem.contracts.PersonExportRequested;
import io.tandem.contracts.PersonExported;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.Topics;
import io.tandem.kit.delivery.DeadLetters;
import io.tandem.kit.delivery.IdempotencyStore;
import io.tandem.kit.delivery.Outbox;
import io.tandem.routing.domain.Brief;
import io.tandem.routing.domain.DecisionContent;
import io.tandem.routing.domain.Erasure;
import io.tandem.routing.domain.Routing;
import io.tandem.routing.privacy.PersonalRecords.Decided;
import io.tandem.routing.privacy.PersonalRecords.HandedOver;
import io.tandem.routing.storage.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Forgets a person, or tells what is stored of one. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class PersonPrivacy {
    private static final String SERVICE = "routing-service";

    @Inject
    PersonalRecords records;

    @Inject
    DeadLetters deadLetters;

    @Inject
    IdempotencyStore answers;

    @Inject
    Outbox outbox;

    @Inject
    StoredJson json;

    void erase(PersonErasureRequested request) {
        Instant now = Instant.now();
        String email = request.email().toLowerCase(Locale.ROOT);
        records.holdDecisions();
        UUID[] accounts = records.accounts(request.accountId(), request.personId(), email);
        List<HandedOver> handoffs = records.handoffs(accounts);
        List<Decided> decisions = records.decisions(accounts);
        Erasure erasure = new Erasure(request.personId(), email, names(decisions, handoffs, request.personId(), email));
        records.remember(request.personId(), request.requestedAt());
        records.forgetPreference(request.personId());
        Map<String, Long> erased = new LinkedHashMap<>();
        erased.put("decisions", decisions(decisions, erasure, now));
        List<String> texts = new ArrayList<>(List.of(email, request.personId().toString()));
        erased.put("handoffs", handoffs(handoffs, erasure, texts));
        erased.put("declines", declines(accounts, erasure));
        erased.put("handoffHistory", history(accounts, erasure));
        erased.put("auditEntries", auditEntries(accounts, email, erasure));
        erased.put("deadLetters", (long) deadLetters.removeContaining(texts));
        erased.put("answers", (long) answers.removeContaining(texts));
        outbox.append(Topics.PRIVACY, new PersonErased(request.personId(), request.requestId(), SERVICE, erased, now));
    }

    void export(PersonExportRequested request) {
        String email = request.email().toLowerCase(Locale.ROOT);
        UUID[] accounts = records.accounts(request.accountId(), request.personId(), email);
        Erasure person = new Erasure(request.personId(), email, List.of());
        Map<String, Object> data = new LinkedHashMap<>();
        List<Map<String, Object>> decisions = new ArrayList<>();
        for (Decided decision : records.decisions(accounts)) {
            SignupAnswers signup = decision.content().inputs().signup();
            if (person.isOf(signup)) {
                Routing.Outcome outcome = decision.content().brief();
                decisions.add(Map.of(
                        "id", decision.id(),
                        "accountId", decision.accountId(),
                        "decidedAt", decision.decidedAt(),
                        "motion", outcome.motion(),
                        "reason", outcome.reason(),
                        "signup", signup));
            }
        }
        // A brief tells of colleagues, too: only what it says of this person is given out.
        Pattern said = Pattern.compile("[^:;,\\n]*<" + Pattern.quote(email) + ">[^;,\\n]*", Pattern.CASE_INSENSITIVE);
        List<Map<String, Object>> handoffs = new ArrayList<>();
        for (HandedOver handoff : records.handoffs(accounts)) {
            List<String> mentions = said.matcher(handoff.brief())
                    .results()
                    .map(MatchResult::group)
                    .map(String::strip)
                    .toList();
            if (!mentions.isEmpty()) {
                handoffs.add(Map.of("id", handoff.id(), "openedAt", handoff.openedAt(), "mentions", mentions));
            }
        }
        if (!decisions.isEmpty()) {
            data.put("decisions", decisions);
        }
        if (!handoffs.isEmpty()) {
            data.put("handoffs", handoffs);
        }
        outbox.append(
                Topics.PRIVACY,
                new PersonExported(request.personId(), request.requestId(), SERVICE, data, Instant.now()));
    }

    private long decisions(List<Decided> decisions, Erasure erasure, Instant now) {
        long erased = 0;
        for (Decided decision : decisions) {
            DecisionContent left = erasure.content(decision.content());
            if (!left.equals(decision.content())) {
                records.redact(decision.id(), left, now);
                erased++;
            }
        }
        return erased;
    }

    /** The full names under which the person is known, from the signups and from the briefs. */
    private static Set<String> names(List<Decided> decisions, List<HandedOver> handoffs, UUID personId, String email) {
        Erasure person = new Erasure(personId, email, List.of());
        Set<String> names = decisions.stream()
                .map(decision -> decision.content().inputs().signup())
                .filter(person::isOf)
                .map(SignupAnswers::name)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Pattern named = Pattern.compile("([^<>:;,\\n]+) <" + Pattern.quote(email) + ">", Pattern.CASE_INSENSITIVE);
        for (HandedOver handoff : handoffs) {
            for (Matcher found = named.matcher(handoff.brief()); found.find(); ) {
                names.add(found.group(1).strip().replaceFirst("^do not (contact|lead with sales to) ", ""));
            }
        }
        return names;
    }

    /** @param texts receives the ids of those that changed: answers that were kept for repetition show them, too */
    private long handoffs(List<HandedOver> handoffs, Erasure erasure, List<String> texts) {
        long erased = 0;
        for (HandedOver handoff : handoffs) {
            List<String> reasons = json.read(handoff.reasons(), new TypeReference<>() {});
            List<String> reasonsLeft = erasure.texts(reasons);
            Brief parts = json.read(handoff.briefFacts(), Brief.class);
            Brief partsLeft = parts == null ? null : erasure.brief(parts);
            HandedOver left = new HandedOver(
                    handoff.id(),
                    handoff.accountId(),
                    handoff.openedAt(),
                    json.write(reasonsLeft),
                    erasure.text(handoff.brief()),
                    json.write(partsLeft),
                    erasure.text(handoff.closeReason()));
            boolean changed = !reasonsLeft.equals(reasons)
                    || !left.brief().equals(handoff.brief())
                    || !Objects.equals(partsLeft, parts)
                    || !Objects.equals(left.closeReason(), handoff.closeReason());
            if (changed) {
                records.redact(left);
                texts.add(handoff.id().toString());
                erased++;
            }
        }
        return erased;
    }

    private long declines(UUID[] accounts, Erasure erasure) {
        long erased = 0;
        for (Object[] decline : records.declines(accounts)) {
            String left = erasure.text((String) decline[2]);
            if (!left.equals(decline[2])) {
                records.redactDecline(decline[0], decline[1], left);
                erased++;
            }
        }
        return erased;
    }

    private long history(UUID[] accounts, Erasure erasure) {
        long erased = 0;
        for (Object[] line : records.historyWords(accounts)) {
            String left = erasure.text((String) line[1]);
            if (!left.equals(line[1])) {
                records.redactHistory(line[0], left);
                erased++;
            }
        }
        return erased;
    }

    private long auditEntries(UUID[] accounts, String email, Erasure erasure) {
        long erased = 0;
        for (Object[] entry : records.auditEntries(accounts, email)) {
            String what = erasure.text((String) entry[1]);
            String before = erasure.text((String) entry[2]);
            String after = erasure.text((String) entry[3]);
            if (!what.equals(entry[1]) || !Objects.equals(before, entry[2]) || !Objects.equals(after, entry[3])) {
                records.redactAuditEntry(entry[0], what, before, after);
                erased++;
            }
        }
        return erased;
    }
}
