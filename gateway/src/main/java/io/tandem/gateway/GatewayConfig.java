package io.tandem.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the services are and how much the gateway lets through. */
@ConfigMapping(prefix = "tandem.gateway")
interface GatewayConfig {
    /** Address of each service, {@code http://host:port}, by module name. */
    Map<String, URI> services();

    /** How long a service may stay silent before the caller is answered 503; a stream that is silent for so long ends. */
    @WithDefault("30s")
    Duration idleTimeout();

    Limits limits();

    /**
     * Addresses of the proxies in front of the gateway, whose {@code X-Forwarded-For} and {@code X-Forwarded-Proto} say who
     * calls and how; none by default. Single addresses, no networks.
     */
    Optional<List<String>> trustedProxies();

    /** Token buckets, one for each caller's address. */
    interface Limits {
        /** Calls a second that one address may make in the long run. */
        @WithDefault("1000")
        int perSecond();

        /** Calls that one address may make at once after a pause. */
        @WithDefault("4000")
        int burst();
    }
}
