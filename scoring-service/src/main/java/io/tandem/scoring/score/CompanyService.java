package io.tandem.scoring.score;

import io.tandem.contracts.AccountEnriched;
import io.tandem.kit.delivery.Received;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Keeps what becomes known of companies, and scores them by it. */
@ApplicationScoped
class CompanyService {
    @Inject
    CompanyRepository companies;

    @Inject
    ScoreService scores;

    /** The latest holds, so a repetition changes nothing. */
    @Transactional(Transactional.TxType.MANDATORY)
    void enrich(List<Received<AccountEnriched>> batch) {
        Set<UUID> changed = companies.save(batch.stream().map(Received::event).toList());
        if (!changed.isEmpty()) {
            scores.rescoreAndTell(changed, Instant.now());
        }
    }
}
