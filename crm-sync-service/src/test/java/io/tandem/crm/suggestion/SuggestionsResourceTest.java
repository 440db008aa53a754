package io.tandem.crm.suggestion;

import static io.tandem.crm.CrmApi.as;
import static io.tandem.crm.CrmApi.of;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.JONAS;
import static io.tandem.crm.Story.MAYA;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tandem.crm.AuditedChanges;
import io.tandem.crm.Story;
import io.tandem.crm.health.HealthRound;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.web.Roles;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class SuggestionsResourceTest {
    private static final String SUGGESTIONS = "/api/v1/suggestions";

    @Inject
    HealthRound round;

    @Inject
    AuditedChanges audited;

    private Story story;
    private String ana;

    @BeforeEach
    void theChampionOfMayasAccountHasLeft() {
        story = servedBy(MAYA);
        ana = maya().body(Map.of("name", "Ana", "decisionRole", "CHAMPION", "leftOn", "2026-03-01"))
                .post(of(story.account) + "/stakeholders")
                .then()
                .statusCode(201)
                .extract()
                .path("personId");
        round.of(story.account);
    }

    @Test
    void acceptedSuggestionBecomesANextStepOfTheOwner() {
        String id = open().body("items.kind", equalTo(List.of("CHAMPION_CHANGED")))
                .extract()
                .path("items[0].id");
        maya().body(Map.of("answer", "ACCEPT"))
                .put(SUGGESTIONS + "/" + id + "/decision")
                .then()
                .statusCode(200)
                .body("status", equalTo("ACCEPTED"))
                .body("decidedBy", equalTo(MAYA.email()));

        maya().queryParam("accountId", story.account)
                .queryParam("openNextStep", true)
                .get("/api/v1/interactions")
                .then()
                .body("items.nextStep", equalTo(List.of("Ana, the champion, has left. Find another")));
        maya().body(Map.of("answer", "ACCEPT"))
                .put(SUGGESTIONS + "/" + id + "/decision")
                .then()
                .statusCode(409);
        assertTrue(audited.of(story.account).contains(MAYA.email() + " SUGGESTION_DECIDED"));
    }

    @Test
    void dismissedSuggestionIsNotMadeAgain() {
        String id = open().extract().path("items[0].id");
        maya().body(Map.of("answer", "DISMISS"))
                .put(SUGGESTIONS + "/" + id + "/decision")
                .then()
                .statusCode(400)
                .body("errors.field", equalTo(List.of("reason")));
        maya().body(Map.of("answer", "DISMISS", "reason", "Known already"))
                .put(SUGGESTIONS + "/" + id + "/decision")
                .then()
                .statusCode(200);

        round.of(story.account);

        open().body("items.size()", equalTo(0));
    }

    @Test
    void suggestionIsWithdrawnWhenItsReasonIsGone() {
        maya().body(Map.of("name", "Rui", "decisionRole", "CHAMPION"))
                .post(of(story.account) + "/stakeholders")
                .then()
                .statusCode(201);
        round.of(story.account);

        open().body("items.size()", equalTo(0));
        maya().queryParam("accountId", story.account)
                .queryParam("status", "WITHDRAWN")
                .queryParam("owner", MAYA.email())
                .get(SUGGESTIONS)
                .then()
                .body("items.size()", equalTo(1));
    }

    @Test
    void onlyTheOwnerOrAnAdminMayDecide() {
        String id = open().extract().path("items[0].id");
        String decision = SUGGESTIONS + "/" + id + "/decision";

        as(Roles.AE, JONAS.email())
                .body(Map.of("answer", "ACCEPT"))
                .put(decision)
                .then()
                .statusCode(403);
        as(Roles.ANALYST).body(Map.of("answer", "ACCEPT")).put(decision).then().statusCode(403);
        maya().body("{}").put(decision).then().statusCode(400).body("errors.field", equalTo(List.of("answer")));
        maya().body(Map.of("answer", "ACCEPT"))
                .put(SUGGESTIONS + "/" + UUID.randomUUID() + "/decision")
                .then()
                .statusCode(404);
        maya().queryParam("status", "MAYBE").get(SUGGESTIONS).then().statusCode(400);
    }

    private ValidatableResponse open() {
        return maya().queryParam("accountId", story.account)
                .get(SUGGESTIONS)
                .then()
                .statusCode(200);
    }

    private static RequestSpecification maya() {
        return as(Roles.AE, MAYA.email());
    }
}
