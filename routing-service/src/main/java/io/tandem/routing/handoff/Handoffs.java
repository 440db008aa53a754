package io.tandem.routing.handoff;

import io.tandem.contracts.HandoffOpened;
import io.tandem.routing.storage.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;

/** Opens handoffs. */
@ApplicationScoped
public class Handoffs {
    @Inject
    HandoffRepository handoffs;

    @Inject
    HandoffHistory history;

    @Inject
    StoredJson json;

    /**
     * A handoff that begins; without an owner it waits in the queue of the pool.
     *
     * @param handRaiser somebody there asked for a human
     * @param signals names of those in force
     */
    public record Opening(HandoffOpened event, String pool, boolean handRaiser, List<String> signals) {}

    /** The callers tell the others of them, behind the decisions that they come from. They hold the pools' lock. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void open(List<Opening> openings) {
        List<Handoff> opened = openings.stream()
                .map(opening ->
                        Handoff.opened(opening, json.write(opening.event().reasons())))
                .toList();
        if (handoffs.add(opened) != opened.size()) {
            // The account was looked at before the pools were locked; the next try sees the other handoff.
            throw new IllegalStateException("a handoff of the same account, or of one it counts as, was just opened");
        }
        history.opened(opened);
    }
}
