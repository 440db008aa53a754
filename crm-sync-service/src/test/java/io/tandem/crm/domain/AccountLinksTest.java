package io.tandem.crm.domain;

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
    void everyAccountOfAChainCountsForItsEnd() {
        assertEquals(Map.of(A, C, B, C), AccountLinks.roots(Map.of(A, B, B, C)));
    }

    @Test
    void circleHasOneEndWhereverItIsEntered() {
        assertEquals(Map.of(D, A, A, A, B, A, C, A), AccountLinks.roots(Map.of(D, C, C, B, B, A, A, C)));
    }
}
