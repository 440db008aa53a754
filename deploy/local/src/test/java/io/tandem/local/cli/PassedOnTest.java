package io.tandem.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tandem.local.StandException;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PassedOnTest {
    @Test
    void testPassesOptionsOfMavenOn() {
        List<String> passedOn = new CommandLine(new TestCommand())
                .parseArgs("--seed", "7", "-pl", "routing-service", "-am", "-Dtest=ReplayTest")
                .unmatched();
        assertEquals(List.of("-pl", "routing-service", "-am", "-Dtest=ReplayTest"), passedOn);
    }

    @Test
    void benchTakesSizesAndRefusesASecondName() {
        BenchCommand bench = new BenchCommand();
        CommandLine line = new CommandLine(bench);
        assertEquals(
                List.of("-Dseconds=20"),
                line.parseArgs("intake", "-Dseconds=20").unmatched());
        line.parseArgs("intake", "growth");
        Assertions.assertThrows(StandException.class, bench::call);
    }
}
