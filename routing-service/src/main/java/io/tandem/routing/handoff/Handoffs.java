package io.tandem.routing.handoff;

import io.tandem.contracts.HandoffOpened;
import io.tandem.routing.domain.Brief;
import io.tandem.routing.domain.Needs;
import io.tandem.routing.sla.Deadlines;
import io.tandem.routing.storage.Database.Call;
import io.tandem.routing.storage.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Opens handoffs. */
@ApplicationScoped
public class Handoffs {
    @Inject
    HandoffRepository handoffs;

    @Inject
    HandoffTimers timers;

    @Inject
    StoredJson json;

    /**
     * A handoff that begins; without an owner it waits in the queue of the pool.
     *
     * @param slaMinutes of working time that the first touch may take
     * @param handRaiser somebody there asked for a human
     * @param signals names of those in force
     * @param needs what a rep had better bring
     */
    public record Opening(
            HandoffOpened event,
            String pool,
            int slaMinutes,
            boolean handRaiser,
            List<String> signals,
            Brief brief,
            Needs needs) {}

    /** Asks what came of the accounts' earlier handoffs, in words, newest first. Asked only when a human takes over. */
    public static Call<Map.Entry<UUID, String>> askEnded(Collection<UUID> accounts) {
        return HandoffRepository.askEnded(accounts);
    }

    /**
     * Nobody ends these until the transaction does: it was decided that somebody is at work on each. The handoffs before
     * the accounts, always.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void keepOpen(Collection<UUID> ids) {
        if (!ids.isEmpty() && handoffs.shareOpen(ids) != ids.size()) {
            throw new IllegalStateException("a handoff was just ended; the next try sees that it was");
        }
    }

    /** The callers tell the others of them, behind the decisions that they come from. They hold the pools' lock. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void open(List<Opening> openings, Deadlines.Calendars calendars) {
        List<Handoff> opened =
                openings.stream().map(opening -> Handoff.opened(opening, json)).toList();
        if (handoffs.add(opened) != opened.size()) {
            // The account was looked at before the pools were locked; the next try sees the other handoff.
            throw new IllegalStateException("a handoff of the same account, or of one it counts as, was just opened");
        }
        timers.begin(opened, calendars);
    }
}
