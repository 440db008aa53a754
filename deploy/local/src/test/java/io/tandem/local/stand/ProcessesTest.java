package io.tandem.local.stand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.local.stand.PartState.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessesTest {
    @Test
    void doesNotTakeALaterProcessWithTheSameIdForTheOneItNoted() {
        ProcessHandle self = ProcessHandle.current();
        Instant start = self.info().startInstant().orElseThrow();
        assertEquals(Optional.of(self), Processes.find(noted(self.pid(), start)));
        assertEquals(Optional.empty(), Processes.find(noted(self.pid(), start.minusSeconds(60))));
    }

    @Test
    void killsAProcessThatDoesNotEndWhenAsked() throws Exception {
        Process stubborn =
                new ProcessBuilder("bash", "-c", "trap '' TERM; echo ready; while :; do sleep 0.1; done").start();
        stubborn.inputReader().readLine();
        Processes.stop("kafka", stubborn.toHandle(), Duration.ofMillis(200));
        assertFalse(stubborn.isAlive());
    }

    @Test
    void measuresMemory() {
        assertTrue(Processes.memory("kafka", ProcessHandle.current()) > 10_000_000);
    }

    private static PartState noted(long pid, Instant start) {
        return new PartState("kafka", State.UP, pid, start, start, 0, 19092, null);
    }
}
