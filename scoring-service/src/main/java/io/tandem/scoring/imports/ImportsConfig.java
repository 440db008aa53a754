package io.tandem.scoring.imports;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How history is taken in. */
@ConfigMapping(prefix = "tandem.imports")
public interface ImportsConfig {
    /** What an upload may inflate to. */
    @WithDefault("1G")
    MemorySize maxInflated();

    /** Of a hundred parts of time, those for which an import works while events come in live. */
    @WithDefault("40")
    @Min(1)
    @Max(100)
    int share();
}
