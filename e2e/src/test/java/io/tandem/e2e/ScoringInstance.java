package io.tandem.e2e;

import java.util.Map;

/** Processes of the scoring service that do one half of its work. */
final class ScoringInstance {
    private static final int SPARE_PORT = 8198;

    private ScoringInstance() {}

    /** Takes events in at the address that the gateway knows. */
    static ServiceInstance intake() {
        return new ServiceInstance("intake", "scoring", Stand.port(8102), Map.of("TANDEM_SCORING_ENABLED", "false"));
    }

    static ServiceInstance scorer() {
        return new ServiceInstance(
                "scorer", "scoring", Stand.port(SPARE_PORT), Map.of("TANDEM_INTAKE_ENABLED", "false"));
    }
}
