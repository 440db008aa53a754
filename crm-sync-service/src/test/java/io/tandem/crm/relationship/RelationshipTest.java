package io.tandem.crm.relationship;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.crm.Story;
import io.tandem.crm.domain.Stage;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RelationshipTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    @Test
    void othersAreToldInTheOrderInWhichTheyAreTold() {
        Relationship relationship = new Relationship();
        relationship.sale(true, Stage.PROSPECT, NOW);
        relationship.stands(41, NOW.plusSeconds(5));
        Instant first = relationship.tell().changedAt();
        // A decision that was made before the health was worked out comes after it.
        relationship.ownedByDecision(Story.MAYA, NOW.plusSeconds(3));
        Instant second = relationship.tell().changedAt();
        relationship.ownedByChoice(Story.JONAS, NOW.plusSeconds(60));

        assertEquals(NOW.plusSeconds(5), first);
        assertTrue(second.isAfter(first));
        assertEquals(NOW.plusSeconds(60), relationship.tell().changedAt());
    }
}
