package io.tandem.routing.handoff;

import static io.tandem.routing.RoutingApi.addRep;
import static io.tandem.routing.RoutingApi.as;
import static io.tandem.routing.RoutingApi.asPerson;
import static io.tandem.routing.RoutingApi.awaitHandoff;
import static io.tandem.routing.RoutingApi.dismissReps;
import static io.tandem.routing.RoutingApi.drainLeftovers;
import static io.tandem.routing.RoutingApi.eventually;
import static io.tandem.routing.RoutingApi.handoff;
import static io.tandem.routing.RoutingApi.patchRep;
import static org.hamcrest.Matchers.contains;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.HandoffAssigned;
import io.tandem.contracts.HandoffExpired;
import io.tandem.contracts.HandoffWarned;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.routing.MovableClock;
import io.tandem.routing.RoutingApi.NewRep;
import io.tandem.routing.Scored;
import io.tandem.routing.sla.SlaMark;
import io.tandem.routing.sla.SlaTimers;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The timers are those that run in production; only the clock is moved. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class HandoffDeadlinesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Scored account = Scored.newAccount(CompanySize.UP_TO_5000);

    @Inject
    MovableClock clock;

    @Inject
    StatelessSession session;

    @Inject
    SlaTimers timers;

    @Inject
    Event<SlaMark> marks;

    @BeforeEach
    void nobodyIsThereAndNothingIsDue() {
        dismissReps();
        drainLeftovers();
        QuarkusTransaction.requiringNew().run(() -> session.createNativeMutationQuery("DELETE FROM sla_timer")
                .executeUpdate());
    }

    @AfterEach
    void nobodyLooksAfterThePool() {
        managed(null);
    }

    @Test
    void ownerIsWarnedTwiceThenTheNextRepGetsIt() {
        NewRep maya = addRep("Maya", 2, 5, "SALES_LED");
        NewRep jonas = addRep("Jonas", 1, 5, "SALES_LED");
        UUID id = open();
        assertEquals(maya.email(), handoff(id).getString("owner.email"));

        moveOn(id, 50);
        awaitWarnings(1);
        moveOn(id, 80);
        List<HandoffWarned> warnings = awaitWarnings(2);
        assertEquals(
                List.of(50, 80),
                warnings.stream().map(HandoffWarned::percentUsed).toList());
        assertEquals(maya.email(), warnings.get(1).owner().email());
        assertEquals("OPEN", handoff(id).getString("status"));

        moveOn(id, 100);
        HandoffExpired expired = await(HandoffExpired.class, 1).get(0);
        assertEquals(maya.email(), expired.owner().email());
        assertEquals(
                jonas.email(), await(HandoffAssigned.class, 1).get(0).owner().email());
        assertEquals("OPEN", handoff(id).getString("status"));
        assertEquals(0, handoff(id).getInt("timeUsedPercent"));
        assertTrue(Instant.parse(handoff(id).getString("dueAt")).isAfter(clock.instant()), "the time begins anew");
        as("analyst")
                .get("/api/v1/handoffs/" + id + "/history")
                .then()
                .body("items.what", contains("OPENED", "WARNED", "WARNED", "EXPIRED", "ASSIGNED"))
                .body(
                        "items.ownerEmail",
                        contains(maya.email(), maya.email(), maya.email(), maya.email(), jonas.email()));
    }

    @Test
    void whoTookItKeepsItButIsWarnedUntilTheFirstTouch() {
        addRep("Maya", 1, 5, "SALES_LED");
        addRep("Jonas", 1, 5, "SALES_LED");
        UUID id = open();
        act(id, "acceptance", null);

        moveOn(id, 100);
        assertEquals(100, awaitWarnings(1).get(0).percentUsed());
        assertEquals("ACCEPTED", handoff(id).getString("status"));
        assertEquals(100, handoff(id).getInt("timeUsedPercent"));
    }

    @Test
    void afterTheFirstTouchNobodyIsWarned() {
        addRep("Maya", 1, 5, "SALES_LED");
        UUID id = open();
        act(id, "acceptance", null);
        act(id, "first-touch", Map.of("how", "CALL"));

        moveOn(id, 100);
        eventually(() -> assertEquals(0, timersOf(id)));
        assertEquals(List.of(), TestTopics.present(Topics.ROUTES, HandoffWarned.class, this::isOurs));
    }

    @Test
    void staysWhereItIsWhileNobodyElseIsThereThenGoesToANewcomer() {
        NewRep maya = addRep("Maya", 1, 5, "SALES_LED");
        UUID id = open();

        moveOn(id, 100);
        eventually(() -> assertEquals("EXPIRED", handoff(id).getString("status")));
        assertEquals(maya.email(), handoff(id).getString("owner.email"));
        NewRep jonas = addRep("Jonas", 1, 5, "SALES_LED");
        assertEquals("OPEN", handoff(id).getString("status"));
        assertEquals(jonas.email(), handoff(id).getString("owner.email"));
    }

    @Test
    void lateOwnerMayStillTakeWhatNobodyElseCould() {
        addRep("Maya", 1, 5, "SALES_LED");
        UUID id = open();
        moveOn(id, 100);
        eventually(() -> assertEquals("EXPIRED", handoff(id).getString("status")));

        act(id, "acceptance", null);
        assertEquals("ACCEPTED", handoff(id).getString("status"));
    }

    @Test
    void queueThatNobodyDrainsIsToldOnce() {
        UUID id = open();
        moveOn(id, 100);
        assertNull(await(HandoffExpired.class, 1).get(0).owner());
        assertEquals("QUEUED", handoff(id).getString("status"));
        eventually(() -> assertEquals(0, timersOf(id)));

        addRep("Maya", 1, 5, "SALES_LED");
        assertEquals("OPEN", handoff(id).getString("status"));
        assertEquals(1, timersOf(id), "the time begins anew");
    }

    @Test
    void whoLooksAfterThePoolIsToldAndGetsWhatNobodyElseCan() {
        NewRep maya = addRep("Maya", 1, 5, "SALES_LED");
        NewRep petra = addRep("Petra", 1, 5);
        managed(petra.email().toUpperCase(Locale.ROOT));
        UUID id = open();

        moveOn(id, 100);

        HandoffExpired expired = await(HandoffExpired.class, 1).get(0);
        assertEquals(maya.email(), expired.owner().email());
        assertEquals(petra.email(), expired.escalatedTo());
        assertEquals(
                petra.email(), await(HandoffAssigned.class, 1).get(0).owner().email());
        as("analyst")
                .get("/api/v1/handoffs/" + id + "/history")
                .then()
                .body("items.what", contains("OPENED", "EXPIRED", "ESCALATED", "ASSIGNED"))
                .body("items.why", contains(null, "due at " + expired.dueAt(), "to " + petra.email(), "escalated"))
                .body("items.ownerEmail", contains(maya.email(), maya.email(), maya.email(), petra.email()));
    }

    @Test
    void whoLooksAfterThePoolNeedBeNoRepAndIsNamedUntilSomebodyAccepts() {
        String lead = "lead-" + UUID.randomUUID() + "@tandem.example";
        managed(lead);
        addRep("Maya", 2, 5, "SALES_LED");
        NewRep jonas = addRep("Jonas", 1, 5, "SALES_LED");
        UUID id = open();

        moveOn(id, 100);
        eventually(() -> assertEquals(jonas.email(), handoff(id).getString("owner.email"), "the next in turn has it"));

        assertEquals(lead, await(HandoffExpired.class, 1).get(0).escalatedTo());
        assertEquals(lead, handoff(id).getString("escalatedTo"));
        asPerson("analyst", lead)
                .queryParam("escalatedTo", "me")
                .get("/api/v1/handoffs")
                .then()
                .body("items.id", contains(id.toString()));
        act(id, "acceptance", null);
        assertNull(handoff(id).get("escalatedTo"));
    }

    @Test
    void whatARepWhoIsSwitchedOffLeavesAfterTheFirstTouchHasAllItsTimeAgain() {
        NewRep maya = addRep("Maya", 1, 5, "SALES_LED");
        UUID id = open();
        act(id, "acceptance", null);
        act(id, "first-touch", Map.of("how", "CALL"));
        moveOn(id, 100);
        eventually(() -> assertEquals(0, timersOf(id)));

        patchRep(maya.id(), Map.of("active", false));

        assertEquals("QUEUED", handoff(id).getString("status"));
        assertTrue(Instant.parse(handoff(id).getString("dueAt")).isAfter(clock.instant()));
        assertEquals(1, timersOf(id));
        moveOn(id, 100);
        assertNull(await(HandoffExpired.class, 1).get(0).owner(), "somebody hears that it waits");
    }

    @Test
    void markThatIsToldAgainHasNoSecondEffect() {
        addRep("Maya", 2, 5, "SALES_LED");
        addRep("Jonas", 1, 5, "SALES_LED");
        UUID id = open();
        moveOn(id, 50);
        awaitWarnings(1);
        tell(new SlaMark(id, 1, 50));
        moveOn(id, 100);
        await(HandoffAssigned.class, 1);

        tell(new SlaMark(id, 1, 50));
        tell(new SlaMark(id, 1, 100));
        tell(new SlaMark(UUID.randomUUID(), 1, 100));
        act(id, "acceptance", null);

        assertEquals(
                1,
                TestTopics.present(Topics.ROUTES, HandoffExpired.class, this::isOurs)
                        .size());
        as("analyst")
                .get("/api/v1/handoffs/" + id + "/history")
                .then()
                .body("items.what", contains("OPENED", "WARNED", "EXPIRED", "ASSIGNED", "ACCEPTED"));
    }

    @Test
    void timerIsSetInTheTransactionOfWhatItIsFor() {
        UUID id = UUID.randomUUID();
        SlaTimers.Timer timer =
                new SlaTimers.Timer(new SlaMark(id, 1, 100), clock.instant().plusSeconds(3600));

        assertThrows(IllegalStateException.class, () -> QuarkusTransaction.requiringNew()
                .run(() -> {
                    timers.set(List.of(timer));
                    throw new IllegalStateException("something else failed");
                }));
        assertEquals(0, timersOf(id));
        QuarkusTransaction.requiringNew().run(() -> timers.set(List.of(timer)));
        assertEquals(1, timersOf(id));
    }

    private static void managed(String manager) {
        Map<String, Object> pool = new HashMap<>(Map.of("description", "large accounts", "afterHours", "QUEUE"));
        pool.put("manager", manager);
        as("admin").body(pool).put("/api/v1/pools/SALES_LED").then().statusCode(200);
    }

    private UUID open() {
        TestTopics.send(Topics.SCORES, account.signup());
        return awaitHandoff(account.accountId()).handoffId();
    }

    private void act(UUID id, String step, Map<String, Object> body) {
        (body == null ? as("admin") : as("admin").body(body))
                .post("/api/v1/handoffs/" + id + "/" + step)
                .then()
                .statusCode(200);
    }

    /** To just after so much of the time is used up. */
    private void moveOn(UUID id, int percent) {
        var seen = handoff(id);
        Instant since = Instant.parse(seen.getString(seen.get("assignedAt") == null ? "openedAt" : "assignedAt"));
        Duration all = Duration.between(since, Instant.parse(seen.getString("dueAt")));
        clock.moveTo(since.plus(all.multipliedBy(percent).dividedBy(100)).plus(SECOND));
    }

    private void tell(SlaMark mark) {
        QuarkusTransaction.requiringNew().run(() -> marks.fire(mark));
    }

    private List<HandoffWarned> awaitWarnings(int count) {
        return await(HandoffWarned.class, count);
    }

    private <E extends io.tandem.contracts.Event.OfAccount> List<E> await(Class<E> type, int count) {
        return TestTopics.await(Topics.ROUTES, type, count, this::isOurs).stream()
                .map(TestTopics.Sent::event)
                .toList();
    }

    private boolean isOurs(io.tandem.contracts.Event.OfAccount event) {
        return event.accountId().equals(account.accountId());
    }

    private int timersOf(UUID id) {
        return QuarkusTransaction.requiringNew().call(() -> session.createNativeQuery(
                        "SELECT count(*) FROM sla_timer WHERE task_instance LIKE :id || '.%'", Integer.class)
                .setParameter("id", id.toString())
                .getSingleResult());
    }
}
