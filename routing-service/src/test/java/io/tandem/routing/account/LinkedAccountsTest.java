package io.tandem.routing.account;

import static io.tandem.routing.RoutingApi.addRep;
import static io.tandem.routing.RoutingApi.awaitRouteOfSignup;
import static io.tandem.routing.RoutingApi.dismissReps;
import static io.tandem.routing.RoutingApi.handoffs;
import static io.tandem.routing.RoutingApi.settle;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountMerged;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.AccountSeparated;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Event;
import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.contracts.RelationshipChanged;
import io.tandem.contracts.RouteDecided;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.routing.RoutingApi.NewRep;
import io.tandem.routing.Scored;
import io.tandem.routing.SeenEvents;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class LinkedAccountsTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");
    private static final Owner JONAS = new Owner(new UUID(3, 1), "Jonas", "jonas@tandem.example");
    private static final Owner PRIYA = new Owner(new UUID(3, 2), "Priya", "priya@tandem.example");

    private final Scored root = Scored.newAccount(CompanySize.UP_TO_10);
    private final Scored member = Scored.newAccount(CompanySize.UP_TO_5000);

    @Inject
    Accounts accounts;

    @Inject
    SeenEvents seen;

    private NewRep maya;

    @BeforeEach
    void onlyMayaIsThere() {
        dismissReps();
        maya = addRep("Maya", 1, 1000, "SALES_ASSIST", "SALES_LED");
    }

    @Test
    void openHandoffOfAMemberStaysWithItsHumanAndCountsForTheRoot() {
        RouteDecided before = settle(member);
        merge(0);

        RouteDecided colleague = decided(root.handRaiser());

        assertEquals(maya.email(), colleague.owner().email());
        assertEquals(before.handoffId(), colleague.handoffId());
        assertEquals(Motion.SALES_LED, colleague.motion());
        assertEquals(List.of(), handoffs(root.accountId()));
        TestTopics.send(Topics.SCORES, root.usage(2));
        settle(root);
        assertEquals(List.of(), handoffs(root.accountId()));
    }

    @Test
    void afterASeparationEachHasItsOwnAgain() {
        settle(root);
        RouteDecided before = settle(member);
        merge(0);
        assertEquals(before.handoffId(), settle(root).handoffId());

        separate(1);

        RouteDecided alone = settle(root);
        assertEquals(Motion.SELF_SERVE, alone.motion());
        assertNull(alone.owner());
        assertEquals(before.handoffId(), settle(member).handoffId());
    }

    @Test
    void ownerChosenByAHumanGoesFirstAndThenTheRootsOwn() {
        merge(0);
        assertNull(owner());
        tell(new RelationshipChanged(member.accountId(), JONAS, false, "PROSPECT", MONDAY));
        assertEquals(JONAS, owner());
        tell(new RelationshipChanged(root.accountId(), PRIYA, false, "PROSPECT", MONDAY));
        assertEquals(PRIYA, owner());
        tell(new RelationshipChanged(member.accountId(), JONAS, true, "PROSPECT", MONDAY.plusSeconds(1)));
        assertEquals(JONAS, owner());
        tell(new RelationshipChanged(root.accountId(), PRIYA, true, "PROSPECT", MONDAY.plusSeconds(1)));
        assertEquals(PRIYA, owner());
    }

    @Test
    void chainCountsForItsEndWhicheverLinkIsToldFirst() {
        UUID middle = UUID.randomUUID();
        settle(member);
        seen.await(
                TestTopics.send(Topics.SCORES, new AccountMerged(middle, root.accountId(), "same", "rae", MONDAY)),
                TestTopics.send(Topics.SCORES, new AccountMerged(member.accountId(), middle, "same", "rae", MONDAY)));
        assertEquals(member.accountId(), facts(root.accountId()).handoffAccount());

        seen.await(TestTopics.send(
                Topics.SCORES, new AccountSeparated(middle, root.accountId(), "rae", MONDAY.plusSeconds(1))));
        assertNull(facts(root.accountId()).handoffAccount());
        assertEquals(member.accountId(), facts(middle).handoffAccount());
    }

    @Test
    void mergeOlderThanTheSeparationChangesNothing() {
        settle(member);
        separate(2);
        merge(1);

        assertNull(facts(root.accountId()).handoffAccount());
    }

    @Test
    void ignoresRedeliveredEvent() {
        settle(member);
        UUID eventId = UUID.randomUUID();
        AccountMerged merged = new AccountMerged(member.accountId(), root.accountId(), "same", "rae", MONDAY);
        TestTopics.send(Topics.SCORES, eventId, merged);
        separate(1);
        // Newer, so that only the event's id can tell that it was seen.
        TestTopics.send(
                Topics.SCORES,
                eventId,
                new AccountMerged(member.accountId(), root.accountId(), "same", "rae", MONDAY.plusSeconds(9)));
        settle(member);

        assertNull(facts(root.accountId()).handoffAccount());
    }

    @Test
    void understandsTheGoldenSamples() throws IOException {
        UUID part = UUID.fromString("3c7bbf2e-54f8-5a4a-8df8-0c14ab0fd3d6");
        UUID whole = UUID.fromString("72baee3c-44f4-5341-8314-5de1d9c3ccd3");
        tell(new RelationshipChanged(part, JONAS, true, "PROSPECT", MONDAY));
        sample("AccountMerged", part);
        assertEquals(JONAS, facts(whole).relationship().owner());
        sample("AccountSeparated", part);
        assertNull(facts(whole).relationship().owner());
    }

    private void sample(String type, UUID key) throws IOException {
        UUID eventId = UUID.randomUUID();
        try (var in = Event.class.getResourceAsStream("/samples/" + type + ".json")) {
            TestTopics.sendRaw(Topics.SCORES, key.toString(), eventId, type, in.readAllBytes());
        }
        seen.await(eventId);
    }

    private void merge(int minute) {
        Instant at = MONDAY.plusSeconds(60L * minute);
        seen.await(TestTopics.send(
                Topics.SCORES, new AccountMerged(member.accountId(), root.accountId(), "sister brand", "rae", at)));
    }

    private void separate(int minute) {
        Instant at = MONDAY.plusSeconds(60L * minute);
        seen.await(
                TestTopics.send(Topics.SCORES, new AccountSeparated(member.accountId(), root.accountId(), "rae", at)));
    }

    private void tell(RelationshipChanged changed) {
        seen.await(TestTopics.send(Topics.RELATIONSHIPS, changed));
    }

    private static RouteDecided decided(AccountScored scored) {
        TestTopics.send(Topics.SCORES, scored);
        return awaitRouteOfSignup(scored.signup().signupId());
    }

    private Owner owner() {
        return facts(root.accountId()).relationship().owner();
    }

    private AccountFacts facts(UUID account) {
        return QuarkusTransaction.requiringNew().call(() -> accounts.facts(List.of(new Accounts.Asking(account, null)))
                .get(account));
    }
}
