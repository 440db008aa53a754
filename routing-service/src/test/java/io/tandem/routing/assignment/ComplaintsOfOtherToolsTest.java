package io.tandem.routing.assignment;

import static io.tandem.routing.RoutingApi.addRep;
import static io.tandem.routing.RoutingApi.as;
import static io.tandem.routing.RoutingApi.asPerson;
import static io.tandem.routing.RoutingApi.awaitHandoff;
import static io.tandem.routing.RoutingApi.decision;
import static io.tandem.routing.RoutingApi.dismissReps;
import static io.tandem.routing.RoutingApi.drainLeftovers;
import static io.tandem.routing.RoutingApi.handoffs;
import static io.tandem.routing.RoutingApi.patchRep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.HandoffOpened;
import io.tandem.contracts.Owner;
import io.tandem.contracts.RelationshipChanged;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.routing.RoutingApi.NewRep;
import io.tandem.routing.Scored;
import io.tandem.routing.SeenEvents;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What users of other tools complain of. Two more of them stand with the pure rules, in {@code PoolAssignmentTest}. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class ComplaintsOfOtherToolsTest {
    @Inject
    SeenEvents seen;

    @BeforeEach
    void nobodyIsThere() {
        dismissReps();
        drainLeftovers();
    }

    @Test
    void leadsAreNotSilentlyUnassignedAtCapacity() {
        NewRep ada = addRep("Ada", 1, 1, "SALES_LED");
        open(Scored.newAccount(CompanySize.UP_TO_5000));

        HandoffOpened waiting = open(Scored.newAccount(CompanySize.UP_TO_5000));

        assertNull(waiting.owner());
        assertEquals(
                "nobody yet: no rep of pool SALES_LED can receive now: 1 at capacity",
                decision(waiting.decisionId()).getString("ownerBecause").replaceFirst(", \\d+ switched off", ""));
        JsonPath pool = pool();
        assertEquals(1, pool.getInt("pool.queued"));
        assertNull(pool.get("next"));
        assertEquals(
                "at capacity: 1 of 1 wait for the first touch",
                pool.getString("members.find { it.repId == '%s' }.because".formatted(ada.id())));
    }

    @Test
    void inactiveUsersDoNotReceiveLeads() {
        NewRep off = addRep("Off", 100, 1000, "SALES_LED");
        NewRep ada = addRep("Ada", 1, 1000, "SALES_LED");
        Scored owned = Scored.newAccount(CompanySize.UP_TO_5000);
        Owner owner = new Owner(off.id(), "Off", off.email());
        seen.await(TestTopics.send(
                Topics.RELATIONSHIPS,
                new RelationshipChanged(owned.accountId(), owner, true, "CUSTOMER", Instant.now())));
        patchRep(off.id(), Map.of("active", false));

        for (Scored account : List.of(owned, Scored.newAccount(CompanySize.UP_TO_5000))) {
            assertEquals(ada.id(), open(account).owner().id());
        }
    }

    @Test
    void queuedWorkIsAssignedWhenCapacityFrees() {
        NewRep ada = addRep("Ada", 1, 1, "SALES_LED");
        UUID first = open(Scored.newAccount(CompanySize.UP_TO_5000)).handoffId();
        Scored waiting = Scored.newAccount(CompanySize.UP_TO_5000);
        assertNull(open(waiting).owner());

        asPerson("account-executive", ada.email())
                .post("/api/v1/handoffs/" + first + "/acceptance")
                .then()
                .statusCode(200);

        assertEquals("OPEN", handoffs(waiting.accountId()).get(0).get("status"));
        assertEquals(0, pool().getInt("pool.queued"));
    }

    @Test
    void whoSpeaksTheLanguageThatSomebodyAskedForReceives() {
        NewRep ada = addRep("Ada", 5, 50, "SALES_LED");
        NewRep zoe = addRep("Zoe", 1, 50, "SALES_LED");
        patchRep(zoe.id(), Map.of("languages", List.of("fr")));
        Scored french = Scored.newAccount(CompanySize.UP_TO_5000);

        TestTopics.send(Topics.SCORES, french.answering("language", "fr-CA"));
        HandoffOpened opened = awaitHandoff(french.accountId());

        assertEquals(zoe.id(), opened.owner().id());
        assertTrue(decision(opened.decisionId()).getString("ownerBecause").contains("who speak fr"));
        patchRep(zoe.id(), Map.of("capacity", 0));
        Scored another = Scored.newAccount(CompanySize.UP_TO_5000);
        TestTopics.send(Topics.SCORES, another.answering("language", "FR"));
        HandoffOpened fallback = awaitHandoff(another.accountId());
        assertEquals(ada.id(), fallback.owner().id());
        assertEquals(
                "nobody of pool SALES_LED who speaks fr can receive now, so the whole pool was asked",
                decision(fallback.decisionId()).getString("trace.find { it.rule == 'needs' }.because"));
    }

    private static JsonPath pool() {
        return as("analyst")
                .get("/api/v1/pools/SALES_LED")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static HandoffOpened open(Scored account) {
        TestTopics.send(Topics.SCORES, account.signup());
        return awaitHandoff(account.accountId());
    }
}
