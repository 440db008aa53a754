package io.tandem.local.stand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.local.stand.PartState.State;
import io.tandem.local.stand.RunFiles.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {
    @TempDir
    Path home;

    private Stand stand;
    private RunFiles files;

    @BeforeEach
    void openFiles() {
        stand = Stand.of(Path.of("/tandem"), Map.of("TANDEM_HOME", home.toString(), "TANDEM_PORT", "9000"));
        files = new RunFiles(stand);
    }

    @Test
    void remembersPartsAndTheStand() {
        PartState gateway = new PartState(
                "gateway", State.UP, 42, Instant.parse("2026-01-01T00:00:00Z"), Instant.EPOCH, 1, 9000, "well");
        PartState kafka = new PartState("kafka", State.WAITING, 0, null, Instant.EPOCH, 0, 19092, null);
        files.write(gateway);
        files.write(kafka);
        files.writeStand(stand);
        assertEquals(List.of(kafka, gateway), files.parts());
        assertEquals(Optional.of(stand), files.readStand());
    }

    @Test
    void passesARequestOnOnce() {
        files.writeStand(stand);
        files.ask("kafka", Request.RESTART);
        assertTrue(files.isAsked("kafka", Request.RESTART));
        assertFalse(files.isAsked("kafka", Request.HOLD));
        assertTrue(files.withdraw("kafka", Request.RESTART));
        assertFalse(files.withdraw("kafka", Request.RESTART));
    }

    @Test
    void leavesNothingBehind() {
        files.writeStand(stand);
        files.deleteAll();
        assertFalse(Files.exists(stand.run()));
        assertEquals(List.of(), files.parts());
    }
}
