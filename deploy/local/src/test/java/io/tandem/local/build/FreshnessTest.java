package io.tandem.local.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.local.stand.PartName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshnessTest {
    private static final Module SHOP =
            new Module("shop", "target/shop.jar", List.of("shared", "shop", "menu/openapi.yaml"));
    private static final Instant BUILT = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path root;

    @BeforeEach
    void build() throws IOException {
        write("pom.xml", BUILT.minusSeconds(100));
        write("shared/src/main/java/Shared.java", BUILT.minusSeconds(100));
        write("shop/pom.xml", BUILT.minusSeconds(100));
        write("shop/src/main/java/Shop.java", BUILT.minusSeconds(100));
        write("menu/openapi.yaml", BUILT.minusSeconds(100));
        write("menu/pom.xml", BUILT.plusSeconds(100));
        write("shop/target/shop.jar", BUILT);
        for (String directory :
                List.of("shared/src/main/java", "shared/src/main", "shop/src/main/java", "shop/src/main")) {
            touch(directory, BUILT.minusSeconds(100));
        }
    }

    @Test
    void leavesAloneWhatIsNewerThanItsSources() {
        assertEquals(List.of(), stale());
    }

    @Test
    void buildsWhatWasNeverBuilt() throws IOException {
        Files.delete(root.resolve("shop/target/shop.jar"));
        assertEquals(List.of(SHOP), stale());
    }

    @Test
    void buildsWhenASourceOfADependencyChanged() throws IOException {
        touch("shared/src/main/java/Shared.java", BUILT.plusSeconds(1));
        assertEquals(List.of(SHOP), stale());
    }

    @Test
    void buildsWhenASingleFileOfAnotherModuleChanged() throws IOException {
        touch("menu/openapi.yaml", BUILT.plusSeconds(1));
        assertEquals(List.of(SHOP), stale());
    }

    @Test
    void gatewayIsBuiltFromTheDescriptionsThatItShows() {
        assertTrue(Module.of(PartName.GATEWAY).sources().contains("routing-service/openapi.yaml"));
        assertFalse(Module.of(PartName.ROUTING).sources().contains("routing-service/openapi.yaml"));
    }

    @Test
    void buildsWhenASourceWasDeleted() throws IOException {
        Files.delete(root.resolve("shop/src/main/java/Shop.java"));
        assertEquals(List.of(SHOP), stale());
    }

    @Test
    void buildsWhenAVersionChangedInTheParent() throws IOException {
        touch("pom.xml", BUILT.plusSeconds(1));
        assertEquals(List.of(SHOP), stale());
    }

    @Test
    void doesNotBuildForATest() throws IOException {
        write("shop/src/test/java/ShopTest.java", BUILT.plusSeconds(1));
        assertEquals(List.of(), stale());
    }

    private List<Module> stale() {
        return new Freshness(root).stale(List.of(SHOP));
    }

    private void write(String file, Instant changed) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), file);
        touch(file, changed);
    }

    private void touch(String file, Instant changed) throws IOException {
        Files.setLastModifiedTime(root.resolve(file), FileTime.from(changed));
    }
}
