package io.tandem.scoring.accounts;

import io.tandem.scoring.prediction.PredictionView;
import io.tandem.scoring.prediction.Predictions;
import io.tandem.scoring.score.ScoreService;
import io.tandem.scoring.score.ScoredAccount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts together what is shown of accounts: what they are worth, and what is predicted of them. */
@ApplicationScoped
class AccountPages {
    @Inject
    ScoreService scores;

    @Inject
    Predictions predictions;

    /** The account with this id, or what it counts as, with the scores of its people. */
    Optional<AccountView> whole(UUID asked, Instant now) {
        return scores.readWhole(asked, now)
                .map(account ->
                        AccountView.from(account, asked, predictionsOf(account, predicted(List.of(account))), now));
    }

    /** Those of these accounts that stand for themselves, by id. */
    Map<UUID, AccountView> of(Collection<UUID> ids, Instant now) {
        List<ScoredAccount> accounts = scores.read(ids, now);
        Map<UUID, List<PredictionView>> predicted = predicted(accounts);
        return accounts.stream()
                .map(account -> AccountView.from(account, predictionsOf(account, predicted), now))
                .collect(Collectors.toMap(AccountView::id, Function.identity()));
    }

    private static List<PredictionView> predictionsOf(
            ScoredAccount account, Map<UUID, List<PredictionView>> predicted) {
        return predicted.getOrDefault(account.facts().id(), List.of());
    }

    private Map<UUID, List<PredictionView>> predicted(List<ScoredAccount> accounts) {
        return predictions.of(
                accounts.stream().map(account -> account.facts().id()).toList());
    }
}
