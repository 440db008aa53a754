package io.tandem.routing.simulation;

import io.tandem.routing.assignment.Pools;
import io.tandem.routing.domain.Staffing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;

/** The pools as they are staffed today. */
@ApplicationScoped
class Reps {
    @Inject
    Pools pools;

    /** By every name that work may be sent to: one that is retired shares its successor's pool. */
    Map<String, StaffedPool> pools() {
        Map<String, StaffedPool> inUse = new HashMap<>();
        Map<String, StaffedPool> byName = new HashMap<>();
        for (Map.Entry<String, Staffing.Pool> pool : pools.staffing().pools().entrySet()) {
            byName.put(
                    pool.getKey(),
                    inUse.computeIfAbsent(pool.getValue().name(), name -> StaffedPool.of(pool.getValue())));
        }
        return byName;
    }
}
