package io.tandem.kit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
    @Test
    void readsTheKeyFromWhereverItIs() {
        assertEquals(Optional.of("k"), ApiKey.presented(basic("k:"), null));
        assertEquals(Optional.of("k"), ApiKey.presented(basic("k"), null));
        assertEquals(Optional.of("k"), ApiKey.presented("bearer  k", null));
        assertEquals(Optional.of("k"), ApiKey.presented(null, "k"));
        assertEquals(Optional.of("k"), ApiKey.presented(basic("k:"), "k"));
        assertEquals(Optional.empty(), ApiKey.presented(null, null));
        assertEquals(Optional.empty(), ApiKey.presented(" ", " "));
    }

    @Test
    void refusesHeaderAndBodyThatDisagree() {
        assertEquals(
                401,
                assertThrows(Problem.class, () -> ApiKey.presented(basic("k:"), "other"))
                        .status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic ?", "Basic Og==", "Bearer", "Bearer ", "Digest k", "k"})
    void refusesHeadersWithoutAKey(String authorization) {
        assertEquals(
                401,
                assertThrows(Problem.class, () -> ApiKey.presented(authorization, "k"))
                        .status());
    }

    @Test
    void refusesKeysTooLongToBeOne() {
        assertEquals(
                401,
                assertThrows(Problem.class, () -> ApiKey.presented(null, "k".repeat(513)))
                        .status());
    }

    @Test
    void storesOnlyAHash() {
        assertEquals("2c70e12b7a0646f92279f427c7b38e7334d8e5389cff167a1dc30e73f826b683", ApiKey.hash("key"));
        assertTrue(ApiKey.matches("key", ApiKey.hash("key")));
        assertFalse(ApiKey.matches("Key", ApiKey.hash("key")));
    }

    @Test
    void generatesKeysThatNobodyGuesses() {
        var key = ApiKey.generate("tk_");
        assertTrue(key.matches("tk_[A-Za-z0-9_-]{43}"), key);
        assertNotEquals(key, ApiKey.generate("tk_"));
    }

    private static String basic(String userInfo) {
        return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    }
}
