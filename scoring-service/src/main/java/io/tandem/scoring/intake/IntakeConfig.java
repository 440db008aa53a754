package io.tandem.scoring.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "tandem.intake")
public interface IntakeConfig {
    /** Requests that are being stored at one time; more are told to come later. */
    @WithDefault("1000")
    int maxRequestsInFlight();

    /** Bytes of these requests, inflated. */
    @WithDefault("67108864")
    long maxBytesInFlight();

    /** How long the broker may take before a batch goes to the spool instead. */
    @WithDefault("1500ms")
    Duration ackTimeout();

    /** What senders are told to wait when there is no room. */
    @WithDefault("5s")
    Duration retryAfter();

    Spool spool();

    /** How much may wait in the database while the broker is away. */
    interface Spool {
        @WithDefault("1000000")
        long maxBatches();

        @WithDefault("2147483648")
        long maxBytes();
    }
}
