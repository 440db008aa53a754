package io.tandem.crm;

import static io.tandem.crm.CrmApi.awaitOnTimeline;
import static io.tandem.crm.CrmApi.relationship;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.Event;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The samples that the contracts keep are understood as they are, byte by byte. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class GoldenSamplesTest {
    @Inject
    ObjectMapper json;

    @Inject
    SeenEvents seen;

    @Test
    void samplesMakeAWholeRelationship() throws IOException {
        UUID account =
                json.readValue(sample("AccountScored"), AccountScored.class).accountId();
        seen.await(List.of(
                send(Topics.SCORES, account, "SignalDetected"),
                send(Topics.SCORES, account, "AccountActivated"),
                send(Topics.SCORES, account, "AccountScored"),
                send(Topics.ROUTES, account, "RouteDecided"),
                send(Topics.ROUTES, account, "HandoffOpened"),
                send(Topics.ROUTES, account, "HandoffDeclined"),
                send(Topics.ROUTES, account, "HandoffExpired"),
                send(Topics.ROUTES, account, "HandoffWorked"),
                send(Topics.ROUTES, account, "HandoffConverted"),
                send(Topics.ROUTES, account, "HandoffRecycled"),
                send(Topics.ROUTES, account, "HandoffAssigned")));

        var whole = awaitOnTimeline(account, send(Topics.ROUTES, account, "HandoffAccepted"));

        assertEquals("Harbourline Logistics", whole.getString("name"));
        assertEquals("B3", whole.getString("score.grade"));
        assertEquals("Logistics", whole.getString("firmographics.industry"));
        assertEquals("12500000.00", whole.getString("firmographics.annualRevenue.amount"));
        assertEquals("provider", whole.getString("firmographics.provenance.annualRevenue"));
        assertEquals("SELF_SERVE", whole.getString("motion"));
        assertEquals("Maya Lind", whole.getString("owner.name"));
        assertEquals(List.of("Ana Ribeiro", "Ben Okafor", "Chloe Martin"), whole.getList("stakeholders.name"));
        assertEquals(2, whole.getList("handoff.reasons").size());
        assertEquals("2026-03-09T16:05:00Z", whole.getString("handoff.acceptedAt"));
        assertEquals(12, whole.getList("timeline").size());

        seen.await(List.of(send(Topics.PRIVACY, account, "PersonErasureRequested")));
        assertEquals(
                List.of("Ben Okafor", "Chloe Martin"), relationship(account).getList("stakeholders.name"));
    }

    @Test
    void samplesOfLinksAndPersonsAreUnderstood() throws IOException {
        UUID part = UUID.fromString("3c7bbf2e-54f8-5a4a-8df8-0c14ab0fd3d6");
        seen.await(List.of(
                send(Topics.SCORES, part, "AccountMerged"),
                send(Topics.SCORES, part, "AccountSeparated"),
                send(Topics.PRIVACY, part, "ContactSuppressed"),
                send(Topics.PRIVACY, part, "PersonExportRequested")));
    }

    private static UUID send(String topic, UUID account, String type) throws IOException {
        UUID id = UUID.randomUUID();
        TestTopics.sendRaw(topic, account.toString(), id, type, sample(type));
        return id;
    }

    private static byte[] sample(String type) throws IOException {
        try (var sample = Event.class.getResourceAsStream("/samples/" + type + ".json")) {
            return sample.readAllBytes();
        }
    }
}
