package io.tandem.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.local.StandException;
import io.tandem.local.cli.Api.Answer;
import io.tandem.local.stand.Stand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives a new stand what every walk through it needs: a source that may send, and reps who take accounts. */
public final class Seed {
    /** Nobody works the demo's handoffs off, and a benchmark opens thousands: they should still find an owner. */
    private static final int CAPACITY = 100_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SOURCE_NAME = "Demo product";
    private static final Map<String, String> REPS =
            Map.of("maya", "Maya Lindqvist", "jonas", "Jonas Weber", "priya", "Priya Raman", "tomas", "Tomas Novak");

    private final Api admin;
    private final Path file;

    public Seed(Stand stand) {
        this.admin = new Api(stand, "admin");
        this.file = stand.home().resolve("demo-source.json");
    }

    /** The write key of the demo source, if the stand has been seeded. */
    public Optional<String> writeKey() {
        return read().map(source -> source.path("writeKey").asText());
    }

    public Optional<String> sourceId() {
        return read().map(source -> source.path("id").asText());
    }

    /** Creates what is missing; says what it created. */
    public String plant() {
        boolean source = plantSource();
        int reps = plantReps();
        return !source && reps == 0
                ? ""
                : "seeded" + (source ? " the demo source" : "") + (reps > 0 ? " and " + reps + " reps" : "");
    }

    private boolean plantSource() {
        // The key is shown only once, so a source whose key got lost is of no use: another takes its place.
        Set<String> known = admin.all("/api/v1/sources").stream()
                .map(source -> source.path("id").asText())
                .collect(Collectors.toSet());
        if (read().filter(source -> known.contains(source.path("id").asText())).isPresent()) {
            return false;
        }
        Answer created = admin.post("/api/v1/sources", Map.of("name", SOURCE_NAME, "kind", "SERVER"));
        if (created.status() != 201) {
            throw refused("the demo source", created);
        }
        write(created.body());
        return true;
    }

    private int plantReps() {
        int created = 0;
        // While all have received alike, the first of them is next: the tour names who that is.
        List<String> inTurn = List.of("maya", "jonas", "priya", "tomas");
        for (String rep : inTurn) {
            Answer answer = admin.post(
                    "/api/v1/reps",
                    Map.of(
                            "name",
                            REPS.get(rep),
                            "email",
                            rep + "@tandem.example",
                            "weight",
                            1,
                            "priority",
                            inTurn.size() - inTurn.indexOf(rep),
                            "capacity",
                            CAPACITY,
                            "motions",
                            List.of("SALES_ASSIST", "SALES_LED")));
            if (answer.status() == 201) {
                created++;
            } else if (answer.status() != 409) {
                throw refused("the rep " + rep, answer);
            }
        }
        return created;
    }

    private Optional<JsonNode> read() {
        try {
            return Files.exists(file) ? Optional.of(JSON.readTree(file.toFile())) : Optional.empty();
        } catch (IOException e) {
            throw new StandException("Cannot read " + file + ": delete it, then run ./tandem up again.", e);
        }
    }

    private void write(JsonNode source) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, source.toPrettyString() + "\n");
        } catch (IOException e) {
            throw new StandException("Cannot write " + file + ".", e);
        }
    }

    private static StandException refused(String what, Answer answer) {
        return new StandException("Could not create " + what + ": " + answer.status() + " " + answer.body());
    }
}
