package io.tandem.scoring.score;

import io.tandem.contracts.Stage;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.Qualification.QualifiedPerson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Keeps what came of scoring: the state of each account, and of what was told its history. */
@ApplicationScoped
class ScoreRecords {
    @Inject
    Database database;

    @Inject
    AccountRepository accounts;

    @Inject
    QualificationRepository qualifications;

    @Inject
    HistoryRepository history;

    /** @param settledAt when the signals that were not looked at are looked at at the latest, null for when they are due */
    void keep(List<Outcome> outcomes, Instant settledAt, Instant now) {
        Database.RoundTrip trip = database.roundTrip();
        accounts.save(trip, outcomes, settledAt, now);
        List<ScoredAccount> peopleLookedInto = outcomes.stream()
                .map(Outcome::result)
                .filter(result -> result.kept().peopleStaged()
                        || result.kept().joined()
                        || !staged(result).isEmpty())
                .toList();
        if (!peopleLookedInto.isEmpty()) {
            qualifications.save(
                    trip,
                    peopleLookedInto.stream().map(ScoredAccount::id).toList(),
                    peopleLookedInto.stream()
                            .filter(result -> result.kept().joined())
                            .map(ScoredAccount::id)
                            .toList(),
                    peopleLookedInto.stream()
                            .flatMap(result -> staged(result).stream())
                            .toList(),
                    now);
        }
        List<ScoredAccount> told =
                outcomes.stream().filter(Outcome::told).map(Outcome::result).toList();
        if (!told.isEmpty()) {
            history.point(trip, told, now);
        }
        history.add(
                trip,
                outcomes.stream()
                        .flatMap(outcome -> changes(outcome, now).stream())
                        .toList());
        list(trip, outcomes, now);
        trip.make();
    }

    /** @param locked all accounts that the transaction will lock, so that it does in one order */
    void listOwned(Collection<UUID> ids, Collection<UUID> locked) {
        Database.RoundTrip trip = database.roundTrip();
        accounts.lock(trip, locked);
        history.listOwned(trip, ids);
        trip.make();
    }

    private void list(Database.RoundTrip trip, List<Outcome> outcomes, Instant now) {
        List<ScoredAccount> listed = new ArrayList<>();
        List<UUID> left = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome.result().listed() && outcome.listed()) {
                listed.add(outcome.result());
            } else if (!outcome.result().listed()
                    && (outcome.listed() || outcome.before().listedAt() != null)) {
                left.add(outcome.result().id());
            }
        }
        if (!listed.isEmpty()) {
            history.list(trip, listed, now);
        }
        if (!left.isEmpty()) {
            history.unlist(trip, left);
        }
    }

    private static List<HistoryRepository.Change> changes(Outcome outcome, Instant now) {
        List<HistoryRepository.Change> changes = new ArrayList<>();
        ScoredAccount result = outcome.result();
        String gradeBefore = outcome.before().told().grade();
        if (outcome.told()
                && gradeBefore != null
                && !gradeBefore.equals(result.score().grade())) {
            changes.add(new HistoryRepository.Change(
                    result.id(), now, "GRADE", "Grade " + result.score().grade() + " after " + gradeBefore));
        }
        if (result.stage() != result.kept().told()) {
            changes.add(new HistoryRepository.Change(
                    result.id(),
                    now,
                    "STAGE",
                    "Stage " + result.stage() + " after " + result.kept().told() + ": " + result.stageReason()));
        }
        for (QualifiedPerson person : result.qualification().people()) {
            if (person.standing().stage() != person.member().stage()) {
                changes.add(new HistoryRepository.Change(
                        result.id(),
                        now,
                        "PERSON_STAGE",
                        person.member().key(),
                        "Stage " + person.standing().stage() + " after "
                                + person.member().stage() + ": "
                                + person.standing().reason()));
            }
        }
        return changes;
    }

    private static List<QualificationRepository.PersonStaged> staged(ScoredAccount result) {
        return result.qualification().people().stream()
                .filter(person -> person.standing().stage() != Stage.NONE)
                .map(person -> new QualificationRepository.PersonStaged(
                        result.id(),
                        person.member().key(),
                        person.standing().stage(),
                        person.standing().reason()))
                .toList();
    }
}
