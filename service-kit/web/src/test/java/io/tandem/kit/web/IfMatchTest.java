package io.tandem.kit.web;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class IfMatchTest {
    @Test
    void anyTagOfTheListOrAStarIsEnough() {
        for (String sent : List.of("\"7\"", " \"7\" ", "\"6\", \"7\"", "*", " * ")) {
            assertDoesNotThrow(() -> IfMatch.require(sent, "7"), sent);
            assertDoesNotThrow(() -> IfMatch.check(sent, "7"), sent);
        }
    }

    @Test
    void anotherTagIsRefusedAndSoIsAWeakOne() {
        for (String sent : List.of("\"6\"", "7", "W/\"7\"", "\"6\",\"8\"", "\"*\"")) {
            assertEquals(
                    412,
                    assertThrows(Problem.class, () -> IfMatch.check(sent, "7"), sent)
                            .status());
        }
    }

    @Test
    void withoutItNothingIsChangedUnseen() {
        assertEquals(
                428,
                assertThrows(Problem.class, () -> IfMatch.require(null, "7")).status());
        assertEquals(
                428,
                assertThrows(Problem.class, () -> IfMatch.require(" ", "7")).status());
        assertDoesNotThrow(() -> IfMatch.check(null, "7"));
    }
}
