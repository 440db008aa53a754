package io.tandem.routing.simulation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "tandem.routing.simulation")
interface SimulationConfig {
    /** How often a simulation is begun again after an interruption before it is given up. */
    @WithDefault("3")
    int attempts();

    /** How long ended simulations can be looked at. */
    @WithDefault("30d")
    Duration kept();
}
