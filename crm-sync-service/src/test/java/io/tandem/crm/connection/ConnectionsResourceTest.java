package io.tandem.crm.connection;

import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.as;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.crm.AuditedChanges;
import io.tandem.crm.hubspot.HubSpotStub;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.web.Roles;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class ConnectionsResourceTest {
    private static final String CONNECTIONS = "/api/v1/connections";

    private static HubSpotStub hubSpot;

    @Inject
    AuditedChanges audited;

    @Inject
    CredentialVault vault;

    private final List<String> made = new ArrayList<>();

    @BeforeAll
    static void hubSpotIsThere() {
        hubSpot = new HubSpotStub();
    }

    @AfterAll
    static void hubSpotIsAway() {
        hubSpot.close();
    }

    @AfterEach
    void disconnect() {
        made.forEach(id -> admin().delete(CONNECTIONS + "/" + id).then().statusCode(204));
    }

    @Test
    void connectsInOneCallWithTheUsualFields() {
        String id = connect(body());

        admin().get(CONNECTIONS + "/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("ACTIVE"))
                .body("fields.size()", greaterThan(15))
                .body("fields.property", hasItem("tandem_score"))
                .body("notices", equalTo(CONNECTIONS + "/" + id + "/notices"));
        as(Roles.ANALYST).get(CONNECTIONS).then().statusCode(200).body("id", hasItem(id));
        assertEquals(List.of("CONNECTION_MADE"), actions(id));
    }

    @Test
    void tellsWhetherItWorks() {
        admin().post(CONNECTIONS + "/" + connect(body()) + "/test")
                .then()
                .statusCode(200)
                .body("works", equalTo(true))
                .body("says", equalTo("HubSpot account 4711"));
        Map<String, Object> wrong = body();
        wrong.put("credentials", Map.of("accessToken", "wrong"));
        admin().post(CONNECTIONS + "/" + connect(wrong) + "/test")
                .then()
                .statusCode(200)
                .body("works", equalTo(false))
                .body("says", containsString("Authentication credentials not found"));
    }

    @Test
    void credentialsAreNeverShownAndStoredEncrypted() {
        String id = connect(body());
        for (String answer : List.of(
                admin().get(CONNECTIONS).asString(),
                admin().get(CONNECTIONS + "/" + id).asString(),
                String.join("", audited.detailsOf(UUID.fromString(id))))) {
            assertFalse(answer.contains(HubSpotStub.TOKEN), answer);
        }
        UUID one = UUID.randomUUID();
        byte[] sealed = vault.seal(one, Map.of("accessToken", HubSpotStub.TOKEN));
        assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains(HubSpotStub.TOKEN));
        assertEquals(Map.of("accessToken", HubSpotStub.TOKEN), vault.open(one, sealed));
        assertThrows(IllegalStateException.class, () -> vault.open(UUID.randomUUID(), sealed));
        sealed[sealed.length - 1] ^= 1;
        assertThrows(IllegalStateException.class, () -> vault.open(one, sealed));
    }

    @Test
    void allFaultsAreNamedAtOnce() {
        Map<String, Object> wrong = body();
        wrong.put("address", "ftp://crm.example");
        wrong.put("credentials", Map.of("password", "x"));
        wrong.put(
                "fields",
                List.of(
                        Map.of("kind", "COMPANY", "field", "score", "property", "tandem_score", "policy", "CRM"),
                        Map.of("kind", "COMPANY", "field", "colour", "property", "colour", "policy", "OURS")));
        admin().body(wrong)
                .post(CONNECTIONS)
                .then()
                .statusCode(400)
                .body(
                        "errors.field",
                        containsInAnyOrder(
                                "address",
                                "credentials.accessToken",
                                "credentials.password",
                                "fields[0].policy",
                                "fields[1].field"));
    }

    @Test
    void nameIsTakenOnce() {
        Map<String, Object> body = body();
        connect(body);
        admin().body(body).post(CONNECTIONS).then().statusCode(409);
    }

    @Test
    void repeatedRequestWithOneKeyConnectsOnce() {
        Map<String, Object> body = body();
        String key = UUID.randomUUID().toString();
        String id = admin().header("Idempotency-Key", key)
                .body(body)
                .post(CONNECTIONS)
                .path("id");
        made.add(id);
        admin().header("Idempotency-Key", key)
                .body(body)
                .post(CONNECTIONS)
                .then()
                .statusCode(201)
                .body("id", equalTo(id));
    }

    @Test
    void fieldsAreMappedAnew() {
        String id = connect(body());
        int version = admin().get(CONNECTIONS + "/" + id).path("version");
        Map<String, Object> mapping = Map.of(
                "version",
                version,
                "fields",
                List.of(Map.of(
                        "kind", "COMPANY", "field", "owner", "property", "hubspot_owner_id", "policy", "LATEST")));
        admin().body(mapping)
                .put(CONNECTIONS + "/" + id + "/fields")
                .then()
                .statusCode(200)
                .body("fields.policy", equalTo(List.of("LATEST")));
        admin().body(mapping).put(CONNECTIONS + "/" + id + "/fields").then().statusCode(409);
    }

    @Test
    void stagesAreMappedAsUsualByConnecting() {
        String id = connect(body());
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> as(Roles.ANALYST)
                .get(CONNECTIONS + "/" + id + "/stages")
                .then()
                .statusCode(200)
                .body("pipeline", equalTo("default"))
                .body("stages.find { it.stage == 'DEMO' }.crmStages[0]", equalTo("presentationscheduled"))
                .body("stages.find { it.stage == 'LOST' }.crmStages", equalTo(List.of("closedlost")))
                .body("pipelines.id", equalTo(List.of("default", "renewals"))));
    }

    @Test
    void stagesAreHeldAgainstWhatTheCrmHas() {
        String id = connect(body());
        String path = CONNECTIONS + "/" + id + "/stages";
        Map<String, Object> mapping = new HashMap<>(Map.of(
                "pipeline",
                "default",
                "stages",
                List.of(
                        Map.of("stage", "DEMO", "crmStages", List.of("qualifiedtobuy", "4001")),
                        Map.of("stage", "DEMO", "crmStages", List.of()),
                        Map.of("stage", "WON", "crmStages", List.of("closedlost")))));
        // A CRM that does not answer for a moment is asked again.
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> admin().body(mapping)
                .put(path)
                .then()
                .statusCode(400)
                .body(
                        "errors.field",
                        containsInAnyOrder("stages[0].crmStages[1]", "stages[1].stage", "stages[2].crmStages[0]"))
                .body("errors.detail", hasItem("is lost there")));
        mapping.put("pipeline", "other");
        admin().body(mapping).put(path).then().statusCode(400).body("errors.field", equalTo(List.of("pipeline")));
        as(Roles.AE).body(mapping).put(path).then().statusCode(403);

        mapping.put("pipeline", "renewals");
        mapping.put("stages", List.of(Map.of("stage", "PROCUREMENT", "crmStages", List.of("4001"))));
        mapping.put("version", 77);
        admin().body(mapping).put(path).then().statusCode(409);
        mapping.remove("version");
        admin().body(mapping)
                .put(path)
                .then()
                .statusCode(200)
                .body("stages.find { it.stage == 'PROCUREMENT' }.crmStages", equalTo(List.of("4001")))
                .body("stages.find { it.stage == 'DEMO' }.crmStages", equalTo(List.of()));
        assertEquals(List.of("CONNECTION_MADE", "CONNECTION_STAGES_MAPPED"), actions(id));
    }

    @Test
    void whoHasNoStagesOfItsOwnIsNotMapped() {
        Map<String, Object> webhook = body();
        webhook.put("system", "WEBHOOK");
        webhook.put("credentials", Map.of("secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        String path = CONNECTIONS + "/" + connect(webhook) + "/stages";
        admin().get(path).then().statusCode(200).body("stages", equalTo(List.of()));
        admin().body(Map.of("pipeline", "default", "stages", List.of()))
                .put(path)
                .then()
                .statusCode(409);
    }

    @Test
    void pausesAndGoesOn() {
        String id = connect(body());
        admin().post(CONNECTIONS + "/" + id + "/pause").then().statusCode(200).body("state", equalTo("PAUSED"));
        admin().post(CONNECTIONS + "/" + id + "/resume").then().statusCode(200).body("state", equalTo("ACTIVE"));
        assertEquals(List.of("CONNECTION_MADE", "CONNECTION_PAUSED", "CONNECTION_RESUMED"), actions(id));
    }

    @Test
    void onlyAdminsConnect() {
        as(Roles.AE).body(body()).post(CONNECTIONS).then().statusCode(403);
        as(Roles.ANALYST).body(body()).post(CONNECTIONS).then().statusCode(403);
        as("somebody-else").get(CONNECTIONS).then().statusCode(403);
        admin().get(CONNECTIONS + "/" + UUID.randomUUID()).then().statusCode(404);
        admin().get(CONNECTIONS).then().body("id", not(hasItem("x")));
    }

    private String connect(Map<String, Object> body) {
        String id = admin().body(body)
                .post(CONNECTIONS)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        made.add(id);
        return id;
    }

    private List<String> actions(String id) {
        return audited.of(UUID.fromString(id)).stream()
                .map(entry -> entry.substring(entry.lastIndexOf(' ') + 1))
                .toList();
    }

    private static Map<String, Object> body() {
        return new HashMap<>(Map.of(
                "name",
                "HubSpot " + UUID.randomUUID(),
                "system",
                "HUBSPOT",
                "address",
                hubSpot.address().toString(),
                "credentials",
                Map.of("accessToken", HubSpotStub.TOKEN)));
    }
}
