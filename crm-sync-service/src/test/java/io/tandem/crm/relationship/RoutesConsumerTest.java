package io.tandem.crm.relationship;

import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.awaitOnTimeline;
import static io.tandem.crm.CrmApi.body;
import static io.tandem.crm.CrmApi.of;
import static io.tandem.crm.Story.JONAS;
import static io.tandem.crm.Story.MAYA;
import static io.tandem.crm.Story.minute;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.Event;
import io.tandem.contracts.HandoffAccepted;
import io.tandem.contracts.HandoffDeclined;
import io.tandem.contracts.Motion;
import io.tandem.contracts.RelationshipChanged;
import io.tandem.contracts.Topics;
import io.tandem.crm.SeenEvents;
import io.tandem.crm.Story;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class RoutesConsumerTest {
    private final Story story = new Story();

    @Inject
    SeenEvents seen;

    @Test
    void accountServedByPeopleHasARelationship() {
        UUID decision = send(story.decided(1, Motion.SALES_LED, MAYA));
        var seen = awaitOnTimeline(story.account, decision);

        assertEquals("SALES_LED", seen.getString("motion"));
        assertEquals("PROSPECT", seen.getString("stage"));
        assertEquals(MAYA.email(), seen.getString("owner.email"));
        assertFalse(seen.getBoolean("ownerSetByHuman"));
        assertEquals(minute(1).toString(), seen.getString("createdAt"));
        assertEquals(List.of(decision.toString()), seen.getList("timeline.id"));
        assertEquals("Sales-led, owner Maya Lind: estimated at 36,000 USD a year", seen.getString("timeline[0].text"));
        assertNull(seen.get("handoff"));
        assertNull(seen.get("score"));
    }

    @Test
    void accountThatServesItselfHasNoneUntilAHandoff() {
        seen.await(
                List.of(send(story.decided(1, Motion.SELF_SERVE, null)), send(story.decided(2, Motion.NURTURE, null))));
        admin().get(of(story.account)).then().statusCode(404);
        admin().get(of(story.account) + "/timeline").then().statusCode(404);

        var handedOver = awaitOnTimeline(story.account, send(story.opened(9, null)));

        assertEquals(minute(9).toString(), handedOver.getString("createdAt"));
        assertEquals(3, handedOver.getList("timeline").size(), "what came before is told, too");
    }

    @Test
    void decisionThatContinuesAHandoffMakesARelationship() {
        var seen = awaitOnTimeline(story.account, send(story.decided(1, Motion.SELF_SERVE, null, story.handoff)));

        assertEquals("SELF_SERVE", seen.getString("motion"));
    }

    @Test
    void showsTheHandoffFromOpeningToAcceptance() {
        var open = awaitOnTimeline(story.account, send(story.opened(1, null)));
        assertEquals(story.handoff.toString(), open.getString("handoff.id"));
        assertEquals("SALES_ASSIST", open.getString("motion"));
        assertNull(open.get("handoff.owner"));
        assertNull(open.get("owner"));
        assertEquals(
                "Handoff waits for a free rep: ran out of projects; 3 people use the product",
                open.getString("timeline[0].text"));

        var assigned = awaitOnTimeline(story.account, send(story.assigned(2, MAYA)));
        assertEquals(MAYA.name(), assigned.getString("handoff.owner.name"));
        assertEquals(MAYA.name(), assigned.getString("owner.name"));
        assertNull(assigned.get("handoff.acceptedAt"));

        var accepted = awaitOnTimeline(story.account, send(story.accepted(3, MAYA)));
        assertEquals(minute(3).toString(), accepted.getString("handoff.acceptedAt"));
        assertEquals(2, accepted.getList("handoff.reasons").size());
        assertEquals(minute(61).toString(), accepted.getString("handoff.dueAt"));
    }

    @Test
    void passesOnWhatCameOfAHandoff() {
        send(story.opened(1, MAYA));
        var declined = awaitOnTimeline(story.account, send(story.declined(2, MAYA, "On leave")));
        assertEquals("Handoff declined by Maya Lind: On leave", declined.getString("timeline[0].text"));
        assertNull(declined.get("handoff.owner"));
        assertEquals(
                MAYA.name(), declined.getString("owner.name"), "the relationship stays hers until it is another's");

        send(story.assigned(3, JONAS));
        var accepted = awaitOnTimeline(story.account, send(story.accepted(4, JONAS)));
        assertEquals(JONAS.name(), accepted.getString("handoff.owner.name"));
        assertEquals(
                story.declined(2, MAYA, "On leave"),
                TestTopics.await(Topics.RELATIONSHIPS, HandoffDeclined.class, event -> event.accountId()
                        .equals(story.account)));
        assertEquals(
                story.accepted(4, JONAS),
                TestTopics.await(Topics.RELATIONSHIPS, HandoffAccepted.class, event -> event.accountId()
                        .equals(story.account)));
    }

    @Test
    void timelineTellsTheWholeCourseOfAHandoff() {
        send(story.opened(1, MAYA));
        send(story.expired(2, MAYA));
        send(story.assigned(3, JONAS));
        send(story.accepted(4, JONAS));
        send(story.worked(5, JONAS));
        send(story.converted(6, JONAS));
        var seen = awaitOnTimeline(story.account, send(story.recycled(7, JONAS, "No budget this year")));

        assertEquals(
                List.of(
                        "Handoff put back by Jonas Weber, not before 2026-04-01: No budget this year",
                        "Handoff of Jonas Weber converted: opportunity",
                        "First touch by Jonas Weber: email",
                        "Handoff accepted by Jonas Weber",
                        "Handoff assigned to Jonas Weber",
                        "Handoff not taken in time by Maya Lind"),
                seen.getList("timeline.text", String.class).subList(0, 6));
        assertEquals("SELF_SERVE", seen.getString("motion"));
        assertEquals(JONAS.name(), seen.getString("owner.name"));
    }

    @Test
    void laterDecisionWithoutAnOwnerTakesTheOwnerFromNobody() {
        send(story.decided(1, Motion.SALES_LED, MAYA));
        var seen = awaitOnTimeline(story.account, send(story.decided(2, Motion.SELF_SERVE, null)));

        assertEquals("SELF_SERVE", seen.getString("motion"));
        assertEquals(MAYA.email(), seen.getString("owner.email"));
    }

    @Test
    void decisionOlderThanTheOneHeldChangesNothing() {
        send(story.decided(5, Motion.SALES_LED, MAYA));
        var seen = awaitOnTimeline(story.account, send(story.decided(2, Motion.SALES_ASSIST, JONAS)));

        assertEquals("SALES_LED", seen.getString("motion"));
        assertEquals(MAYA.email(), seen.getString("owner.email"));
        assertEquals(minute(2).toString(), seen.getString("createdAt"));
    }

    @Test
    void tellsOthersWhenPeopleTakeOverAndWhenTheOwnerChanges() {
        send(story.decided(1, Motion.SELF_SERVE, null));
        send(story.opened(2, null));
        send(story.assigned(3, MAYA));
        send(story.accepted(4, MAYA));
        send(story.decided(5, Motion.SALES_ASSIST, MAYA));
        awaitOnTimeline(story.account, send(story.decided(6, Motion.SALES_LED, JONAS)));

        List<RelationshipChanged> told = told(3);
        assertEquals(
                List.of(minute(2), minute(3), minute(6)),
                told.stream().map(RelationshipChanged::changedAt).toList());
        assertNull(told.get(0).owner());
        assertEquals(MAYA, told.get(1).owner());
        assertEquals(JONAS, told.get(2).owner());
        assertFalse(told.get(2).ownerSetByHuman());
        assertEquals("PROSPECT", told.get(2).stage());
    }

    @Test
    void doesNotAnswerItsOwnEcho() {
        awaitOnTimeline(story.account, send(story.decided(1, Motion.SALES_LED, MAYA)));
        admin().body(body(JONAS)).put(of(story.account) + "/owner").then().statusCode(200);
        told(2);

        // Routing learns of the new owner and repeats it; a machine that has not learnt of it yet names the old one.
        send(story.decided(10, Motion.SALES_LED, JONAS));
        send(story.opened(11, JONAS));
        awaitOnTimeline(story.account, send(story.decided(12, Motion.SALES_LED, MAYA)));

        admin().body(body(MAYA)).put(of(story.account) + "/owner").then().statusCode(200);
        assertEquals(
                List.of(MAYA, JONAS, MAYA),
                told(3).stream().map(RelationshipChanged::owner).toList());
    }

    @Test
    void ignoresRedeliveredEvent() {
        for (Event event : List.of(
                story.decided(1, Motion.SALES_LED, MAYA),
                story.opened(2, JONAS),
                story.assigned(3, MAYA),
                story.declined(3, MAYA, null),
                story.accepted(4, JONAS),
                story.expired(5, JONAS),
                story.worked(5, JONAS),
                story.converted(5, JONAS),
                story.recycled(5, JONAS, "Not now"))) {
            UUID id = send(event);
            TestTopics.send(Topics.ROUTES, id, event);
            awaitOnTimeline(story.account, send(story.decided(1, Motion.SALES_LED, null)));
            TestTopics.send(Topics.ROUTES, id, event);
            var seen = awaitOnTimeline(story.account, send(story.decided(1, Motion.SALES_LED, null)));

            assertEquals(1, Collections.frequency(seen.getList("timeline.id"), id.toString()), event.toString());
        }
        assertEquals(
                List.of(MAYA, JONAS, MAYA, JONAS),
                told(4).stream().map(RelationshipChanged::owner).toList());
    }

    /** All that was told of this account: exactly as many as expected. */
    private List<RelationshipChanged> told(int expected) {
        List<RelationshipChanged> told =
                TestTopics.await(Topics.RELATIONSHIPS, RelationshipChanged.class, expected, this::isOurs).stream()
                        .map(TestTopics.Sent::event)
                        .toList();
        assertEquals(expected, told.size());
        return told;
    }

    private boolean isOurs(RelationshipChanged changed) {
        return changed.accountId().equals(story.account);
    }

    private static UUID send(Event event) {
        return TestTopics.send(Topics.ROUTES, event);
    }
}
