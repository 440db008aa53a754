package io.tandem.scoring.prediction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** What is predicted of accounts, for pages that show them. */
@ApplicationScoped
public class Predictions {
    @Inject
    PredictionRepository repository;

    /** By the ids of accounts that stand for themselves; none of those of which nothing is predicted. */
    @Transactional(Transactional.TxType.SUPPORTS)
    public Map<UUID, List<PredictionView>> of(Collection<UUID> accounts) {
        return repository.of(accounts).stream().collect(Collectors.groupingBy(PredictionView::accountId));
    }
}
