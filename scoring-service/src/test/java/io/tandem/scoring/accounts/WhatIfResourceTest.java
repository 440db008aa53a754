package io.tandem.scoring.accounts;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.StoredText;
import io.tandem.kit.web.Roles;
import io.tandem.scoring.TestCall;
import io.tandem.scoring.score.SignalGate;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class WhatIfResourceTest extends OneAccount {
    private static final String[] EVENTS = {"Report Shared", "Plan Limit Reached", "Invite Sent", "Signed In", "Wrote"};

    @Inject
    SignalGate signals;

    @Inject
    DataSource dataSource;

    @Test
    void whatIfIsWhatReallyHappens() {
        Random random = new Random(name.hashCode());
        for (int run = 0; run < 6; run++) {
            List<Map<String, Object>> supposed = new ArrayList<>();
            List<TrackedEvent> real = new ArrayList<>();
            int many = 1 + random.nextInt(8);
            for (int i = 0; i < many; i++) {
                String user = "p" + random.nextInt(4);
                String email = user + "@" + domain;
                String event = EVENTS[random.nextInt(EVENTS.length)];
                Instant at =
                        Instant.now().minusSeconds(random.nextInt(20 * 86_400)).truncatedTo(ChronoUnit.MILLIS);
                Map<String, Object> properties = Map.of("limit", "l" + random.nextInt(3));
                supposed.add(Map.of(
                        "event",
                        event,
                        "userId",
                        user + name,
                        "email",
                        email,
                        "properties",
                        properties,
                        "timestamp",
                        at.toString()));
                real.add(TestCall.identify(user + name, Map.of("email", email))
                        .at(at)
                        .made());
                real.add(TestCall.track(event)
                        .user(user + name)
                        .with(properties)
                        .at(at)
                        .made());
            }
            JsonPath foretold = suppose(Map.of("events", supposed))
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            usage.count(real);
            // Of what nobody waits for, as somebody who arrived earlier than was known, signals hear a minute later.
            signals.look(List.of(id), Instant.now());
            JsonPath come = as(Roles.ANALYST).get(path).then().extract().jsonPath();

            assertEquals(come.getDouble("score.total"), foretold.getDouble("then.score.total"), 0.05);
            assertEquals(
                    foretold.getDouble("then.score.total") - foretold.getDouble("now.score.total"),
                    foretold.getDouble("change"),
                    0.001);
            for (String same : List.of("score.grade", "stage")) {
                assertEquals(come.getString(same), foretold.getString("then." + same), same);
            }
            for (String same : List.of("signals.name", "signals.firedAt", "score.explanation.rule")) {
                assertEquals(come.getList(same), foretold.getList("then." + same), same);
            }
            assertEquals(come.getString("activatedAt"), foretold.getString("then.activatedAt"));
        }
    }

    @Test
    void supposingStoresAndTellsNothing() {
        as(Roles.ANALYST).get(path).then().statusCode(200);
        Map<String, Object> before = stored();

        double change = suppose(Map.of(
                        "events",
                        List.of(
                                Map.of("event", "Report Shared", "email", "zoe-" + name + "@" + domain),
                                Map.of("event", "Plan Limit Reached", "userId", "ana" + name))))
                .statusCode(200)
                .body("then.signals.name", hasItem("upgrade-blocked"))
                .extract()
                .jsonPath()
                .getDouble("change");

        assertEquals(13, change, 0.1);
        assertEquals(before, stored());
        assertEquals(List.of(), StoredText.columnsHolding(dataSource, "zoe-" + name));
    }

    @Test
    void tellsWhichSupposedEventsAreByStrangers() {
        usage.count(List.of(TestCall.identify("eve" + name, Map.of("email", "eve@other" + domain))
                .made()));
        suppose(Map.of(
                        "events",
                        List.of(
                                Map.of("event", "Wrote", "userId", "ana" + name),
                                Map.of("event", "Wrote", "userId", "nobody" + name),
                                Map.of("event", "Wrote", "userId", "eve" + name),
                                Map.of("event", "Wrote", "email", "no address"),
                                Map.of("event", "Wrote"))))
                .statusCode(400)
                .body("errors.field", contains("events[3].email", "events[4].userId"));
        suppose(Map.of(
                        "events",
                        List.of(
                                Map.of("event", "Wrote", "userId", "ana" + name),
                                Map.of("event", "Wrote", "userId", "nobody" + name),
                                Map.of("event", "Wrote", "userId", "eve" + name))))
                .statusCode(400)
                .body("errors.field", contains("events[1]", "events[2]"))
                .body("errors.detail", hasItems(containsString("is not known"), containsString("another account")));
    }

    @Test
    void refusesBadSuppositions() {
        suppose(Map.of()).statusCode(400).body("errors.field", contains("events"));
        suppose(Map.of("events", List.of())).statusCode(400);
        suppose(Map.of("events", java.util.Collections.nCopies(101, Map.of("event", "a", "userId", "b"))))
                .statusCode(400)
                .body("errors.field", contains("events"));
        suppose(Map.of("events", List.of(Map.of("userId", "b"))))
                .statusCode(400)
                .body("errors.field", contains("events[0].event"));
        as(Roles.ANALYST)
                .contentType(ContentType.JSON)
                .body("{\"events\":[")
                .post(path + "/what-if")
                .then()
                .statusCode(400);
        as("visitor")
                .contentType(ContentType.JSON)
                .body(Map.of("events", List.of(Map.of("event", "a", "userId", "b"))))
                .post(path + "/what-if")
                .then()
                .statusCode(403);
        as(Roles.ANALYST)
                .contentType(ContentType.JSON)
                .body(Map.of("events", List.of(Map.of("event", "a", "userId", "b"))))
                .post("/api/v1/accounts/" + UUID.randomUUID() + "/what-if")
                .then()
                .statusCode(404);
    }

    /** All rows of this account, and how many there are of what names it indirectly. */
    private Map<String, Object> stored() {
        Map<String, Object> rows = new HashMap<>();
        for (String table : List.of("account", "account_listing", "signal", "score_point", "account_change")) {
            rows.put(
                    table,
                    database.query(
                            "SELECT to_jsonb(t)::text FROM " + table + " t WHERE "
                                    + (table.equals("account") ? "id" : "account_id") + " = ? ORDER BY 1",
                            row -> row.getString(1),
                            id));
        }
        rows.put(
                "users",
                database.query(
                        "SELECT to_jsonb(i)::text FROM identity i WHERE account_id = ? ORDER BY 1",
                        row -> row.getString(1),
                        id));
        return rows;
    }

    private ValidatableResponse suppose(Map<String, Object> request) {
        return as(Roles.ANALYST)
                .contentType(ContentType.JSON)
                .body(request)
                .post(path + "/what-if")
                .then();
    }
}
