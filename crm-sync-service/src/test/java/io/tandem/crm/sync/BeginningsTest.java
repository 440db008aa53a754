package io.tandem.crm.sync;

import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.awaitOnTimeline;
import static io.tandem.crm.CrmApi.of;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.MAYA;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tandem.contracts.ContactSuppressed;
import io.tandem.contracts.PersonErasureRequested;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.Topics;
import io.tandem.crm.SeenEvents;
import io.tandem.crm.Story;
import io.tandem.crm.hubspot.HubSpotStub;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People and sales that begin in HubSpot. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class BeginningsTest {
    @Inject
    AgroalDataSource database;

    @Inject
    SyncWorker worker;

    @Inject
    SeenEvents seen;

    private ConnectedHubSpot connected;
    private HubSpotStub hubSpot;
    private Story story;
    private String connection;
    private String company;

    @BeforeEach
    void accountIsInHubSpot() {
        story = servedBy(MAYA);
        TestTopics.send(Topics.SCORES, story.scored(5, "B3", 41));
        awaitOnTimeline(story.account, TestTopics.send(Topics.SCORES, story.signal(6, "marker")));
        connected = new ConnectedHubSpot(database, worker);
        hubSpot = connected.stub;
        connection = connected.id.toString();
        eventually(() -> assertNotNull(hubSpot.data.byTandemId("companies").get(story.account.toString())));
        company = Long.toString(
                HubSpotStub.id(hubSpot.data.byTandemId("companies").get(story.account.toString())));
    }

    @AfterEach
    void disconnect() {
        connected.close();
    }

    @Test
    void contactOfACompanyThatWeKnowBecomesAStakeholder() {
        String email = "bruno@" + story.domain;
        String there = contact(email, company);
        String person = PersonId.ofEmail(email).toString();
        askNow();
        eventually(() -> stakeholders()
                .body("find { it.personId == '" + person + "' }.source", equalTo("CRM"))
                .body("find { it.personId == '" + person + "' }.name", equalTo("Bruno Costa"))
                .body("find { it.personId == '" + person + "' }.title", equalTo("Buyer")));
        admin().get("/api/v1/sync/" + connection + "/records/CONTACT/" + person)
                .then()
                .statusCode(200)
                .body("record.remoteId", equalTo(there))
                .body("fields.find { it.field == 'jobTitle' }.why", startsWith("Began in HubSpot "))
                .body("versions.state", hasItem("TAKEN"));

        hubSpot.data.edit("contacts", there, Map.of("jobtitle", "Head of Purchasing"));
        askNow();
        eventually(() -> stakeholders()
                .body("find { it.personId == '" + person + "' }.title", equalTo("Head of Purchasing"))
                .body("findAll { it.personId == '" + person + "' }.size()", equalTo(1)));
        assertEquals(
                1,
                hubSpot.data.alive("contacts").stream()
                        .filter(contact -> email.equals(HubSpotStub.property(contact, "email")))
                        .count());
    }

    @Test
    void erasedPersonDoesNotComeBackAndWhoWantsPeaceHasIt() {
        String erased = "erased@" + story.domain;
        String quiet = "quiet@" + story.domain;
        seen.await(List.of(
                TestTopics.send(
                        Topics.PRIVACY,
                        new PersonErasureRequested(
                                PersonId.ofEmail(erased),
                                UUID.randomUUID(),
                                story.account,
                                erased,
                                Instant.now().plusSeconds(60))),
                TestTopics.send(
                        Topics.PRIVACY,
                        new ContactSuppressed(PersonId.ofEmail(quiet), quiet, true, "asked", Instant.now()))));
        contact(erased, company);
        contact("elsewhere@" + story.domain, hubSpot.data.create("companies", Map.of("name", "Unknown")));
        contact("no email", company);
        contact(quiet, company);
        askNow();
        eventually(() -> stakeholders().body("email", equalTo(List.of(quiet))).body("doNotContact", hasItem(true)));
        askNow();
        stakeholders().body("email", equalTo(List.of(quiet)));
    }

    @Test
    void dealOfACompanyThatWeKnowBecomesAnOpportunity() {
        String there = deal("Pilot", "default", "presentationscheduled");
        deal("Renewal", "renewals", "4001");
        askNow();
        eventually(() -> opportunities()
                .body("items.name", equalTo(List.of("Pilot")))
                .body("items[0].stage", equalTo("DEMO"))
                .body("items[0].amount.amount", equalTo("12000.00"))
                .body("items[0].closeDate", equalTo("2026-12-31")));
        String sale = opportunities().extract().path("items[0].id");
        admin().get("/api/v1/sync/" + connection + "/records/DEAL/" + sale)
                .then()
                .statusCode(200)
                .body("fields.find { it.field == 'stage' }.why", startsWith("Began in HubSpot "));

        admin().body(Map.of("stage", "BUSINESS_CASE", "exception", "They want to see the sums"))
                .put("/api/v1/opportunities/" + sale + "/stage")
                .then()
                .statusCode(200);
        eventually(() -> assertEquals("decisionmakerboughtin", held(there, "dealstage")));
        askNow();
        eventually(() -> assertEquals(0, waiting()));
        assertEquals("72", held(there, "hubspot_owner_id"), "the owner that people there chose");
        assertEquals(
                2,
                hubSpot.data.alive("0-3").stream()
                        .filter(deal -> company.equals(HubSpotStub.property(deal, "hs_primary_associated_company")))
                        .count());
        opportunities().body("items.size()", equalTo(1));
    }

    @Test
    void dealThatWasOverBeforeWeCameStaysThere() throws SQLException {
        deal("Old", "default", "closedwon");
        try (var open = database.getConnection();
                var update = open.prepareStatement(
                        "update crm_connection set created_at = now() + interval '1 hour' where connection_id = ?")) {
            update.setObject(1, UUID.fromString(connection));
            update.executeUpdate();
        }
        deal("Present", "default", "contractsent");
        askNow();
        eventually(() -> opportunities().body("items.name", equalTo(List.of("Present"))));
    }

    private String contact(String email, String companyId) {
        String id = hubSpot.data.create(
                "contacts", Map.of("email", email, "firstname", "Bruno", "lastname", "Costa", "jobtitle", "Buyer"));
        hubSpot.data.put("contacts", id, companyId);
        return id;
    }

    private String deal(String name, String pipeline, String stage) {
        Map<String, String> deal = new HashMap<>(Map.of("dealname", name, "pipeline", pipeline, "dealstage", stage));
        deal.putAll(Map.of("amount", "12000", "closedate", "2026-12-31T00:00:00Z", "hubspot_owner_id", "72"));
        String id = hubSpot.data.create("0-3", deal);
        hubSpot.data.put("0-3", id, company);
        return id;
    }

    private String held(String deal, String property) {
        return hubSpot.data.alive("0-3").stream()
                .filter(there -> HubSpotStub.id(there) == Long.parseLong(deal))
                .map(there -> HubSpotStub.property(there, property))
                .findFirst()
                .orElse(null);
    }

    private ValidatableResponse stakeholders() {
        return admin().get(of(story.account) + "/stakeholders").then().statusCode(200);
    }

    private ValidatableResponse opportunities() {
        return admin().get(of(story.account) + "/opportunities").then().statusCode(200);
    }

    private int waiting() {
        return admin().get("/api/v1/sync").path("find { it.connectionId == '" + connection + "' }.pending");
    }

    /** As if it were time to ask HubSpot what changed. */
    private void askNow() {
        try (var open = database.getConnection();
                var update = open.createStatement()) {
            update.executeUpdate("update crm_cursor set polled_at = null");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void eventually(ThrowingRunnable assertion) {
        // Does not wait for the next second.
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            worker.look();
            assertion.run();
        });
    }
}
