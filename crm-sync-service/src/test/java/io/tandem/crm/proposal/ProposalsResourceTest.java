package io.tandem.crm.proposal;

import static io.restassured.RestAssured.given;
import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.as;
import static io.tandem.crm.CrmApi.relationship;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.JONAS;
import static io.tandem.crm.Story.MAYA;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tandem.crm.AuditedChanges;
import io.tandem.crm.Story;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.web.Roles;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class ProposalsResourceTest {
    private static final String PROPOSALS = "/api/v1/proposals";

    @Inject
    AuditedChanges audited;

    @Inject
    DataSource database;

    private Story story;

    @BeforeEach
    void mayaServesTheAccount() {
        story = servedBy(MAYA);
    }

    @Test
    void acceptedProposalOpensTheEngagement() {
        String place = draft("Rollout");
        maya().post(place + "/sending").then().statusCode(200).body("status", equalTo("SENT"));
        String engagement = decide(place, "ACCEPTED", null)
                .statusCode(200)
                .body("status", equalTo("ACCEPTED"))
                .extract()
                .path("engagementId");

        maya().get("/api/v1/engagements/" + engagement)
                .then()
                .statusCode(200)
                .body("status", equalTo("PLANNED"))
                .body("plan.name", equalTo("Rollout"))
                .body("plan.budget", equalTo(Map.of("amount", "2400.00", "currency", "EUR")))
                .body("plan.scope", equalTo("Workshop: 2 days"))
                .body("proposalId", equalTo(place.substring(place.lastIndexOf('/') + 1)));
        decide(place, "DECLINED", "Too late").statusCode(409);
        maya().body(Map.of("content", content("Rollout")))
                .post(place + "/revisions")
                .then()
                .statusCode(409);
        assertEquals(
                List.of(
                        "Engagement \"Rollout\" opened",
                        "Proposal \"Rollout\" accepted, 2952.00 EUR",
                        "Proposal \"Rollout\" sent, 2952.00 EUR, valid until " + inAMonth()),
                relationship(story.account)
                        .getList("timeline.findAll { it.kind in ['PROPOSAL', 'ENGAGEMENT'] }.text")
                        .stream()
                        .sorted()
                        .toList());
        maya().get(place + "/history")
                .then()
                .body("text", equalTo(List.of("Revision 1 drafted", "Revision 1 sent", "Accepted")));
        assertEquals(4, audited.of(story.account).size());
    }

    @Test
    void revisionsStayAndTheNewestIsOffered() {
        String place = draft("Rollout");
        decide(place, "ACCEPTED", null).statusCode(409);
        maya().post(place + "/sending").then().statusCode(200);
        maya().post(place + "/sending").then().statusCode(409);
        decide(place, "DECLINED", null).statusCode(400).body("errors.field", equalTo(List.of("reason")));
        decide(place, "DECLINED", "100% too much").statusCode(200).body("reason", equalTo("100% too much"));

        maya().body(Map.of("content", content("Smaller rollout")))
                .post(place + "/revisions")
                .then()
                .statusCode(200)
                .body("status", equalTo("DRAFT"))
                .body("revision", equalTo(2));

        maya().get(place + "/revisions").then().body("content.title", equalTo(List.of("Rollout", "Smaller rollout")));
        String page = maya().get(place + "/page")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .extract()
                .asString();
        assertTrue(page.contains("Smaller rollout"), page);
        byte[] pdf = as(Roles.ANALYST)
                .queryParam("revision", 1)
                .get(place + "/pdf")
                .then()
                .statusCode(200)
                .contentType("application/pdf")
                .extract()
                .asByteArray();
        assertEquals("%PDF-", new String(pdf, 0, 5, StandardCharsets.US_ASCII));
        maya().queryParam("revision", 3).get(place + "/pdf").then().statusCode(404);
        maya().queryParam("revision", "x").get(place + "/page").then().statusCode(400);
    }

    @Test
    void whatWasNotDecidedInTimeIsExpired() throws SQLException {
        String place = draft("Rollout");
        maya().post(place + "/sending").then().statusCode(200);
        try (var connection = database.getConnection();
                var age = connection.prepareStatement("update proposal set valid_until = '2026-01-31' where id = ?")) {
            age.setObject(1, UUID.fromString(place.substring(place.lastIndexOf('/') + 1)));
            age.executeUpdate();
        }

        maya().get(place).then().body("status", equalTo("EXPIRED"));
        decide(place, "ACCEPTED", null).statusCode(409);
        for (var expected : Map.of("EXPIRED", 1, "SENT", 0).entrySet()) {
            maya().queryParam("accountId", story.account)
                    .queryParam("status", expected.getKey())
                    .get(PROPOSALS)
                    .then()
                    .body("items.size()", equalTo(expected.getValue()));
        }
    }

    @Test
    void onlyTheOwnerOrAnAdminMayWrite() {
        String place = draft("Rollout");
        for (RequestSpecification other : List.of(as(Roles.AE, JONAS.email()), as(Roles.ANALYST))) {
            other.body(proposal("Other")).post(PROPOSALS).then().statusCode(403);
            other.body(Map.of("content", content("Other")))
                    .post(place + "/revisions")
                    .then()
                    .statusCode(403);
            other.post(place + "/sending").then().statusCode(403);
            other.body(Map.of("decision", "ACCEPTED"))
                    .put(place + "/decision")
                    .then()
                    .statusCode(403);
        }
        given().contentType(ContentType.JSON)
                .body(proposal("Other"))
                .post(PROPOSALS)
                .then()
                .statusCode(401);
        admin().body(proposal("Other")).post(PROPOSALS).then().statusCode(201);
    }

    @Test
    void faultsAreNamed() {
        maya().body("{}")
                .post(PROPOSALS)
                .then()
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("accountId", "content"));
        Map<String, Object> content = new HashMap<>(content("Rollout"));
        content.put("currency", "XQQ");
        content.put("validUntil", "2026-01-31");
        maya().body(Map.of("accountId", story.account, "content", content))
                .post(PROPOSALS)
                .then()
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("content.currency", "content.validUntil"));
        content.put("items", List.of());
        maya().body(Map.of("accountId", story.account, "content", content))
                .post(PROPOSALS)
                .then()
                .statusCode(400)
                .body("errors.field", equalTo(List.of("content.items")));
        maya().body(Map.of("accountId", story.account, "opportunityId", UUID.randomUUID(), "content", content("x")))
                .post(PROPOSALS)
                .then()
                .statusCode(404);
        maya().body(proposal("x".repeat(70_000))).post(PROPOSALS).then().statusCode(413);
        maya().body("{\"content\":").post(PROPOSALS).then().statusCode(400);
        maya().body(Map.of("content", content("x"), "version", 7))
                .post(draft("Versioned") + "/revisions")
                .then()
                .statusCode(409);
        admin().body(Map.of("accountId", new Story().account, "content", content("x")))
                .post(PROPOSALS)
                .then()
                .statusCode(404);
    }

    private String draft(String title) {
        String key = UUID.randomUUID().toString();
        String first = draft(title, key);
        assertEquals(first, draft(title, key));
        return first;
    }

    private String draft(String title, String key) {
        return maya().header("Idempotency-Key", key)
                .body(proposal(title))
                .post(PROPOSALS)
                .then()
                .statusCode(201)
                .body("status", equalTo("DRAFT"))
                .extract()
                .header("Location");
    }

    private Map<String, Object> proposal(String title) {
        return Map.of("accountId", story.account, "content", content(title));
    }

    private static Map<String, Object> content(String title) {
        return Map.of(
                "title",
                title,
                "items",
                List.of(Map.of("description", "Workshop", "quantity", 2, "unit", "days", "unitPrice", "1200.00")),
                "currency",
                "EUR",
                "taxPercent",
                23,
                "validUntil",
                inAMonth());
    }

    private static String inAMonth() {
        return LocalDate.now(ZoneOffset.UTC).plusMonths(1).toString();
    }

    private static ValidatableResponse decide(String place, String decision, String reason) {
        Map<String, Object> request = new HashMap<>(Map.of("decision", decision));
        request.put("reason", reason);
        return maya().body(request).put(place + "/decision").then();
    }

    private static RequestSpecification maya() {
        return as(Roles.AE, MAYA.email());
    }
}
