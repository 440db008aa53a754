package io.tandem.crm.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How CRMs are called. */
@ConfigMapping(prefix = "tandem.crm")
interface ConnectionConfig {
    /** The key that credentials are encrypted with: 32 bytes in base64. Without it nothing can be connected. */
    Optional<String> secretKey();

    /** How long one call may take, to the last byte of the answer. */
    @WithDefault("30s")
    Duration answerWithin();
}
