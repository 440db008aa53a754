package io.tandem.crm;

import io.tandem.kit.testing.LayerRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void keepsItsShape() {
        LayerRules.checkService("io.tandem.crm");
    }
}
