package io.tandem.local.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Whether what was built is older than what it was built from. */
public final class Freshness {
    private final Path root;

    public Freshness(Path root) {
        this.root = root;
    }

    public List<Module> stale(List<Module> modules) {
        return modules.stream().filter(this::isStale).toList();
    }

    private boolean isStale(Module module) {
        Path product = module.product(root);
        if (!Files.exists(product)) {
            return true;
        }
        long built = product.toFile().lastModified();
        return Stream.concat(
                        Stream.of(root.resolve("pom.xml")),
                        module.sources().stream()
                                .map(root::resolve)
                                .flatMap(source -> Files.isDirectory(source)
                                        ? Stream.of(source.resolve("pom.xml"), source.resolve("src/main"))
                                        : Stream.of(source)))
                .anyMatch(source -> newest(source) > built);
    }

    private static long newest(Path tree) {
        if (!Files.exists(tree)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            // Directories count too: a file that was deleted changes only its directory.
            return files.mapToLong(file -> file.toFile().lastModified()).max().orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
