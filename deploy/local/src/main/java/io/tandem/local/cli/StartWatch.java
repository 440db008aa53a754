package io.tandem.local.cli;

import io.tandem.local.StandException;
import io.tandem.local.stand.PartName;
import io.tandem.local.stand.PartState;
import io.tandem.local.stand.PartState.State;
import io.tandem.local.stand.Processes;
import io.tandem.local.stand.RunFiles;
import io.tandem.local.stand.Stand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Watches the parts come up and says so, part by part. */
final class StartWatch {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int TRIES = 4;
    private static final int LOG_LINES = 15;
    private static final int LINE_LENGTH = 300;

    private final Stand stand;
    private final Progress progress;
    private final RunFiles runFiles;
    private final Set<String> shown = new TreeSet<>();
    private final Map<String, Integer> restartsBefore = new TreeMap<>();

    StartWatch(Stand stand, Progress progress) {
        this.stand = stand;
        this.progress = progress;
        this.runFiles = new RunFiles(stand);
    }

    /** Waits for one part only, silently. */
    void awaitOnly(String part) throws IOException, InterruptedException {
        Instant start = Instant.now();
        while (runFiles.read(part).map(PartState::state).orElse(State.UP) != State.UP) {
            failIfHopeless(runFiles.read(part).stream().toList(), start);
            Thread.sleep(50);
        }
    }

    /** Waits until every part is up that is not held. */
    void await() throws IOException, InterruptedException {
        Instant start = Instant.now();
        while (true) {
            List<PartState> parts = runFiles.parts();
            for (PartState part : parts) {
                restartsBefore.putIfAbsent(part.part(), part.restarts());
                show(part, start);
            }
            List<PartState> missing = parts.stream()
                    .filter(part -> part.state() != State.UP && part.state() != State.STOPPED)
                    .toList();
            if (missing.isEmpty() && !parts.isEmpty()) {
                return;
            }
            failIfHopeless(missing, start);
            progress.status(Progress.elapsed(start) + "  "
                    + missing.stream()
                            .filter(part -> part.state() != State.WAITING)
                            .map(part -> part.part() + " " + part.state().name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", ")));
            Thread.sleep(100);
        }
    }

    private void show(PartState part, Instant start) {
        if (part.state() == State.UP && shown.add(part.part())) {
            Duration after = Duration.between(start, part.since());
            String when = after.isNegative() ? "was up already" : Progress.seconds(after);
            progress.done(String.format(Locale.ROOT, "✔ %-17s %-15s port %d", part.part(), when, part.port()));
        }
        if (part.state() == State.BACKOFF && shown.add(part.part() + part.restarts())) {
            progress.done("✘ " + part.part() + ": " + part.detail());
        }
    }

    private void failIfHopeless(List<PartState> missing, Instant start) throws IOException {
        if (runFiles.read(RunFiles.SUPERVISOR).flatMap(Processes::find).isEmpty()) {
            throw new StandException(
                    "The supervisor ended while starting; its log is " + stand.log(RunFiles.SUPERVISOR) + ".");
        }
        for (PartState part : missing) {
            if (isHopeless(part)) {
                throw new StandException(part.part() + " does not start: " + part.detail() + "\nThe end of its log:\n"
                        + endOfLog(PartName.ofLabel(part.part()).orElseThrow()));
            }
        }
        if (Duration.between(start, Instant.now()).compareTo(PATIENCE) > 0) {
            PartState first = missing.stream()
                    .filter(part -> part.state() != State.WAITING)
                    .findFirst()
                    .orElse(missing.get(0));
            throw new StandException(first.part() + " was not ready within " + PATIENCE.toMinutes()
                    + " minutes. The end of its log:\n"
                    + endOfLog(PartName.ofLabel(first.part()).orElseThrow()));
        }
    }

    /** Whether it was tried in vain since the first look; what happened to the part before that tells nothing. */
    boolean isHopeless(PartState part) {
        int before = restartsBefore.computeIfAbsent(part.part(), unseen -> part.restarts());
        return part.state() == State.BACKOFF && part.restarts() - before >= TRIES;
    }

    private String endOfLog(PartName part) throws IOException {
        Path log = stand.log(part.label());
        if (!Files.exists(log)) {
            return "(there is none)";
        }
        List<String> lines = Files.readAllLines(log).stream()
                .map(line -> line.length() > LINE_LENGTH ? line.substring(0, LINE_LENGTH) + " …" : line)
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()))
                + "\nThe whole of it is in " + log + ".";
    }
}
