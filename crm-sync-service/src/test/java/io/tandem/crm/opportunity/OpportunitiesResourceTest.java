package io.tandem.crm.opportunity;

import static io.restassured.RestAssured.given;
import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.as;
import static io.tandem.crm.CrmApi.of;
import static io.tandem.crm.CrmApi.relationship;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.JONAS;
import static io.tandem.crm.Story.MAYA;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tandem.contracts.Event;
import io.tandem.contracts.OpportunityAdvanced;
import io.tandem.contracts.OpportunityAdvanced.Outcome;
import io.tandem.contracts.RelationshipChanged;
import io.tandem.contracts.Topics;
import io.tandem.crm.AuditedChanges;
import io.tandem.crm.Story;
import io.tandem.crm.caller.Author;
import io.tandem.crm.domain.OpportunityStage;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.web.Roles;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class OpportunitiesResourceTest {
    private static final String OPPORTUNITIES = "/api/v1/opportunities";
    private static final Map<String, Object> AMOUNT = Map.of("amount", "36000.00", "currency", "USD");

    @Inject
    AuditedChanges audited;

    @Inject
    OpportunityService service;

    private Story story;

    @BeforeEach
    void mayaServesTheAccount() {
        story = servedBy(MAYA);
    }

    @Test
    void opportunityIsOpenedAndOthersAreTold() {
        String place = maya().body(opportunity("Rollout in Lisbon"))
                .post(OPPORTUNITIES)
                .then()
                .statusCode(201)
                .body("stage", equalTo("DISCOVERY"))
                .body("outcome", equalTo("OPEN"))
                .body("amount", equalTo(AMOUNT))
                .body("forecastCategory", equalTo("PIPELINE"))
                .extract()
                .header("Location");

        as(Roles.ANALYST).get(place).then().statusCode(200).body("name", equalTo("Rollout in Lisbon"));
        var record = relationship(story.account);
        assertEquals("OPPORTUNITY", record.getString("timeline[0].kind"));
        assertEquals("Opportunity \"Rollout in Lisbon\" opened", record.getString("timeline[0].text"));
        assertEquals(List.of(MAYA.email() + " OPPORTUNITY_OPENED"), audited.of(story.account));
        var advanced = told(OpportunityAdvanced.class, 1).get(0);
        assertEquals("Discovery", advanced.stage());
        assertEquals(new BigDecimal("36000.00"), advanced.amount().amount());
        assertTrue(last(told(RelationshipChanged.class, 2)).openOpportunity());
    }

    @Test
    void wonOpportunityMakesACustomerAndReopensAsAProspectNoMore() {
        String place = open("Rollout");
        move(place, Map.of("stage", "CLOSE", "outcome", "WON", "exception", "Signed at the fair"))
                .statusCode(200)
                .body("outcome", equalTo("WON"))
                .body("closedAt", notNullValue())
                .body("stageWords", equalTo("Closed won"));

        assertEquals("CUSTOMER", relationship(story.account).getString("stage"));
        assertFalse(last(told(RelationshipChanged.class, 3)).openOpportunity());
        var won = last(told(OpportunityAdvanced.class, 2));
        assertEquals(Outcome.WON, won.outcome());
        move(place, Map.of("stage", "PROCUREMENT")).statusCode(200).body("closedAt", nullValue());
        assertTrue(last(told(RelationshipChanged.class, 4)).openOpportunity());
    }

    @Test
    void whatWasLostComesBackToWhereItWas() {
        String place = open("Rollout");
        move(place, Map.of("stage", "CLOSE", "outcome", "LOST", "reason", "No budget"))
                .statusCode(200);

        move(place, Map.of("stage", "PROCUREMENT"))
                .statusCode(409)
                .body("unmet.stage", hasItems("DEMO", "TECHNICAL_EVALUATION", "BUSINESS_CASE", "PROCUREMENT"));
        move(place, Map.of("stage", "CLOSE", "outcome", "WON"))
                .statusCode(409)
                .body("unmet.stage", hasItems("DEMO", "CLOSE"));
        move(place, Map.of("stage", "DISCOVERY")).statusCode(200).body("closeReason", nullValue());
    }

    @Test
    void whatWasMarkedAsWonByMistakeMakesNoCustomer() {
        String place = open("Rollout");
        move(place, Map.of("stage", "CLOSE", "outcome", "WON", "exception", "Signed at the fair"))
                .statusCode(200);
        move(place, Map.of("stage", "CLOSE", "outcome", "LOST", "reason", "They signed with another"))
                .statusCode(200);

        assertEquals("PROSPECT", relationship(story.account).getString("stage"));
        move(place, Map.of("stage", "CLOSE", "outcome", "WON")).statusCode(200);
        assertEquals("CUSTOMER", relationship(story.account).getString("stage"));
    }

    @Test
    void lossNeedsAReasonAndOutcomesAreForCloseOnly() {
        String place = open("Rollout");

        move(place, Map.of("stage", "CLOSE", "outcome", "LOST"))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("reason")));
        move(place, Map.of("stage", "CLOSE")).statusCode(400).body("errors.field", equalTo(List.of("outcome")));
        move(place, Map.of("stage", "DEMO", "outcome", "WON"))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("outcome")));
        move(place, Map.of("stage", "CLOSE", "outcome", "LOST", "reason", "No budget"))
                .statusCode(200)
                .body("closeReason", equalTo("No budget"));
        move(place, Map.of("stage", "CLOSE", "outcome", "LOST", "reason", "No budget"))
                .statusCode(409);
    }

    @Test
    void nameIsTakenWhileItIsOpen() {
        open("Rollout");

        maya().body(opportunity("rollout")).post(OPPORTUNITIES).then().statusCode(409);
        String other = open("Second");
        maya().body(change("Rollout", List.of())).put(other).then().statusCode(409);
    }

    @Test
    void changeFromAnOldVersionIsRefused() {
        String place = open("Rollout");
        Map<String, Object> change = new HashMap<>(change("Rollout", List.of()));
        change.put("version", 99);

        maya().body(change).put(place).then().statusCode(409);
        move(place, Map.of("stage", "DEMO", "exception", "x", "version", 99)).statusCode(409);
    }

    @Test
    void onlyTheOwnerOrAnAdminMayWrite() {
        String place = open("Rollout");
        for (RequestSpecification other : List.of(as(Roles.AE, JONAS.email()), as(Roles.ANALYST))) {
            other.body(opportunity("Other")).post(OPPORTUNITIES).then().statusCode(403);
            other.body(change("Other", List.of())).put(place).then().statusCode(403);
            other.body(Map.of("stage", "DEMO")).put(place + "/stage").then().statusCode(403);
        }
        given().contentType(ContentType.JSON)
                .body(opportunity("Other"))
                .post(OPPORTUNITIES)
                .then()
                .statusCode(401);
        admin().body(opportunity("Other")).post(OPPORTUNITIES).then().statusCode(201);
    }

    @Test
    void listIsFilteredAndCutIntoPages() {
        open("First");
        open("Second");
        String lost = open("Third");
        move(lost, Map.of("stage", "CLOSE", "outcome", "LOST", "reason", "No budget"))
                .statusCode(200);

        maya().queryParam("accountId", story.account)
                .queryParam("outcome", "OPEN")
                .get(OPPORTUNITIES)
                .then()
                .body("items.name", equalTo(List.of("Second", "First")));
        String cursor = maya().queryParam("limit", 2)
                .get(of(story.account) + "/opportunities")
                .then()
                .body("items.name", equalTo(List.of("Third", "Second")))
                .extract()
                .path("nextCursor");
        maya().queryParam("cursor", cursor)
                .get(of(story.account) + "/opportunities")
                .then()
                .body("items.name", equalTo(List.of("First")));
        maya().queryParam("owner", MAYA.email().toUpperCase(Locale.ROOT))
                .get(OPPORTUNITIES)
                .then()
                .body("items.name", hasItem("Second"));
        maya().queryParam("stage", "LUNCH").get(OPPORTUNITIES).then().statusCode(400);
        maya().queryParam("accountId", "x").get(OPPORTUNITIES).then().statusCode(400);
        admin().get(of(new Story().account) + "/opportunities").then().statusCode(404);
    }

    @Test
    void allFaultsAreNamedAtOnce() {
        maya().body("{}")
                .post(OPPORTUNITIES)
                .then()
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("accountId", "name"));
        Map<String, Object> faulty = new HashMap<>(opportunity("x".repeat(201)));
        faulty.put("amount", Map.of("amount", "-1", "currency", "USD"));
        maya().body(faulty)
                .post(OPPORTUNITIES)
                .then()
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("name", "amount.amount"));
        faulty.put("amount", Map.of("amount", "1", "currency", "XQQ"));
        maya().body(faulty).post(OPPORTUNITIES).then().statusCode(400).body("errors.field", equalTo(List.of("amount")));
        maya().body(opportunity("x".repeat(70_000))).post(OPPORTUNITIES).then().statusCode(413);
        maya().body("{\"name\":").post(OPPORTUNITIES).then().statusCode(400);
        Map<String, Object> unknown = new HashMap<>(opportunity("Rollout"));
        unknown.put("confirmed", List.of("met"));
        maya().body(unknown)
                .post(OPPORTUNITIES)
                .then()
                .statusCode(400)
                .body("errors.field", equalTo(List.of("confirmed[0]")));
    }

    @Test
    void repeatedRequestWithOneKeyIsCarriedOutOnce() {
        String key = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            maya().header("Idempotency-Key", key)
                    .body(opportunity("Rollout"))
                    .post(OPPORTUNITIES)
                    .then()
                    .statusCode(201);
        }
        maya().get(of(story.account) + "/opportunities").then().body("items.size()", equalTo(1));
    }

    @Test
    void whatTheCrmTellsIsKeptWithoutAskingForCriteria() {
        Story unserved = new Story();
        UUID id = UUID.randomUUID();
        Author crm = Author.machine("hubspot");
        CrmOpportunity told = new CrmOpportunity(
                unserved.account,
                "From the CRM",
                OpportunityStage.PROCUREMENT,
                "Contract sent",
                Outcome.OPEN,
                null,
                null,
                null,
                null);
        service.put(id, told, crm);
        service.put(id, told, crm);

        admin().get(OPPORTUNITIES + "/" + id)
                .then()
                .statusCode(200)
                .body("stageWords", equalTo("Contract sent"))
                .body("stage", equalTo("PROCUREMENT"));
        admin().get(OPPORTUNITIES + "/" + id + "/history").then().body("size()", equalTo(1));
        assertEquals("OPPORTUNITY", relationship(unserved.account).getString("timeline[0].kind"));
    }

    private <E extends Event.OfAccount> List<E> told(Class<E> type, int count) {
        return TestTopics.await(Topics.RELATIONSHIPS, type, count, event -> event.accountId()
                        .equals(story.account))
                .stream()
                .map(TestTopics.Sent::event)
                .toList();
    }

    private static <E> E last(List<E> events) {
        return events.get(events.size() - 1);
    }

    private String open(String name) {
        return maya().body(opportunity(name))
                .post(OPPORTUNITIES)
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
    }

    private static ValidatableResponse move(String place, Map<String, Object> request) {
        return maya().body(request).put(place + "/stage").then();
    }

    private Map<String, Object> opportunity(String name) {
        return Map.of("accountId", story.account, "name", name, "amount", AMOUNT, "closeDate", "2026-06-30");
    }

    private static Map<String, Object> change(String name, List<String> confirmed) {
        return Map.of("name", name, "amount", AMOUNT, "forecastCategory", "BEST_CASE", "confirmed", confirmed);
    }

    private static RequestSpecification maya() {
        return as(Roles.AE, MAYA.email());
    }
}
