package io.tandem.crm.interaction;

import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.as;
import static io.tandem.crm.CrmApi.of;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.JONAS;
import static io.tandem.crm.Story.MAYA;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.tandem.crm.Story;
import io.tandem.crm.caller.Author;
import io.tandem.crm.domain.InteractionKind;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.web.Roles;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class InteractionSearchTest {
    private static final String WHEN = "2026-03-04T10:00:00Z";

    @Inject
    InteractionService service;

    private Story story;
    private String interactions;

    @BeforeEach
    void mayaServesTheAccount() {
        story = servedBy(MAYA);
        interactions = of(story.account) + "/interactions";
    }

    @Test
    void whoTookPartAndWhatCameOfItIsFoundAgain() {
        String rui = maya().body(Map.of("name", "Rui Faria"))
                .post(of(story.account) + "/stakeholders")
                .then()
                .statusCode(201)
                .extract()
                .path("personId");
        String marker = UUID.randomUUID().toString();
        Map<String, Object> call = new HashMap<>(interaction("CALL", "They want 100% " + marker, false));
        call.putAll(Map.of("direction", "IN", "participants", List.of(rui), "nextStep", "Send the offer"));
        call.put("nextStepDue", "2026-03-11");
        String place = maya().body(call)
                .post(interactions)
                .then()
                .statusCode(201)
                .body("direction", equalTo("IN"))
                .body("participants", equalTo(List.of(rui)))
                .body("nextStepDue", equalTo("2026-03-11"))
                .extract()
                .header("Location");
        maya().body(interaction("NOTE", "Their secret " + marker, true))
                .post(interactions)
                .then()
                .statusCode(201);

        assertEquals(2, found(maya(), Map.of("text", marker.toUpperCase(Locale.ROOT))));
        assertEquals(1, found(admin(), Map.of("text", marker)));
        assertEquals(1, found(admin(), Map.of("text", "100% " + marker)));
        assertEquals(0, found(admin(), Map.of("text", "1_0% " + marker)));
        assertEquals(1, found(admin(), Map.of("person", rui, "kind", "CALL", "author", MAYA.email())));
        assertEquals(0, found(admin(), Map.of("person", rui, "from", "2026-03-05T00:00:00Z")));
        assertEquals(0, found(admin(), Map.of("person", rui, "to", WHEN)));
        assertEquals(1, found(admin(), Map.of("accountId", story.account, "openNextStep", true)));

        maya().body(Map.of("outcome", "Offer sent", "nextStep", "Send the offer", "nextStepDone", true))
                .put(place)
                .then()
                .statusCode(200)
                .body("outcome", equalTo("Offer sent"))
                .body("nextStepDoneAt", notNullValue())
                .body("participants", equalTo(List.of()));
        assertEquals(0, found(admin(), Map.of("accountId", story.account, "openNextStep", true)));
        as(Roles.AE, JONAS.email()).body(Map.of()).put(place).then().statusCode(403);
        maya().queryParam("from", "yesterday")
                .get("/api/v1/interactions")
                .then()
                .statusCode(400);
        maya().queryParam("kind", "LUNCH").get("/api/v1/interactions").then().statusCode(400);
    }

    @Test
    void searchIsCutIntoPages() {
        for (int i = 0; i < 3; i++) {
            maya().body(interaction("NOTE", "Note " + i, false))
                    .post(interactions)
                    .then()
                    .statusCode(201);
        }
        var first = maya().queryParam("limit", 2)
                .queryParam("accountId", story.account)
                .get("/api/v1/interactions")
                .then()
                .body("items.size()", equalTo(2))
                .extract()
                .jsonPath();
        maya().queryParam("limit", 2)
                .queryParam("accountId", story.account)
                .queryParam("cursor", first.getString("nextCursor"))
                .get("/api/v1/interactions")
                .then()
                .body("items.size()", equalTo(1))
                .body("items[0].id", not(in(first.getList("items.id"))));
    }

    @Test
    void noteOfTheCrmIsKeptOnce() {
        UUID id = UUID.randomUUID();
        CrmInteraction told = new CrmInteraction(
                story.account,
                InteractionKind.NOTE,
                "From the CRM",
                Instant.parse(WHEN),
                null,
                List.of(),
                null,
                null,
                null);
        service.put(id, told, Author.machine("hubspot"));
        service.put(id, told, Author.machine("hubspot"));

        admin().get(interactions + "/" + id).then().statusCode(200).body("author", equalTo("hubspot"));
        assertEquals(1, found(admin(), Map.of("accountId", story.account)));
    }

    private static int found(RequestSpecification reader, Map<String, Object> filter) {
        return reader.queryParams(filter)
                .get("/api/v1/interactions")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items")
                .size();
    }

    private static RequestSpecification maya() {
        return as(Roles.AE, MAYA.email());
    }

    private static Map<String, Object> interaction(String kind, String summary, boolean isPrivate) {
        return Map.of("kind", kind, "summary", summary, "occurredAt", WHEN, "private", isPrivate);
    }
}
