package io.tandem.scoring.score;

import io.tandem.contracts.AccountMerged;
import io.tandem.contracts.AccountSeparated;
import io.tandem.contracts.Topics;
import io.tandem.kit.delivery.Outbox;
import io.tandem.kit.delivery.Received;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.AccountLinks;
import io.tandem.scoring.signals.SignalService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Makes accounts part of others and takes them apart again. Facts stay with their own account; what changes is only
 * which account they count for.
 */
@ApplicationScoped
class AccountLinkService {
    @Inject
    Database database;

    @Inject
    AccountLinkRepository links;

    @Inject
    AccountRepository accounts;

    @Inject
    SignalService signals;

    @Inject
    HistoryRepository history;

    @Inject
    ScoreService scores;

    @Inject
    Outbox outbox;

    @Transactional(Transactional.TxType.MANDATORY)
    void merge(List<Received<AccountMerged>> batch) {
        link(batch.stream().map(Received::event).map(AccountLink::of).toList());
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void separate(List<Received<AccountSeparated>> batch) {
        link(batch.stream().map(Received::event).map(AccountLink::of).toList());
    }

    /** What was said before, or is known already, changes nothing, so repetitions need not be told apart. */
    private void link(List<AccountLink> said) {
        database.closeGate();
        Set<UUID> changed = links.save(said);
        if (changed.isEmpty()) {
            return;
        }
        Instant now = Instant.now();
        Set<UUID> affected = new HashSet<>(changed);
        said.stream().map(AccountLink::intoId).filter(id -> id != null).forEach(affected::add);
        affected.addAll(accounts.roots(affected));
        Map<UUID, UUID> into = links.around(affected);
        affected.addAll(into.keySet());
        affected.addAll(into.values());
        Map<UUID, UUID> roots = AccountLinks.roots(into);
        links.countAs(affected, roots);
        accounts.beginAnew(affected, roots.keySet());
        signals.withdrawAll(roots.keySet(), now);
        said.stream()
                .filter(link -> changed.contains(link.accountId()))
                .forEach(link -> outbox.append(Topics.SCORES, link.event()));
        Database.RoundTrip trip = database.roundTrip();
        history.unlist(trip, affected);
        history.add(
                trip,
                said.stream()
                        .filter(link -> changed.contains(link.accountId()))
                        .map(AccountLink::change)
                        .toList());
        trip.make();
        scores.rescore(affected, now);
    }
}
