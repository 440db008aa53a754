package io.tandem.crm.stakeholder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.crm.domain.DecisionRole;
import io.tandem.crm.domain.Influence;
import io.tandem.crm.domain.StakeholderMap;
import io.tandem.crm.domain.Stance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MapDrawingTest {
    private static final Path PICTURE = Path.of("../docs/images/stakeholder-map.svg");

    /** {@code -Ddocs.update=true} draws the picture of the documentation anew. */
    @Test
    void pictureOfTheDocumentationIsWhatIsDrawn() throws IOException {
        String drawn = MapDrawing.of(StakeholderMap.of(harbourline()), "Stakeholders of Harbourline Logistics") + "\n";
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PICTURE, drawn);
        }
        assertEquals(Files.readString(PICTURE), drawn);
    }

    @Test
    void namesAreNoMarkup() {
        String drawn = MapDrawing.of(
                StakeholderMap.of(List.of(member(1, "<script>alert(1)</script>", null, null, null, null, null, false))),
                "Stakeholders of A & B");

        assertFalse(drawn.contains("<script"), drawn);
        assertTrue(drawn.contains("A &amp; B"), drawn);
    }

    @Test
    void controlCharactersDoNotSpoilTheDrawing() {
        assertTrue(MapDrawing.of(StakeholderMap.of(List.of()), "A\u000BB").contains("<title>A B</title>"));
    }

    @Test
    void emptyMapSaysSo() {
        assertTrue(MapDrawing.of(StakeholderMap.of(List.of()), "Nobody").contains("No stakeholders are known yet."));
    }

    private static List<StakeholderMap.Member> harbourline() {
        return List.of(
                member(
                        1,
                        "Inês Carvalho",
                        "Chief Financial Officer",
                        DecisionRole.ECONOMIC_BUYER,
                        Influence.HIGH,
                        Stance.NEUTRAL,
                        null,
                        false),
                member(
                        2,
                        "Ana Ribeiro",
                        "Head of Operations",
                        DecisionRole.CHAMPION,
                        Influence.HIGH,
                        Stance.SUPPORTIVE,
                        1,
                        false),
                member(
                        3,
                        "Ben Okafor",
                        "Platform engineer",
                        DecisionRole.TECHNICAL_EVALUATOR,
                        Influence.MEDIUM,
                        Stance.SUPPORTIVE,
                        2,
                        false),
                member(4, "Chloe Martin", "Dispatcher", DecisionRole.END_USER, Influence.LOW, null, 2, false),
                member(
                        5,
                        "Rui Faria",
                        "Head of procurement",
                        DecisionRole.LEGAL_PROCUREMENT,
                        Influence.MEDIUM,
                        Stance.OPPOSED,
                        1,
                        false),
                member(6, "Tom Becker", "IT manager", DecisionRole.BLOCKER, Influence.MEDIUM, Stance.OPPOSED, 5, true));
    }

    private static StakeholderMap.Member member(
            int id,
            String name,
            String title,
            DecisionRole role,
            Influence influence,
            Stance stance,
            Integer reportsTo,
            boolean left) {
        UUID superior = reportsTo == null ? null : new UUID(0, reportsTo);
        return new StakeholderMap.Member(new UUID(0, id), name, title, role, influence, stance, superior, left);
    }
}
