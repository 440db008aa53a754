package io.tandem.scoring.score;

import io.tandem.contracts.SignupQualified;
import io.tandem.kit.delivery.Inbox;
import io.tandem.kit.delivery.Received;
import io.tandem.scoring.domains.Domains;
import io.tandem.scoring.identity.IdentityService;
import io.tandem.scoring.identity.Statements;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Scores the account of each signup at once: somebody waits in front of the form. */
@ApplicationScoped
class SignupService {
    @Inject
    Inbox inbox;

    @Inject
    IdentityService identities;

    @Inject
    ScoreService scores;

    @Inject
    Domains domains;

    /** As one set, so that a burst of signups costs few statements and locks its rows in one order. */
    @Transactional(Transactional.TxType.MANDATORY)
    void qualify(List<Received<SignupQualified>> batch) {
        Set<UUID> unseen = inbox.firstSeen(
                SignupsConsumer.NAME, batch.stream().map(Received::eventId).toList());
        List<SignupQualified> fresh = batch.stream()
                .filter(received -> unseen.remove(received.eventId()))
                .map(Received::event)
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        Statements statements = new Statements(domains);
        fresh.forEach(signup -> statements.add(signup.answers()));
        scores.rescore(identities.apply(statements), fresh, Instant.now());
    }
}
