package io.tandem.crm.preference;

import static io.tandem.crm.CrmApi.as;
import static io.tandem.crm.CrmApi.of;
import static io.tandem.crm.CrmApi.relationship;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.JONAS;
import static io.tandem.crm.Story.MAYA;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.tandem.contracts.ContactSuppressed;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.Topics;
import io.tandem.crm.AuditedChanges;
import io.tandem.crm.Story;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.web.Roles;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class PreferencesResourceTest {
    @Inject
    AuditedChanges audited;

    @Inject
    EarlierPreferences earlier;

    @Inject
    AgroalDataSource database;

    private Story story;
    private String preferences;

    @BeforeEach
    void mayaServesTheAccountOfRui() {
        story = servedBy(MAYA);
        preferences = preferences(Map.of("name", "Rui"));
    }

    @Test
    void whatSomebodyAskedForIsKeptAndShown() {
        maya().get(preferences)
                .then()
                .statusCode(200)
                .body("topics", equalTo(List.of()))
                .body("updatedAt", nullValue());
        maya().body(Map.of(
                        "channel",
                        "PHONE",
                        "cadenceDays",
                        14,
                        "language",
                        "pt",
                        "topics",
                        List.of("Roadmap"),
                        "doNotContact",
                        true))
                .put(preferences)
                .then()
                .statusCode(200)
                .body("cadenceDays", equalTo(14));

        as(Roles.ANALYST)
                .get(preferences)
                .then()
                .body("channel", equalTo("PHONE"))
                .body("topics", equalTo(List.of("Roadmap")));
        assertEquals(List.of(true), relationship(story.account).getList("stakeholders.doNotContact"));
        assertEquals(
                List.of(MAYA.email() + " STAKEHOLDER_ADDED", MAYA.email() + " PREFERENCES_CHANGED"),
                audited.of(story.account));
    }

    @Test
    void everyPlayHearsWhoIsToBeLeftAlone() {
        String email = "ana@" + story.domain;
        String anas = preferences(Map.of("name", "Ana", "email", email));
        for (boolean leftAlone : List.of(true, true, false)) {
            maya().body(Map.of("doNotContact", leftAlone)).put(anas).then().statusCode(200);
        }
        List<ContactSuppressed> told =
                TestTopics.await(Topics.PRIVACY, ContactSuppressed.class, 3, event -> event.email()
                                .equals(email))
                        .stream()
                        .map(TestTopics.Sent::event)
                        .toList();
        assertEquals(
                List.of(true, true, false),
                told.stream().map(ContactSuppressed::suppressed).toList());
        assertEquals(
                Set.of(ContactSuppressed.Source.PREFERENCE),
                told.stream().map(ContactSuppressed::source).collect(Collectors.toSet()));
    }

    @Test
    void whatWasSaidBeforeOthersWereToldIsToldOnce() throws SQLException {
        String email = "eva@" + story.domain;
        String evas = preferences(Map.of("name", "Eva", "email", email));
        try (var open = database.getConnection();
                var insert = open.createStatement()) {
            insert.execute(
                    "insert into contact_preference (account_id, person_id, topics, do_not_contact, updated_at, untold)"
                            + " values ('" + story.account + "', '" + PersonId.ofEmail(email)
                            + "', '[]', true, now(), true)");
        }
        earlier.tell(new StartupEvent());
        earlier.tell(new StartupEvent());

        TestTopics.await(
                Topics.PRIVACY, ContactSuppressed.class, event -> event.email().equals(email));
        maya().body(Map.of("doNotContact", false)).put(evas).then().statusCode(200);
        assertEquals(
                List.of(true, false),
                TestTopics.await(Topics.PRIVACY, ContactSuppressed.class, 2, event -> event.email()
                                .equals(email))
                        .stream()
                        .map(sent -> sent.event().suppressed())
                        .toList());
    }

    @Test
    void refusalsAreTold() {
        maya().body(Map.of("cadenceDays", 0, "language", "Portuguese!"))
                .put(preferences)
                .then()
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("cadenceDays", "language"));
        maya().body(Map.of("version", 7)).put(preferences).then().statusCode(409);
        as(Roles.AE, JONAS.email()).body(Map.of()).put(preferences).then().statusCode(403);
        as(Roles.ANALYST).body(Map.of()).put(preferences).then().statusCode(403);
        maya().body(Map.of())
                .put(of(story.account) + "/stakeholders/" + UUID.randomUUID() + "/preferences")
                .then()
                .statusCode(404);
    }

    /** Where the preferences of somebody are who is added. */
    private String preferences(Map<String, String> somebody) {
        String person = maya().body(somebody)
                .post(of(story.account) + "/stakeholders")
                .then()
                .statusCode(201)
                .extract()
                .path("personId");
        return of(story.account) + "/stakeholders/" + person + "/preferences";
    }

    private static RequestSpecification maya() {
        return as(Roles.AE, MAYA.email());
    }
}
