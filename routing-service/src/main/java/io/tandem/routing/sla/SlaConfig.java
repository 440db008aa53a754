package io.tandem.routing.sla;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the time for first touches is watched. */
@ConfigMapping(prefix = "tandem.routing.sla")
public interface SlaConfig {
    /** Percents of the time after which the owner is warned. */
    @WithDefault("50,80")
    List<Integer> warnAt();

    /** What holds for one pool, by its name. */
    Map<String, PoolSla> pools();

    /** How often an instance looks for timers that are due. */
    @WithDefault("PT2S")
    Duration poll();

    /** How often an instance says that it lives. One that is silent four times loses its timers to the others. */
    @WithDefault("PT10S")
    Duration heartbeat();

    /** What one pool does otherwise. */
    interface PoolSla {
        Optional<List<Integer>> warnAt();
    }

    default List<Integer> warnAt(String pool) {
        return Optional.ofNullable(pools().get(pool)).flatMap(PoolSla::warnAt).orElse(warnAt());
    }
}
