package io.tandem.signup.privacy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

@ConfigMapping(prefix = "tandem.privacy")
interface PrivacyConfig {
    /** Whose answers make a request complete. */
    @WithDefault("signup-service,scoring-service,routing-service,crm-sync-service")
    List<String> services();

    /** After how long a request without all answers is overdue. */
    @WithDefault("24h")
    Duration overdueAfter();

    /** How long an export can be downloaded. */
    @WithDefault("7d")
    Duration exportsKept();
}
