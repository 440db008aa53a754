package io.tandem.signup.signups;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "tandem.signup")
interface SignupConfig {
    /** How long a submitted form waits for its decision before it is answered without. */
    @WithDefault("1500ms")
    Duration decisionWait();

    /** Where a visitor goes who is let into the product before the decision is known. */
    @WithDefault("https://app.example.com/start")
    String startProductUrl();

    /** How often a silent event stream says that it is still there. */
    @WithDefault("15s")
    Duration streamHeartbeat();

    /** How long an event stream stays open at most; clients then ask again. */
    @WithDefault("5m")
    Duration streamLimit();
}
