package io.tandem.crm.sync;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.tandem.crm.domain.Backoff;
import io.tandem.crm.domain.RecordKind;
import java.time.Duration;

/** How eagerly records are kept the same. */
@ConfigMapping(prefix = "tandem.crm.sync")
interface SyncConfig {
    /** Where the outside world reaches Tandem: a CRM signs the address to which it sends its webhooks. */
    String publicUrl();

    /** How often it is looked for something to send. */
    @WithDefault("1s")
    Duration lookEvery();

    /** How often a CRM is asked what changed in it. */
    @WithDefault("1m")
    Duration askEvery();

    /** Within what time each record is asked for whose deletion the CRM does not tell of. */
    @WithDefault("1h")
    Duration verifyEvery();

    /** How long an instance has records for itself; longer than any call to a CRM takes with all its parts. */
    @WithDefault("3m")
    Duration lease();

    /** How long after the first failure the same is tried again; each time twice as long. */
    @WithDefault("2s")
    Duration firstRetry();

    /** The longest time until something is tried again. */
    @WithDefault("30m")
    Duration longestRetry();

    /** How long a CRM that refuses our credentials is left alone. */
    @WithDefault("5m")
    Duration afterDenial();

    /** How long the ledger keeps versions. */
    @WithDefault("90d")
    Duration ledgerKept();

    /** Tasks are asked for twelve times as often: whether they are done is what somebody waits for. */
    default Duration verifyEvery(RecordKind kind) {
        return kind == RecordKind.TASK ? verifyEvery().dividedBy(12) : verifyEvery();
    }

    default Backoff backoff() {
        return new Backoff(firstRetry(), longestRetry());
    }
}
