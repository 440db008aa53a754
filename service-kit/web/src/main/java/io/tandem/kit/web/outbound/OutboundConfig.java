package io.tandem.kit.web.outbound;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Calls to places that an admin named. */
@ConfigMapping(prefix = "tandem.outbound")
interface OutboundConfig {
    /** Whether http, this machine and private networks may be called: for a stand on one machine only. */
    @WithDefault("false")
    boolean local();

    /** How long a connection may take to open. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** The largest answer that is taken. */
    @WithDefault("32M")
    MemorySize largestAnswer();
}
