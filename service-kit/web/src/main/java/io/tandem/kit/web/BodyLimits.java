package io.tandem.kit.web;

import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** How large a body an address takes. The server's own limit holds for all of them, so it is the largest. */
@ApplicationScoped
public class BodyLimits {
    private final long usual;
    private final Map<String, MemorySize> larger;

    BodyLimits(WebConfig config) {
        usual = config.maxBodySize().asLongValue();
        larger = config.largerBodies();
    }

    /** In bytes, for this path: a path that was named stands for all below it too. */
    long of(String path) {
        return larger.entrySet().stream()
                .filter(named -> path.equals(named.getKey()) || path.startsWith(named.getKey() + "/"))
                .mapToLong(named -> named.getValue().asLongValue())
                .max()
                .orElse(usual);
    }
}
