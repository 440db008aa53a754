package io.tandem.routing.handoff;

import static io.tandem.routing.RoutingApi.addRep;
import static io.tandem.routing.RoutingApi.as;
import static io.tandem.routing.RoutingApi.asPerson;
import static io.tandem.routing.RoutingApi.awaitHandoff;
import static io.tandem.routing.RoutingApi.dismissReps;
import static io.tandem.routing.RoutingApi.drainLeftovers;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.HandoffAccepted;
import io.tandem.contracts.HandoffTaskCompleted;
import io.tandem.contracts.HandoffWorked;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.routing.MovableClock;
import io.tandem.routing.RoutingApi;
import io.tandem.routing.RoutingApi.NewRep;
import io.tandem.routing.Scored;
import io.tandem.routing.SeenEvents;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reps who do their handoffs as tasks in a CRM. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class CrmTasksTest {
    private final Scored account = Scored.newAccount(CompanySize.UP_TO_5000);
    private NewRep maya;
    private UUID handoff;

    @Inject
    MovableClock clock;

    @Inject
    SeenEvents seen;

    @BeforeEach
    void mayaHasAHandoff() {
        dismissReps();
        drainLeftovers();
        maya = addRep("Maya", 1, 100, "SALES_ASSIST", "SALES_LED");
        TestTopics.send(Topics.SCORES, account.signup());
        handoff = awaitHandoff(account.accountId()).handoffId();
    }

    @Test
    void taskThatWasDoneIsTheFirstTouch() {
        Instant at = clock.instant();
        done(UUID.randomUUID(), at);
        HandoffWorked worked = TestTopics.await(
                Topics.ROUTES, HandoffWorked.class, event -> event.handoffId().equals(handoff));
        assertEquals("OTHER", worked.how());
        TestTopics.await(
                Topics.ROUTES, HandoffAccepted.class, event -> event.handoffId().equals(handoff));

        as("analyst")
                .get("/api/v1/handoffs/" + handoff + "/history")
                .then()
                .body("items.what", contains("OPENED", "ACCEPTED", "WORKED"))
                .body("items.who", contains("tandem", maya.email(), maya.email()))
                .body("items.why", contains(null, "done in HubSpot", "done in HubSpot"));
    }

    @Test
    void ignoresRedeliveredEvent() {
        UUID eventId = UUID.randomUUID();
        Instant at = clock.instant();
        done(eventId, at);
        done(eventId, at);
        // Nor does another event say more of what is worked already.
        seen.await(done(UUID.randomUUID(), at));
        awaitStatus("WORKED");

        assertEquals(
                1,
                TestTopics.present(Topics.ROUTES, HandoffWorked.class, event -> event.handoffId()
                                .equals(handoff))
                        .size());
    }

    @Test
    void whatDoesNotFitChangesNothing() {
        UUID stale = done(UUID.randomUUID(), clock.instant().minusSeconds(86_400));
        UUID unknown = TestTopics.send(
                Topics.RELATIONSHIPS,
                new HandoffTaskCompleted(account.accountId(), UUID.randomUUID(), null, "HubSpot", clock.instant()));
        seen.await(stale, unknown);
        awaitStatus("OPEN");
        asPerson("account-executive", maya.email())
                .post("/api/v1/handoffs/" + handoff + "/acceptance")
                .then()
                .statusCode(200);
        done(UUID.randomUUID(), clock.instant());
        awaitStatus("WORKED");
        assertEquals(
                1,
                TestTopics.present(Topics.ROUTES, HandoffAccepted.class, event -> event.handoffId()
                                .equals(handoff))
                        .size());
    }

    private UUID done(UUID eventId, Instant at) {
        TestTopics.send(
                Topics.RELATIONSHIPS,
                eventId,
                new HandoffTaskCompleted(account.accountId(), handoff, maya.email(), "HubSpot", at));
        return eventId;
    }

    private void awaitStatus(String status) {
        RoutingApi.eventually(
                () -> as("analyst").get("/api/v1/handoffs/" + handoff).then().body("status", equalTo(status)));
    }
}
