package io.tandem.signup;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** For tests in which no decision comes in time, so that they do not spend theirs waiting; imports go in small parts. */
public class ShortWait implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "tandem.signup.decision-wait",
                "50ms",
                "tandem.imports.chunk",
                "5",
                "tandem.imports.told-per-second",
                "500");
    }
}
