package io.tandem.routing.assignment;

import io.tandem.routing.domain.Ledger;
import io.tandem.routing.domain.PoolState;
import io.tandem.routing.domain.Rep;
import io.tandem.routing.rep.RepRepository;
import io.tandem.routing.rep.SalesRep;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;

/** The pools of reps and their ledgers. Whoever assigns holds the lock until the transaction ends. */
@ApplicationScoped
public class Pools {
    @Inject
    StatelessSession session;

    @Inject
    RepRepository reps;

    /**
     * Locks every pool, always in one order: they share the reps' capacity, and two transactions that need two pools
     * cannot deadlock. Returns the position of each ledger.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<String, Long> lockAll() {
        return session
                .createNativeQuery("SELECT name, sequence FROM pool ORDER BY name FOR UPDATE", Object[].class)
                .getResultList()
                .stream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> (Long) row[1]));
    }

    /** A pool as it is now, locked until the end of the transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    public PoolState lock(String pool) {
        Long sequence = lockAll().get(pool);
        if (sequence == null) {
            throw new IllegalStateException("there is no pool " + pool);
        }
        List<Ledger.Standing> standings = session
                .createSelectionQuery("from ledger_entry where pool = :pool order by repId", LedgerEntry.class)
                .setParameter("pool", pool)
                .getResultList()
                .stream()
                .map(LedgerEntry::standing)
                .toList();
        return new PoolState(new Ledger(pool, sequence, standings), serving(pool));
    }

    private List<Rep> serving(String pool) {
        List<SalesRep> serving =
                reps.all().stream().filter(rep -> rep.serves(pool)).toList();
        if (serving.isEmpty()) {
            return List.of();
        }
        Map<UUID, Long> waiting = reps.waiting();
        return serving.stream()
                .map(rep -> rep.contending(waiting.getOrDefault(rep.id(), 0L)))
                .toList();
    }

    /** Writes what an assignment changed of a ledger that is locked. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void save(Ledger before, Ledger after) {
        after.standings().stream()
                .filter(standing -> !before.standings().contains(standing))
                .forEach(standing -> session.upsert(LedgerEntry.of(after.pool(), standing)));
        session.createNativeMutationQuery("UPDATE pool SET sequence = :sequence WHERE name = :pool")
                .setParameter("sequence", after.sequence())
                .setParameter("pool", after.pool())
                .executeUpdate();
    }
}
