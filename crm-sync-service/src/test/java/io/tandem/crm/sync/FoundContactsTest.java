package io.tandem.crm.sync;

import static io.tandem.crm.CrmApi.awaitOnTimeline;
import static io.tandem.crm.CrmApi.scored;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.MAYA;
import static io.tandem.crm.Story.minute;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountPerson;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.Topics;
import io.tandem.crm.Story;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People whom HubSpot knows by an email that is not the first of theirs, so that it takes nobody else with it. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class FoundContactsTest {
    @Inject
    AgroalDataSource database;

    @Inject
    SyncWorker worker;

    private Story story;
    private ConnectedHubSpot hubSpot;

    @BeforeEach
    void mayaServesTheAccount() {
        story = servedBy(MAYA);
        hubSpot = new ConnectedHubSpot(database, worker);
    }

    @AfterEach
    void disconnect() {
        hubSpot.close();
    }

    @Test
    void personIsKeptTheSameWithTheContactThatHasTheirEmail() {
        String there = hubSpot.stub.data.create(
                "contacts",
                Map.of(
                        "email",
                        "silva@" + UUID.randomUUID() + ".example",
                        "hs_additional_emails",
                        "ana@" + story.domain,
                        "jobtitle",
                        "CFO"));
        String office = hubSpot.stub.data.create("companies", Map.of("name", "Harbourline Lisbon"));
        hubSpot.stub.data.put("contacts", there, office);
        hubSpot.askNow();
        UUID ana = PersonId.ofEmail("ana@" + story.domain);

        scored(story, "B3");
        hubSpot.settle();

        assertEquals(List.of("SENT", there), List.of(hubSpot.state("CONTACT", ana), hubSpot.remoteId("CONTACT", ana)));
        assertEquals(ana.toString(), hubSpot.contact(ana, "tandem_id"));
        assertEquals("Ana", hubSpot.contact(ana, "firstname"));
        assertEquals("CFO", hubSpot.contact(ana, "jobtitle"));
        assertEquals(
                office,
                hubSpot.stub.data.companyOf("contacts", Long.parseLong(there)).orElseThrow());
        assertEquals("CFO", hubSpot.details("CONTACT", ana).getString("fields.find { it.field == 'jobTitle' }.ours"));
    }

    @Test
    void ofTwoWhoAreOneThereOneIsKeptTheSame() {
        hubSpot.stub.data.tellConflictsOfEach();
        String ben = "ben@" + story.domain;
        String there = hubSpot.stub.data.create(
                "contacts",
                Map.of(
                        "email",
                        "silva@" + UUID.randomUUID() + ".example",
                        "hs_additional_emails",
                        "ana@" + story.domain + ";" + ben));
        hubSpot.askNow();

        TestTopics.send(
                Topics.SCORES,
                story.scored(
                        7,
                        "B3",
                        41.4,
                        story.signupOf("ana@" + story.domain, "Ana Ribeiro", null),
                        new AccountPerson(PersonId.ofEmail(ben), "u-2", ben, "Ben Okafor", null, 3, minute(8), false)));
        awaitOnTimeline(story.account, TestTopics.send(Topics.SCORES, story.signal(9, "Ben is there")));
        hubSpot.settle();

        List<UUID> both = List.of(PersonId.ofEmail("ana@" + story.domain), PersonId.ofEmail(ben));
        assertEquals(
                Set.of("SENT", "MERGED"),
                Set.copyOf(both.stream()
                        .map(person -> hubSpot.state("CONTACT", person))
                        .toList()));
        both.forEach(person -> assertEquals(there, hubSpot.remoteId("CONTACT", person)));
    }
}
