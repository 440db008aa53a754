package io.tandem.signup.imports;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "tandem.imports")
interface ImportConfig {
    /** How many rows are taken in one transaction. */
    @WithDefault("1000")
    int chunk();

    /** After how long without a sign of life another instance goes on with an import. */
    @WithDefault("15s")
    Duration takeoverAfter();

    /** How often an import is taken up again that gets no further. */
    @WithDefault("5")
    int attempts();

    /** How many imported signups are told to the other services a second, so that visitors do not wait behind them. */
    @WithDefault("50")
    int toldPerSecond();

    /** How long refused rows and the rows of dry runs can be read. */
    @WithDefault("30d")
    Duration resultsKept();

    /** When a file that never arrived whole is dropped. */
    @WithDefault("1h")
    Duration receivingFor();
}
