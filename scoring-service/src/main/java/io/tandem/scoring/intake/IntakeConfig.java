package io.tandem.scoring.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "tandem.intake")
public interface IntakeConfig {
    /** Whether this instance takes events in; else senders are told to try again, which another instance answers. */
    @WithDefault("true")
    boolean enabled();

    /** Requests that are being read or stored at one time; more are told to come later. */
    @WithDefault("500")
    int maxRequestsInFlight();

    /** Bytes of these requests, inflated; the heap holds several times as much while they are stored. */
    @WithDefault("8388608")
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
