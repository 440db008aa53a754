package io.tandem.local.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.local.StandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignsTest {
    @TempDir
    Path root;

    @BeforeEach
    void twoModules() throws IOException {
        write("pom.xml", "<modules><module>shop</module>\n<module>kit/web</module><module>empty</module></modules>");
        write("shop/src/test/java/a/RushTest.java", tagged("rush") + tagged("night"));
        write("kit/web/src/test/java/NightTest.java", tagged("night"));
        write("kit/web/src/test/java/PlainTest.java", "@Tag(\"slow\") class PlainTest {}");
        write("shop/src/main/java/Main.java", tagged("not-a-test"));
    }

    @Test
    void findsWhatTestsAreTaggedWith() throws IOException {
        assertEquals(Map.of("night", Set.of("kit/web", "shop"), "rush", Set.of("shop")), new Campaigns(root).modules());
    }

    @Test
    void runsOnlyTheModulesThatHaveIt() throws IOException {
        assertEquals(
                List.of(
                        "-pl",
                        "kit/web,shop",
                        "-am",
                        "-Dgroups=campaign-night",
                        "-Dtandem.campaign=night",
                        "-Dtandem.campaign.seed=7"),
                new Campaigns(root).mavenArguments("night", 7L));
    }

    @Test
    void namesTheKnownOnesWhenThereIsNoneOfThatName() throws IOException {
        Campaigns campaigns = new Campaigns(root);
        StandException refusal = assertThrows(StandException.class, () -> campaigns.mavenArguments("day", null));
        assertEquals("There is no campaign \"day\"; there are night, rush.", refusal.getMessage());
    }

    @Test
    void sizeIsTheShortOneUnlessTheLauncherAsksForMore() {
        assertEquals(3, Campaign.size(3, 1_000));
        System.setProperty(Campaign.LONG_FORM, "rush");
        try {
            assertEquals(1_000, Campaign.size(3, 1_000));
        } finally {
            System.clearProperty(Campaign.LONG_FORM);
        }
    }

    @Test
    void seedIsRepeatableAndTold() {
        System.setProperty(Campaign.SEED, "42");
        try {
            assertEquals(Campaign.random().nextInt(), Campaign.random().nextInt());
            String line = Campaign.line("rush", "3 sold");
            assertTrue(line.startsWith("campaign rush, short form: 3 sold (seed 42, "), line);
        } finally {
            System.clearProperty(Campaign.SEED);
        }
    }

    private static String tagged(String name) {
        return "@Tag(\"" + Campaign.TAG + name + "\") void it() {}\n";
    }

    private void write(String file, String content) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
