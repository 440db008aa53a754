package io.tandem.routing.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.Owner;
import io.tandem.contracts.RelationshipChanged;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.routing.RoutingApi;
import io.tandem.routing.domain.RoutingInputs;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class RelationshipChangedConsumerTest {
    private static final Owner JONAS = new Owner(new UUID(3, 1), "Jonas", "jonas@tandem.example");
    private static final Owner PRIYA = new Owner(new UUID(3, 2), "Priya", "priya@tandem.example");
    private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");

    @Inject
    Accounts accounts;

    @Inject
    ObjectMapper json;

    @Test
    void keepsOwnerStageAndHealth() {
        UUID account = UUID.randomUUID();
        TestTopics.send(
                Topics.RELATIONSHIPS, new RelationshipChanged(account, JONAS, true, "CUSTOMER", MONDAY, true, 37));

        RoutingApi.eventually(() -> assertEquals(
                new RoutingInputs.Relationship(JONAS, true, true, "CUSTOMER", true, 37), relationship(account)));
    }

    @Test
    void readsWhatItKnowsOfAnEventFromANewerSender() throws JsonProcessingException {
        UUID account = UUID.randomUUID();
        ObjectNode event = json.valueToTree(new RelationshipChanged(account, JONAS, true, "CUSTOMER", MONDAY));
        event.put("mood", "good");
        TestTopics.sendRaw(
                Topics.RELATIONSHIPS,
                account.toString(),
                UUID.randomUUID(),
                "RelationshipChanged",
                json.writeValueAsBytes(event));

        RoutingApi.eventually(() -> assertEquals(JONAS, relationship(account).owner()));
    }

    @Test
    void olderStateChangesNothing() throws JsonProcessingException {
        UUID account = UUID.randomUUID();
        TestTopics.send(Topics.RELATIONSHIPS, new RelationshipChanged(account, JONAS, true, "CUSTOMER", MONDAY));
        TestTopics.send(
                Topics.RELATIONSHIPS,
                new RelationshipChanged(account, PRIYA, true, "PROSPECT", MONDAY.minusSeconds(60)));
        settle(account);

        assertEquals(JONAS, relationship(account).owner());
    }

    @Test
    void ignoresRedeliveredEvent() throws JsonProcessingException {
        UUID account = UUID.randomUUID();
        UUID eventId = UUID.randomUUID();
        TestTopics.send(
                Topics.RELATIONSHIPS, eventId, new RelationshipChanged(account, JONAS, true, "CUSTOMER", MONDAY));
        // Another state, so that only the event's id can tell that it was seen.
        TestTopics.send(
                Topics.RELATIONSHIPS,
                eventId,
                new RelationshipChanged(account, PRIYA, true, "CUSTOMER", MONDAY.plusSeconds(60)));
        settle(account);

        assertEquals(JONAS, relationship(account).owner());
    }

    /** Events of one key are handled in order: once this one shows, those before it were handled. */
    private void settle(UUID account) throws JsonProcessingException {
        UUID probe = UUID.randomUUID();
        byte[] marker = json.writeValueAsBytes(new RelationshipChanged(probe, JONAS, false, "PROSPECT", MONDAY));
        TestTopics.sendRaw(Topics.RELATIONSHIPS, account.toString(), UUID.randomUUID(), "RelationshipChanged", marker);
        RoutingApi.eventually(() -> assertEquals(JONAS, relationship(probe).owner()));
    }

    private RoutingInputs.Relationship relationship(UUID account) {
        return QuarkusTransaction.requiringNew().call(() -> accounts.facts(List.of(new Accounts.Asking(account, null)))
                .get(account)
                .relationship());
    }
}
