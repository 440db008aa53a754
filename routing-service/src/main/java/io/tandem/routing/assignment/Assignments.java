package io.tandem.routing.assignment;

import io.tandem.routing.domain.Ledger;
import io.tandem.routing.domain.PoolState;
import io.tandem.routing.storage.Database.Call;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What one transaction assigns, many pieces of work if need be. The pools are locked and read when the first of them is
 * asked or somebody receives, so who needs none holds up nobody, and what has changed is written once.
 */
public final class Assignments {
    private final Pools pools;
    private final Map<String, Ledger> stored = new HashMap<>();
    private final Map<String, Ledger> ledgers = new HashMap<>();
    private final Map<UUID, Integer> waiting = new HashMap<>();
    private Roster roster;
    private Instant now;

    Assignments(Pools pools) {
        this.pools = pools;
    }

    /** A pool, or the one that took its place, as it is now, with all that was assigned before. */
    public PoolState pool(String name) {
        lock();
        Roster.Pool pool = roster.taking(name).orElseThrow(() -> new IllegalStateException("there is no pool " + name));
        return new PoolState(ledgers.get(pool.name()), pool.reps(now, waiting), pool.afterHours());
    }

    /** The email of who looks after a pool, or the one that took its place; null if nobody does. */
    public String managerOf(String name) {
        lock();
        return roster.taking(name).map(Roster.Pool::manager).orElse(null);
    }

    /** Who could receive now, by every name that work may be sent to. */
    public List<Taker> takers() {
        lock();
        return roster.takers(now, waiting);
    }

    /** When who works, as everything here. */
    public Pools.Calendars calendars() {
        lock();
        return roster::calendar;
    }

    /** The rep has received, by which the ledger of a pool has become this. */
    public void assigned(UUID repId, Ledger after) {
        ledgers.put(after.pool(), after);
        waiting.merge(repId, 1, Integer::sum);
    }

    /**
     * The rep has received without a pool being asked. It counts against the same capacity, so what waits for a rep
     * moves under the pools' lock all the same.
     */
    public void received(UUID repId) {
        lock();
        waiting.merge(repId, 1, Integer::sum);
    }

    /** Locks the pools until the end of the transaction, if they are not locked yet. */
    public void lock() {
        if (roster == null) {
            Pools.Locked locked = pools.lock();
            locked.ledgers().forEach(ledger -> stored.put(ledger.pool(), ledger));
            ledgers.putAll(stored);
            now = locked.now();
            roster = locked.roster();
            waiting.putAll(locked.waiting());
        }
    }

    /** Writes what was assigned. */
    public void save() {
        pools.save(saving());
    }

    /** The same to be sent together with other things; from here on it counts as written. */
    public List<Call<?>> saving() {
        List<Call<?>> saving = Pools.saving(
                stored,
                ledgers.values().stream()
                        .filter(ledger -> !ledger.equals(stored.get(ledger.pool())))
                        .toList());
        stored.putAll(ledgers);
        return saving;
    }
}
