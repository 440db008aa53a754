package io.tandem.local.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void doublesUpToHalfAMinuteAndStartsOverOnceHealthy() {
        Backoff backoff = new Backoff();
        assertEquals(Duration.ofMillis(500), backoff.next());
        assertEquals(Duration.ofSeconds(1), backoff.next());
        for (int i = 0; i < 10; i++) {
            backoff.next();
        }
        assertEquals(Duration.ofSeconds(30), backoff.next());
        backoff.reset();
        assertEquals(Duration.ofMillis(500), backoff.next());
    }
}
