package io.tandem.crm.sync;

import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.as;
import static io.tandem.crm.CrmApi.awaitOnTimeline;
import static io.tandem.crm.CrmApi.relationship;
import static io.tandem.crm.CrmApi.scored;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.JONAS;
import static io.tandem.crm.Story.MAYA;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.HandoffTaskCompleted;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.Topics;
import io.tandem.crm.ConnectedCrm;
import io.tandem.crm.Story;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.web.Roles;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * An account, its people, a handoff and a sale kept the same with an Odoo that really runs, which the environment names. It
 * has to have users whose emails are {@code maya@tandem.example} and {@code jonas@tandem.example}.
 */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
@EnabledIfEnvironmentVariable(named = "TANDEM_ODOO_URL", matches = ".+")
class RealOdooSyncTest {
    private static final String URL = System.getenv("TANDEM_ODOO_URL");
    private static final String DATABASE = System.getenv("TANDEM_ODOO_DATABASE");
    private static final String USER = System.getenv("TANDEM_ODOO_USER");
    private static final String KEY = System.getenv("TANDEM_ODOO_KEY");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    AgroalDataSource database;

    @Inject
    SyncWorker worker;

    private ConnectedCrm crm;

    @AfterEach
    void disconnect() {
        crm.close();
    }

    @Test
    void accountIsKeptTheSameBothWays() throws Exception {
        Story story = scored(servedBy(MAYA), "B3");
        UUID person = PersonId.ofEmail("ana@" + story.domain);
        awaitOnTimeline(story.account, TestTopics.send(Topics.ROUTES, story.opened(7, MAYA)));
        UUID sale = UUID.fromString(as(Roles.AE, MAYA.email())
                .body(Map.of(
                        "accountId",
                        story.account,
                        "name",
                        "Pilot " + story.domain,
                        "amount",
                        Map.of("amount", 1200, "currency", currency())))
                .post("/api/v1/opportunities")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
        crm = new ConnectedCrm(
                database,
                worker::look,
                "Odoo",
                URI.create(URL),
                Map.of("database", DATABASE, "user", USER, "apiKey", KEY));
        crm.settle();

        long company = remote("COMPANY", story.account);
        JsonNode there = read("res.partner", company, "name", "website", "user_id", "x_tandem_grade");
        assertEquals("Harbourline Logistics", there.path("name").asText());
        assertEquals("https://" + story.domain, there.path("website").asText());
        assertEquals("Maya", there.path("user_id").path(1).asText());
        assertEquals("B3", there.path("x_tandem_grade").asText());
        long contact = remote("CONTACT", person);
        there = read("res.partner", contact, "name", "parent_id", "function");
        assertEquals("Ana Ribeiro", there.path("name").asText());
        assertEquals(company, there.path("parent_id").path(0).asLong());
        long task = remote("TASK", story.handoff);
        there = read("mail.activity", task, "res_id", "user_id", "summary");
        assertEquals(company, there.path("res_id").asLong());
        assertEquals("Maya", there.path("user_id").path(1).asText());
        long lead = remote("DEAL", sale);
        there = read("crm.lead", lead, "partner_id", "expected_revenue", "stage_id");
        assertEquals(company, there.path("partner_id").path(0).asLong());
        assertEquals(1200.0, there.path("expected_revenue").asDouble());

        long jonas = odoo("res.users", "search", List.of(List.of(List.of("login", "=", JONAS.email()))))
                .path(0)
                .asLong();
        write("res.partner", company, Map.of("user_id", jonas));
        write("res.partner", contact, Map.of("function", "Chief of Everything"));
        write("crm.lead", lead, Map.of("expected_revenue", 2500, "stage_id", won()));
        odoo("mail.activity", "action_feedback", List.of(List.of(task)));
        // Only of late is anybody at work on a handoff.
        crm.count("with late as (update handoff set opened_at = now() where handoff_id = '" + story.handoff
                + "' returning 1) select count(*) from late");
        crm.verifyNext();
        crm.settle();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertEquals(JONAS.email(), relationship(story.account).getString("owner.email")));
        var opportunity = admin().get("/api/v1/opportunities/" + sale)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertEquals(2500f, opportunity.getFloat("amount.amount"));
        assertEquals("WON", opportunity.getString("outcome"));
        assertTrue(relationship(story.account).getString("stakeholders").contains("Chief of Everything"));
        TestTopics.await(Topics.RELATIONSHIPS, HandoffTaskCompleted.class, event -> event.handoffId()
                .equals(story.handoff));

        odoo("res.partner", "unlink", List.of(List.of(contact)));
        crm.verifyNext();
        crm.settle();
        assertEquals("GONE", crm.state("CONTACT", person));
        assertEquals("SENT", crm.state("COMPANY", story.account));
    }

    /** In other money no amount is sent. */
    private static String currency() throws Exception {
        return odoo("res.company", "search_read", List.of(List.of(), List.of("currency_id")))
                .path(0)
                .path("currency_id")
                .path(1)
                .asText();
    }

    private static long won() throws Exception {
        return odoo("crm.stage", "search", List.of(List.of(List.of("is_won", "=", true))))
                .path(0)
                .asLong();
    }

    private long remote(String kind, UUID record) {
        return Long.parseLong(crm.remoteId(kind, record));
    }

    private static JsonNode read(String model, long id, String... fields) throws Exception {
        return odoo(model, "read", List.of(List.of(id), List.of(fields))).path(0);
    }

    private static void write(String model, long id, Map<String, Object> values) throws Exception {
        odoo(model, "write", List.of(List.of(id), values));
    }

    /** As people and other programs call it, also where the connector goes the newer way. */
    private static JsonNode odoo(String model, String method, List<?> arguments) throws Exception {
        Object uid =
                JSON.convertValue(rpc("common", "authenticate", List.of(DATABASE, USER, KEY, Map.of())), Object.class);
        return rpc("object", "execute_kw", List.of(DATABASE, uid, KEY, model, method, arguments));
    }

    private static JsonNode rpc(String service, String method, List<?> arguments) throws Exception {
        Map<String, Object> call = Map.of(
                "jsonrpc",
                "2.0",
                "method",
                "call",
                "id",
                1,
                "params",
                Map.of("service", service, "method", method, "args", arguments));
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(URL + "/jsonrpc"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(call)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        JsonNode body = JSON.readTree(answer.body());
        assertTrue(body.has("result") || !body.has("error"), body.toString());
        return body.path("result");
    }
}
