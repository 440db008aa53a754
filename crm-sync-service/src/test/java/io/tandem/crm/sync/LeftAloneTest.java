package io.tandem.crm.sync;

import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.of;
import static io.tandem.crm.CrmApi.scored;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.MAYA;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.ContactSuppressed;
import io.tandem.contracts.ContactSuppressed.Source;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.Topics;
import io.tandem.crm.Story;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is not to be contacted, as people say in a CRM and as admins say here. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class LeftAloneTest {
    private static final String BOX = "tandem_do_not_contact";

    @Inject
    AgroalDataSource database;

    @Inject
    SyncWorker worker;

    private Story story;
    private String email;
    private UUID ana;
    private ConnectedHubSpot hubSpot;

    @BeforeEach
    void anaIsInHubSpot() {
        story = scored(servedBy(MAYA), "B3");
        email = "ana@" + story.domain;
        ana = PersonId.ofEmail(email);
        hubSpot = new ConnectedHubSpot(database, worker);
        hubSpot.settle();
    }

    @AfterEach
    void disconnect() {
        hubSpot.close();
    }

    @Test
    void whoeverTicksTheBoxInHubSpotIsHeardByEveryPlay() {
        tick("true");
        assertEquals(List.of(true), told(1));
        wish(true);

        tick("false");
        assertEquals(List.of(true, false), told(2));
        wish(false);
        assertEquals("false", hubSpot.held("CONTACT", "contacts", ana, BOX));
    }

    @Test
    void nobodyInHubSpotUndoesWhatAnAdminSaid() {
        TestTopics.send(Topics.PRIVACY, new ContactSuppressed(ana, email, true, "asked", Instant.now()));
        Awaitility.await().untilAsserted(() -> {
            hubSpot.settle();
            assertEquals("true", hubSpot.held("CONTACT", "contacts", ana, BOX));
        });

        tick("false");
        hubSpot.settle();

        assertEquals("true", hubSpot.held("CONTACT", "contacts", ana, BOX));
        assertEquals(
                "true", hubSpot.details("CONTACT", ana).getString("fields.find { it.field == 'doNotContact' }.ours"));
    }

    @Test
    void boxThatNobodyTickedInARecordThatOursWentIntoSaysNothing() {
        admin().body(Map.of("doNotContact", true))
                .put(of(story.account) + "/stakeholders/" + ana + "/preferences")
                .then()
                .statusCode(200);
        hubSpot.settle();
        String stranger = hubSpot.stub.data.create("contacts", Map.of("email", email, BOX, "false"));
        hubSpot.stub.data.merge("contacts", hubSpot.remoteId("CONTACT", ana), stranger);
        hubSpot.askNow();
        hubSpot.settle();

        assertEquals(stranger, hubSpot.remoteId("CONTACT", ana));
        wish(true);
        assertEquals("true", hubSpot.held("CONTACT", "contacts", ana, BOX));
    }

    private void tick(String box) {
        hubSpot.stub.data.edit("contacts", hubSpot.remoteId("CONTACT", ana), Map.of(BOX, box));
        hubSpot.askNow();
    }

    private void wish(boolean doNotContact) {
        admin().get(of(story.account) + "/stakeholders/" + ana + "/preferences")
                .then()
                .statusCode(200)
                .body("doNotContact", equalTo(doNotContact));
    }

    private List<Boolean> told(int times) {
        return TestTopics.await(
                        Topics.PRIVACY,
                        ContactSuppressed.class,
                        times,
                        event -> event.source() == Source.PREFERENCE
                                && event.personId().equals(ana))
                .stream()
                .map(sent -> sent.event().suppressed())
                .toList();
    }
}
