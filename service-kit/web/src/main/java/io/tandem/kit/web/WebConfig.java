package io.tandem.kit.web;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import java.util.Map;

@ConfigMapping(prefix = "tandem.web")
interface WebConfig {
    /** What an address takes that is not named below. */
    MemorySize maxBodySize();

    /** By path, which stands for all below it too; the server's own limit has to be as large. */
    Map<String, MemorySize> largerBodies();
}
