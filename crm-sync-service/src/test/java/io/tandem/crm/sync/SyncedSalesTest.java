package io.tandem.crm.sync;

import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.as;
import static io.tandem.crm.CrmApi.scored;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.MAYA;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.crm.Story;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.web.Roles;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sales here, and deals that go through a pipeline of HubSpot's. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class SyncedSalesTest {
    @Inject
    AgroalDataSource database;

    @Inject
    SyncWorker worker;

    private ConnectedHubSpot hubSpot;
    private UUID sale;

    @BeforeEach
    void mayaSells() {
        Story story = scored(servedBy(MAYA), "B3");
        hubSpot = new ConnectedHubSpot(database, worker);
        sale = UUID.fromString(as(Roles.AE, MAYA.email())
                .body(Map.of("accountId", story.account, "name", "Pilot"))
                .post("/api/v1/opportunities")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
        hubSpot.settle();
        assertEquals("appointmentscheduled", deal("dealstage"));
    }

    @AfterEach
    void disconnect() {
        hubSpot.close();
    }

    @Test
    void salesMoveThroughThePipelineOfHubSpotBothWays() {
        assertEquals("default", deal("pipeline"));
        typeStage("contractsent");
        assertOpportunity("PROCUREMENT");

        as(Roles.AE, MAYA.email())
                .body(Map.of("stage", "CLOSE", "outcome", "WON", "exception", "Signed at the fair"))
                .put("/api/v1/opportunities/" + sale + "/stage")
                .then()
                .statusCode(200);
        hubSpot.settle();
        assertEquals("closedwon", deal("dealstage"));
    }

    @Test
    void stageThatStandsForNoneOfOursWaitsForAPerson() {
        mapOpenStages(Map.of("DISCOVERY", "appointmentscheduled"));
        hubSpot.settle();
        typeStage("contractsent");
        assertEquals("Contract Sent (contractsent)", openConflict("theirs"));
        assertOpportunity("DISCOVERY");
        admin().body(Map.of("keep", "CRM"))
                .post("/api/v1/sync/conflicts/" + openConflict("id") + "/resolution")
                .then()
                .statusCode(409)
                .body("detail", containsString(stages()));

        mapOpenStages(Map.of("DISCOVERY", "appointmentscheduled", "PROCUREMENT", "contractsent"));
        hubSpot.settle();
        assertOpportunity("PROCUREMENT");
        assertNull(openConflict("id"));
    }

    private String stages() {
        return "/api/v1/connections/" + hubSpot.id + "/stages";
    }

    private void mapOpenStages(Map<String, String> stages) {
        admin().body(Map.of(
                        "pipeline",
                        "default",
                        "stages",
                        stages.entrySet().stream()
                                .map(stage -> Map.of("stage", stage.getKey(), "crmStages", List.of(stage.getValue())))
                                .toList()))
                .put(stages())
                .then()
                .statusCode(200);
    }

    private void typeStage(String stage) {
        hubSpot.stub.data.edit("0-3", hubSpot.remoteId("DEAL", sale), Map.of("dealstage", stage));
        hubSpot.askNow();
    }

    private void assertOpportunity(String stage) {
        admin().get("/api/v1/opportunities/" + sale)
                .then()
                .body("stage", equalTo(stage))
                .body("outcome", equalTo("OPEN"));
    }

    private String openConflict(String field) {
        return admin().queryParam("open", true)
                .queryParam("limit", 200)
                .get("/api/v1/sync/conflicts")
                .jsonPath()
                .getString("items.find { it.recordId == '" + sale + "' }." + field);
    }

    private String deal(String property) {
        return hubSpot.held("DEAL", "0-3", sale, property);
    }
}
