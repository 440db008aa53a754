package io.tandem.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.local.stand.PartState;
import io.tandem.local.stand.PartState.State;
import io.tandem.local.stand.RunFiles;
import io.tandem.local.stand.RunFiles.Request;
import io.tandem.local.stand.Stand;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {
    @TempDir
    Path home;

    private RunFiles files;
    private Lifecycle lifecycle;
    private StartWatch watch;

    @BeforeEach
    void describeAStand() {
        Stand stand = Stand.of(Path.of("/tandem"), Map.of("TANDEM_HOME", home.toString()));
        files = new RunFiles(stand);
        Progress progress = new Progress(System.out);
        lifecycle = new Lifecycle(stand, progress);
        watch = new StartWatch(stand, progress);
    }

    @Test
    void restartLetsGoOfAPartThatIsHeldAndLeavesItsStateToTheSupervisor() {
        PartState held = kafka(State.STOPPED, 0);
        files.write(held);
        files.ask("kafka", Request.HOLD);
        lifecycle.restart(held);
        assertFalse(files.isAsked("kafka", Request.HOLD));
        assertFalse(files.isAsked("kafka", Request.RESTART));
        assertEquals(Optional.of(held), files.read("kafka"));
    }

    @Test
    void partIsGivenUpAfterFourTriesThatWereSeenWhateverWasBefore() {
        assertFalse(watch.isHopeless(kafka(State.BACKOFF, 7)));
        assertFalse(watch.isHopeless(kafka(State.BACKOFF, 10)));
        assertFalse(watch.isHopeless(kafka(State.STARTING, 11)));
        assertTrue(watch.isHopeless(kafka(State.BACKOFF, 11)));
    }

    private static PartState kafka(State state, int restarts) {
        return new PartState("kafka", state, 0, null, Instant.EPOCH, restarts, 19092, null);
    }
}
