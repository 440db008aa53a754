package io.tandem.local.stand;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One small file per process, by which every command knows what runs without asking the supervisor. */
public final class RunFiles {
    /** The name under which the supervisor itself is noted. */
    public static final String SUPERVISOR = "supervisor";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final Path directory;

    public RunFiles(Stand stand) {
        this.directory = stand.run();
    }

    public void write(PartState state) {
        writeWhole(directory.resolve(state.part() + ".json"), state);
    }

    public Optional<PartState> read(String part) {
        return read(directory.resolve(part + ".json"), PartState.class);
    }

    /** Every noted process of the stand except the supervisor, in the order of {@link PartName}. */
    public List<PartState> parts() {
        List<PartState> states = new ArrayList<>();
        for (PartName part : PartName.values()) {
            read(part.label()).ifPresent(states::add);
        }
        return states;
    }

    /** Notes how the running stand was configured, so that commands need not be told again. */
    public void writeStand(Stand stand) {
        writeWhole(directory.resolve("stand.json"), stand);
    }

    public Optional<Stand> readStand() {
        return read(directory.resolve("stand.json"), Stand.class);
    }

    /** Asks the supervisor to do this with the part when its process ends next. */
    public void ask(String part, Request request) {
        try {
            Files.writeString(request.file(directory, part), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAsked(String part, Request request) {
        return Files.exists(request.file(directory, part));
    }

    public boolean withdraw(String part, Request request) {
        try {
            return Files.deleteIfExists(request.file(directory, part));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void deleteAll() {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a directory and all that is in it; a symbolic link goes, not what it points to. */
    public static void deleteTree(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (var files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeWhole(Path file, Object value) {
        try {
            Files.createDirectories(directory);
            Path next = Files.createTempFile(directory, "next", ".tmp");
            JSON.writeValue(next.toFile(), value);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> Optional<T> read(Path file, Class<T> type) {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), type));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** What a command wants the supervisor to do once a process has ended. */
    public enum Request {
        /** Start it again at once: its end was wanted. */
        RESTART,
        /** Leave it stopped until this is withdrawn. */
        HOLD;

        private Path file(Path directory, String part) {
            return directory.resolve(part + "." + name().toLowerCase(Locale.ROOT));
        }
    }
}
