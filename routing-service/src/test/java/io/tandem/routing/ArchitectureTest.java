package io.tandem.routing;

import io.tandem.kit.testing.LayerRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void serviceHasTheShapeOfAllServices() {
        LayerRules.checkService("io.tandem.routing");
    }
}
