package io.tandem.crm.account;

import io.tandem.contracts.AccountActivated;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.Signal;
import io.tandem.contracts.SignalDetected;
import io.tandem.crm.changes.RecordChanges;
import io.tandem.crm.changes.RecordChanges.Changed;
import io.tandem.crm.domain.EntryKind;
import io.tandem.crm.domain.Grading;
import io.tandem.crm.domain.Grading.Held;
import io.tandem.crm.domain.KnownPerson;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.Sentence;
import io.tandem.crm.erasure.ErasedPeople;
import io.tandem.crm.timeline.Timeline;
import io.tandem.crm.timeline.TimelineEntry;
import io.tandem.kit.delivery.Inbox;
import io.tandem.kit.delivery.Received;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Takes in what scoring says. Scores come by the thousand, hence in bulk: a handful of statements for a whole batch. */
@ApplicationScoped
class ScoreIntake {
    static final String CONSUMER = "crm-sync.scores";

    private final Inbox inbox;
    private final AccountSnapshots accounts;
    private final Timeline timeline;
    private final RecordChanges changes;
    private final ErasedPeople erased;

    ScoreIntake(Inbox inbox, AccountSnapshots accounts, Timeline timeline, RecordChanges changes, ErasedPeople erased) {
        this.inbox = inbox;
        this.accounts = accounts;
        this.timeline = timeline;
        this.changes = changes;
        this.erased = erased;
    }

    @Transactional(TxType.MANDATORY)
    void scored(List<Received<AccountScored>> batch) {
        List<Received<AccountScored>> fresh = firstSeen(batch);
        erased.await();
        Map<UUID, Held> held = accounts.held(
                fresh.stream().map(received -> received.event().accountId()).collect(Collectors.toSet()));
        Map<UUID, AccountScored> newest = new LinkedHashMap<>();
        Map<List<UUID>, KnownPerson> people = new LinkedHashMap<>();
        List<TimelineEntry> news = new ArrayList<>();
        for (Received<AccountScored> received : fresh) {
            AccountScored scored = received.event();
            UUID account = scored.accountId();
            Held before = held.get(account);
            Grading.news(before, scored.score(), scored.scoredAt())
                    .ifPresent(text -> news.add(TimelineEntry.ofEvent(
                            received.eventId(), account, EntryKind.SCORE, scored.scoredAt(), text)));
            if (Grading.isNewer(before, scored.scoredAt())) {
                held.put(account, new Held(scored.score().grade(), scored.scoredAt()));
                newest.put(account, scored);
            }
            KnownPerson.in(scored)
                    .forEach(person -> people.merge(List.of(account, person.personId()), person, KnownPerson::with));
        }
        Set<UUID> otherwise = accounts.keep(newest.values());
        List<Changed> others = accounts.keepPeople(people.values());
        timeline.append(news);
        Map<Boolean, List<Changed>> companies = newest.keySet().stream()
                .map(account -> new Changed(account, account))
                .collect(Collectors.partitioningBy(changed -> otherwise.contains(changed.recordId())));
        changes.changed(RecordKind.COMPANY, companies.get(true));
        changes.refreshed(RecordKind.COMPANY, companies.get(false));
        changes.changed(RecordKind.CONTACT, others);
    }

    void detected(Received<SignalDetected> received) {
        UUID account = received.event().accountId();
        Signal signal = received.event().signal();
        String words = Sentence.of(signal);
        erased.await();
        timeline.append(TimelineEntry.ofEvent(
                received.eventId(),
                account,
                EntryKind.SIGNAL,
                signal.firedAt(),
                erased.namedIn(List.of(words)).leave(words, signal.firedAt())));
    }

    void activated(Received<AccountActivated> received) {
        AccountActivated activated = received.event();
        timeline.append(TimelineEntry.ofEvent(
                received.eventId(),
                activated.accountId(),
                EntryKind.ACTIVATION,
                activated.activatedAt(),
                Sentence.of(activated)));
    }

    private List<Received<AccountScored>> firstSeen(List<Received<AccountScored>> batch) {
        Map<UUID, Received<AccountScored>> once = batch.stream()
                .collect(Collectors.toMap(
                        Received::eventId, Function.identity(), (first, again) -> first, LinkedHashMap::new));
        Set<UUID> fresh = inbox.firstSeen(CONSUMER, once.keySet());
        return once.values().stream()
                .filter(received -> fresh.contains(received.eventId()))
                .toList();
    }
}
