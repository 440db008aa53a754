package io.tandem.local.build;

import io.tandem.local.stand.PartName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Maven module that is run from this repository, and the modules and single files that it is built from. */
public record Module(String directory, String product, List<String> sources) {
    private static final List<String> KIT = List.of("contracts", "service-kit/web", "service-kit/delivery");
    private static final String APPLICATION = "target/quarkus-app/quarkus-run.jar";

    /** What a stand runs. */
    public static final List<Module> OF_STAND =
            PartName.built().stream().map(Module::of).toList();

    /** Measures routing's decisions in its own process, too. */
    public static final Module BENCHMARKS = new Module(
            "benchmarks",
            "target/benchmarks-0.1.0-SNAPSHOT.jar",
            List.of("benchmarks", "contracts", "routing-service"));

    public static Module of(PartName part) {
        List<String> sources = new ArrayList<>(KIT);
        sources.add(part.label());
        if (part == PartName.GATEWAY) {
            // It shows the descriptions of all services.
            PartName.built().stream()
                    .filter(built -> built != PartName.GATEWAY)
                    .forEach(service -> sources.add(service.label() + "/openapi.yaml"));
        }
        return new Module(part.label(), APPLICATION, List.copyOf(sources));
    }

    Path product(Path root) {
        return root.resolve(directory).resolve(product);
    }
}
