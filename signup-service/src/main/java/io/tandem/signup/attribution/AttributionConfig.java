package io.tandem.signup.attribution;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "tandem.attribution")
interface AttributionConfig {
    /** How long a visit that no signup followed is kept. Older ones are not taken either. */
    @WithDefault("400d")
    Duration unclaimedKept();

    /** How many of them one statement deletes. */
    @WithDefault("5000")
    int purgeBatch();

    /** How often in a minute one address may tell of visits; not for sources that are servers. */
    @WithDefault("60")
    int callsPerMinute();
}
