package io.tandem.scoring.score;

import io.tandem.contracts.Contribution;
import io.tandem.contracts.Score;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.CompiledModel;
import io.tandem.scoring.domain.Qualification;
import io.tandem.scoring.domain.Qualification.Inputs;
import io.tandem.scoring.domain.Qualification.Member;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Works out scores and stages from facts, people's own only where they can matter. */
@ApplicationScoped
class Qualifications {
    @Inject
    Database database;

    @Inject
    QualificationRepository stored;

    @Inject
    PersonUsageRepository people;

    /** The accounts to which somebody has moved who is at a stage at one of these. */
    Set<UUID> joinedFrom(Collection<UUID> accounts) {
        Database.RoundTrip trip = database.roundTrip();
        Database.Answer<UUID> joined = joinedFrom(trip, accounts);
        trip.make();
        return Set.copyOf(joined.rows());
    }

    Database.Answer<UUID> joinedFrom(Database.RoundTrip trip, Collection<UUID> accounts) {
        return stored.joinedFrom(trip, accounts);
    }

    /**
     * The accounts, with the people who are or may come to be at a stage.
     *
     * @param joined accounts to which somebody may have brought a stage from another
     */
    List<ScoredAccount> score(
            CompiledModel model, List<FactsRepository.Known> accounts, Set<UUID> joined, Instant now) {
        List<ScoredAccount> scored = scoreAlone(model, accounts, now);
        double enough = model.definition().stages().person().nurture().leave().doubleValue()
                - Qualification.mostFitOfAPerson(model);
        List<UUID> candidates = scored.stream()
                .filter(account -> joined.contains(account.id()) || mayHavePeopleAtAStage(account, enough))
                .map(ScoredAccount::id)
                .toList();
        if (candidates.isEmpty()) {
            return scored;
        }
        Map<UUID, List<Member>> members = people.of(candidates, model);
        List<ScoredAccount> whole = new ArrayList<>();
        for (ScoredAccount account : scored) {
            List<Member> own = members.getOrDefault(account.id(), List.of());
            boolean joins = joined.contains(account.id());
            whole.add(own.isEmpty() && !joins ? account : account.with(model, own, joins, now));
        }
        return whole;
    }

    /** The accounts without their people. */
    List<ScoredAccount> scoreAlone(CompiledModel model, List<FactsRepository.Known> accounts, Instant now) {
        List<ScoredAccount> scored = new ArrayList<>();
        for (FactsRepository.Known known : accounts) {
            QualificationRepository.Kept of = known.kept();
            Inputs inputs = new Inputs(
                    of.inputs().earned(),
                    of.inputs().circumstances().doNotLeadWithSales(known.facts().doNotLeadWithSales()),
                    of.inputs().overrides(),
                    List.of());
            Qualification qualification = Qualification.of(model, known.facts(), inputs, now);
            scored.add(ScoredAccount.of(model, known.facts(), of, qualification, known.signals()));
        }
        return scored;
    }

    /** The accounts with the people of all of them. */
    List<ScoredAccount> scoreWhole(CompiledModel model, List<FactsRepository.Known> accounts, Instant now) {
        List<ScoredAccount> scored = scoreAlone(model, accounts, now);
        Map<UUID, List<Member>> members =
                people.of(scored.stream().map(ScoredAccount::id).toList(), model);
        return scored.stream()
                .map(account -> account.with(model, members.getOrDefault(account.id(), List.of()), false, now))
                .toList();
    }

    /**
     * Nobody has more points for what they did than everybody together before some are taken away, so most accounts need
     * not be looked into.
     */
    private static boolean mayHavePeopleAtAStage(ScoredAccount account, double enoughEngagement) {
        Score score = account.qualification().machine();
        double takenAway = score.explanation().stream()
                .mapToDouble(Contribution::points)
                .filter(points -> points < 0)
                .sum();
        return account.kept().peopleStaged()
                || account.kept().inputs().circumstances().handRaisedAt() != null
                || score.engagement() - takenAway >= enoughEngagement;
    }
}
