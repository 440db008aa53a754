package io.tandem.local.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tandem.local.stand.PartName;
import io.tandem.local.stand.PartState;
import io.tandem.local.stand.PartState.State;
import io.tandem.local.stand.RunFiles;
import io.tandem.local.stand.RunFiles.Request;
import io.tandem.local.stand.Stand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedPartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path home;

    private final AtomicInteger starts = new AtomicInteger();
    private RunFiles files;
    private SupervisedPart kafka;
    private Thread supervisor;

    @BeforeEach
    void supervise() {
        Stand stand = Stand.of(Path.of("/tandem"), Map.of("TANDEM_HOME", home.toString()));
        files = new RunFiles(stand);
        Part part = new Part(
                PartName.KAFKA,
                19092,
                Set.of(),
                () -> {
                    if (starts.incrementAndGet() == 2) {
                        files.ask("kafka", Request.HOLD);
                    }
                },
                () -> List.of("sleep", "600"),
                Map.of(),
                () -> true);
        kafka = new SupervisedPart(stand, part, List.of());
        supervisor = new Thread(kafka, "part-kafka");
    }

    @AfterEach
    void stop() throws InterruptedException {
        kafka.stop();
        supervisor.interrupt();
        supervisor.join();
    }

    @Test
    void holdsAPartThatHasNoProcessUntilItIsLetGo() {
        files.ask("kafka", Request.HOLD);
        supervisor.start();
        await(State.STOPPED);
        assertEquals(0, starts.get());
        files.withdraw("kafka", Request.HOLD);
        await(State.UP);
    }

    @Test
    void holdsAPartThatWasToBeHeldWhileItWasPrepared() {
        supervisor.start();
        PartState running = await(State.UP);
        files.ask("kafka", Request.RESTART);
        ProcessHandle.of(running.pid()).orElseThrow().destroy();
        await(State.STOPPED);
        assertEquals(2, starts.get());
    }

    private PartState await(State state) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> files.read("kafka"),
                        part -> part.map(PartState::state).orElse(null) == state)
                .orElseThrow();
    }
}
