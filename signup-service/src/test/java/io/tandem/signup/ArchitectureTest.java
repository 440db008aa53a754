package io.tandem.signup;

import io.tandem.kit.testing.LayerRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void keepsItsShape() {
        LayerRules.checkService("io.tandem.signup");
    }
}
