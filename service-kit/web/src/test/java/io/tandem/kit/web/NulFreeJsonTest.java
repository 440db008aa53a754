package io.tandem.kit.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NulFreeJsonTest {
    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\"a\\u0000b\"", "\\\\\\u0000", "\\u0041\\u0000"})
    void refusesAnEscapedNul(String json) {
        assertThrows(Problem.class, () -> stream(json).readAllBytes());
        assertThrows(Problem.class, () -> readSingly(json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u0000", "\\\\u0000", "\\u0001", "\\n0000", "\\u000a0"})
    void leavesAllElseAsItIs(String json) throws IOException {
        assertArrayEquals(json.getBytes(StandardCharsets.UTF_8), stream(json).readAllBytes());
        readSingly(json);
    }

    private static void readSingly(String json) throws IOException {
        var stream = stream(json);
        while (stream.read() >= 0) {
            continue;
        }
    }

    private static NulFreeJson stream(String json) {
        return new NulFreeJson(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
