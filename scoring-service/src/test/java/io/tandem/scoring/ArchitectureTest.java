package io.tandem.scoring;

import io.tandem.kit.testing.LayerRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void keepsTheShapeOfAService() {
        LayerRules.checkService("io.tandem.scoring");
    }
}
