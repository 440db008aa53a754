package io.tandem.local.campaign;

import io.tandem.local.StandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The campaigns of this repository: whatever its tests are tagged with. */
public final class Campaigns {
    private static final Pattern MODULE = Pattern.compile("<module>(.+?)</module>");
    private static final Pattern TAGGED = Pattern.compile("@Tag\\(\"" + Campaign.TAG + "([a-z0-9-]+)\"\\)");

    private final SortedMap<String, Set<String>> modules = new TreeMap<>();

    /** Looks through the tests of every module below the root. */
    public Campaigns(Path root) throws IOException {
        for (String module : found(MODULE, root.resolve("pom.xml"))) {
            Path tests = root.resolve(module).resolve("src/test/java");
            if (Files.isDirectory(tests)) {
                for (Path source : sources(tests)) {
                    found(TAGGED, source).forEach(name -> modules.computeIfAbsent(name, unseen -> new TreeSet<>())
                            .add(module));
                }
            }
        }
    }

    /** The name of each and the modules that it runs in. */
    public Map<String, Set<String>> modules() {
        return modules;
    }

    /**
     * What to give to Maven for the long form of one.
     *
     * @param seed may be null, for a fresh one
     * @throws StandException if there is none of this name
     */
    public List<String> mavenArguments(String name, Long seed) {
        List<String> arguments = new ArrayList<>(List.of(
                "-pl",
                String.join(",", modulesOf(name)),
                "-am",
                "-Dgroups=" + Campaign.TAG + name,
                "-D" + Campaign.LONG_FORM + "=" + name));
        if (seed != null) {
            arguments.add("-D" + Campaign.SEED + "=" + seed);
        }
        return arguments;
    }

    /** @throws StandException if there is none of this name */
    public Set<String> modulesOf(String name) {
        Set<String> in = modules.get(name);
        if (in == null) {
            throw new StandException(
                    "There is no campaign \"" + name + "\"; there are " + String.join(", ", modules.keySet()) + ".");
        }
        return in;
    }

    private static List<Path> sources(Path tests) throws IOException {
        try (Stream<Path> files = Files.walk(tests)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static List<String> found(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
