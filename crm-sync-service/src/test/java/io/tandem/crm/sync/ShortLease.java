package io.tandem.crm.sync;

import java.time.Duration;

/** Whoever is killed has held its records for a moment only. */
record ShortLease(SyncConfig config) implements SyncConfig {
    @Override
    public String publicUrl() {
        return config.publicUrl();
    }

    @Override
    public Duration lookEvery() {
        return config.lookEvery();
    }

    @Override
    public Duration askEvery() {
        return config.askEvery();
    }

    @Override
    public Duration lease() {
        return Duration.ofSeconds(2);
    }

    @Override
    public Duration firstRetry() {
        return config.firstRetry();
    }

    @Override
    public Duration longestRetry() {
        return config.longestRetry();
    }

    @Override
    public Duration afterDenial() {
        return config.afterDenial();
    }

    @Override
    public Duration ledgerKept() {
        return config.ledgerKept();
    }
}
