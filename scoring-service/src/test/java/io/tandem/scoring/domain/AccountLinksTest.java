package io.tandem.scoring.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccountLinksTest {
    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);
    private static final UUID C = new UUID(0, 3);
    private static final UUID D = new UUID(0, 4);

    @Test
    void chainsEndAtTheLastAccount() {
        assertEquals(Map.of(A, C, B, C), AccountLinks.roots(Map.of(A, B, B, C)));
    }

    @Test
    void aCircleCountsAsItsLeastAccountWhereverOneEnters() {
        assertEquals(Map.of(B, A, C, A, D, A), AccountLinks.roots(Map.of(A, B, B, C, C, A, D, C)));
    }
}
