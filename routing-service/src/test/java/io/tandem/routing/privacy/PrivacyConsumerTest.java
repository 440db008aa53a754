package io.tandem.routing.privacy;

import static io.tandem.routing.RoutingApi.addRep;
import static io.tandem.routing.RoutingApi.as;
import static io.tandem.routing.RoutingApi.asPerson;
import static io.tandem.routing.RoutingApi.awaitHandoff;
import static io.tandem.routing.RoutingApi.awaitRouteOfSignup;
import static io.tandem.routing.RoutingApi.dismissReps;
import static io.tandem.routing.RoutingApi.eventually;
import static io.tandem.routing.RoutingApi.handoff;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.ContactSuppressed;
import io.tandem.contracts.ContactSuppressed.Source;
import io.tandem.contracts.Event;
import io.tandem.contracts.HandoffOpened;
import io.tandem.contracts.PersonErased;
import io.tandem.contracts.PersonErasureRequested;
import io.tandem.contracts.PersonExportRequested;
import io.tandem.contracts.PersonExported;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.RouteDecided;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.StoredText;
import io.tandem.kit.testing.TestTopics;
import io.tandem.routing.MovableClock;
import io.tandem.routing.RoutingApi.NewRep;
import io.tandem.routing.Scored;
import io.tandem.routing.SeenEvents;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class PrivacyConsumerTest {
    private final Scored account = Scored.newAccount(CompanySize.UP_TO_5000);
    private final String email = "jo@" + account.domain();
    private final UUID person = PersonId.ofEmail(email);
    private final String name = "Jo Doe of " + account.domain();

    @Inject
    SeenEvents seen;

    @Inject
    DataSource database;

    @Inject
    MovableClock clock;

    private NewRep maya;

    @BeforeEach
    void onlyMayaIsThere() {
        dismissReps();
        maya = addRep("Maya", 1, 1000, "SALES_ASSIST", "SALES_LED");
    }

    @Test
    void nothingOfAnErasedPersonStays() {
        RouteDecided route = decided(account.named(name).signup());
        HandoffOpened handoff = awaitHandoff(account.accountId());
        addRep("Jonas", 1, 1000, "SALES_LED");
        asPerson("account-executive", maya.email())
                .header("Idempotency-Key", UUID.randomUUID())
                .body(Map.of("reason", name + " <" + email + "> asked for somebody else"))
                .post("/api/v1/handoffs/" + handoff.handoffId() + "/decline")
                .then()
                .statusCode(200);
        String path = "/api/v1/handoffs/" + handoff.handoffId();
        as("admin").post(path + "/acceptance").then().statusCode(200);
        String until = clock.instant().plusSeconds(3600).toString();
        as("admin")
                .body(Map.of("reason", name + " is on leave, see " + email, "until", until))
                .post(path + "/recycling")
                .then()
                .statusCode(200);
        UUID broken = UUID.randomUUID();
        TestTopics.sendRaw(
                Topics.SCORES,
                account.accountId().toString(),
                broken,
                "AccountScored",
                ("{\"email\":\"" + email + "\", ").getBytes(StandardCharsets.UTF_8));
        eventually(() -> assertTrue(StoredText.columnsHolding(database, email).contains("dead_letter.payload")));
        assertTrue(
                StoredText.columnsHolding(database, name)
                        .containsAll(List.of(
                                "decision.content",
                                "handoff.brief",
                                "handoff.brief_facts",
                                "handoff.close_reason",
                                "handoff_history.why",
                                "handoff_decline.reason",
                                "audit_entry.what")),
                () -> StoredText.columnsHolding(database, name).toString());

        PersonErased erased = erase();

        assertEquals("routing-service", erased.service());
        assertEquals(1, erased.erased().get("decisions"));
        assertEquals(1, erased.erased().get("handoffs"));
        assertEquals(1, erased.erased().get("deadLetters"));
        // Events leave the outbox once they are sent, and with them what they say.
        eventually(() -> {
            assertEquals(List.of(), StoredText.columnsHolding(database, email));
            assertEquals(List.of(), StoredText.columnsHolding(database, name));
        });
        String brief = handoff(handoff.handoffId()).getString("brief");
        assertTrue(brief.contains("Hello [erased],") && brief.contains("ben <ben@" + account.domain()), brief);
        as("analyst")
                .post("/api/v1/decisions/" + route.decisionId() + "/replay")
                .then()
                .statusCode(200)
                .body("redactedAt", notNullValue());
        as("analyst")
                .get("/api/v1/decisions/" + route.decisionId())
                .then()
                .body("inputs.signup.companySize", equalTo("1001-5000"));
    }

    @Test
    void othersStayAsTheyAre() {
        Scored other = Scored.newAccount(CompanySize.UP_TO_10);
        RouteDecided route = decided(other.signup());
        decided(account.named(name).signup());

        erase();

        as("analyst")
                .get("/api/v1/decisions/" + route.decisionId())
                .then()
                .body("inputs.signup.email", equalTo("jo@" + other.domain()))
                .body("redactedAt", equalTo(null));
    }

    @Test
    void signupStillOnItsWayDoesNotBringThePersonBack() {
        AccountScored late = account.named(name).signup();
        erase();

        decided(late);

        eventually(() -> assertEquals(List.of(), StoredText.columnsHolding(database, name)));
        assertFalse(StoredText.columnsHolding(database, email).contains("decision.content"));
        assertTrue(decided(account.named(name).signup()).signupId() != null, "a later signup is a new one");
        assertTrue(StoredText.columnsHolding(database, name).contains("decision.content"));
    }

    @Test
    void colleagueInAScoreStillOnItsWayIsNotNamedAgain() {
        AccountScored late = account.named(name).signup();
        String ben = "ben@" + account.domain();
        assertTrue(late.toString().contains(ben), "the score tells of Ben");
        erase(PersonId.ofEmail(ben), ben);

        decided(late);

        String brief = awaitHandoff(account.accountId()).brief();
        assertFalse(brief.contains(ben), brief);
        assertTrue(brief.contains(email), brief);
        assertEquals(List.of(), StoredText.columnsHolding(database, ben));
    }

    @Test
    void exportsWhatIsStoredAndNothingOfColleagues() {
        RouteDecided route = decided(account.named(name).signup());
        awaitHandoff(account.accountId());

        PersonExported exported = export();

        Map<?, ?> decision = (Map<?, ?>) ((List<?>) exported.data().get("decisions")).get(0);
        assertEquals(route.decisionId().toString(), decision.get("id"));
        assertTrue(exported.data().get("handoffs").toString().contains(name + " <" + email + "> (CTO)"));
        assertFalse(exported.data().toString().contains("ben@"), exported.data().toString());
    }

    @Test
    void exportOfNobodyIsEmpty() {
        assertEquals(Map.of(), export().data());
    }

    @Test
    void briefSaysWhomNotToContactUntilTheyMayBeAgain() {
        UUID ben = PersonId.ofEmail("ben@" + account.domain());
        seen.await(TestTopics.send(
                Topics.PRIVACY, new ContactSuppressed(ben, "ben@" + account.domain(), true, "asked", Instant.now())));
        decided(account.signup());

        String brief = awaitHandoff(account.accountId()).brief();
        assertTrue(
                brief.contains("What to avoid: do not contact ben <ben@" + account.domain() + "> (Engineer);"), brief);
    }

    @Test
    void nobodyIsContactedWhileAnySourceSaysSo() {
        String bens = "ben@" + account.domain();
        UUID ben = PersonId.ofEmail(bens);
        Instant now = Instant.now();
        seen.await(TestTopics.send(
                Topics.PRIVACY, new ContactSuppressed(ben, bens, true, "told", now, Source.PREFERENCE)));
        seen.await(TestTopics.send(Topics.PRIVACY, new ContactSuppressed(ben, bens, true, "asked", now)));
        seen.await(TestTopics.send(
                Topics.PRIVACY, new ContactSuppressed(ben, bens, false, null, now.plusSeconds(1), Source.PREFERENCE)));
        decided(account.signup());

        String brief = awaitHandoff(account.accountId()).brief();
        assertTrue(brief.contains("do not contact ben <" + bens + ">"), brief);
    }

    @Test
    void whoComesBackAfterAnErasureIsNotHeldToWhatWasToldBefore() throws SQLException {
        String bens = "ben@" + account.domain();
        UUID ben = PersonId.ofEmail(bens);
        seen.await(TestTopics.send(
                Topics.PRIVACY, new ContactSuppressed(ben, bens, true, "told", Instant.now(), Source.PREFERENCE)));
        seen.await(TestTopics.send(Topics.PRIVACY, new ContactSuppressed(ben, bens, true, "asked", Instant.now())));
        assertEquals(List.of("PREFERENCE", "SUPPRESSION_LIST"), whoSaysNotToContact(ben));
        erase(ben, bens);
        assertEquals(List.of("SUPPRESSION_LIST"), whoSaysNotToContact(ben));
    }

    private List<String> whoSaysNotToContact(UUID who) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "SELECT source FROM suppressed_contact WHERE person_id = ? ORDER BY source")) {
            query.setObject(1, who);
            List<String> sources = new ArrayList<>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    sources.add(rows.getString(1));
                }
            }
            return sources;
        }
    }

    @Test
    void wishThatComesAfterTheErasureThatItWasBeforeIsNotKept() throws SQLException {
        String bens = "ben@" + account.domain();
        UUID ben = PersonId.ofEmail(bens);
        Instant before = Instant.now();
        erase(ben, bens);

        seen.await(TestTopics.send(
                Topics.PRIVACY, new ContactSuppressed(ben, bens, true, "told", before, Source.PREFERENCE)));
        assertEquals(List.of(), whoSaysNotToContact(ben));

        seen.await(TestTopics.send(
                Topics.PRIVACY, new ContactSuppressed(ben, bens, true, "told", Instant.now(), Source.PREFERENCE)));
        assertEquals(List.of("PREFERENCE"), whoSaysNotToContact(ben));
    }

    @Test
    void ignoresRedeliveredEvent() {
        UUID eventId = UUID.randomUUID();
        UUID requestId = UUID.randomUUID();
        PersonErasureRequested request =
                new PersonErasureRequested(person, requestId, account.accountId(), email, Instant.now());
        TestTopics.send(Topics.PRIVACY, eventId, request);
        TestTopics.send(Topics.PRIVACY, eventId, request);
        erase();

        assertEquals(
                1,
                TestTopics.present(Topics.PRIVACY, PersonErased.class, erased -> erased.requestId()
                                .equals(requestId))
                        .size());
    }

    @Test
    void understandsTheGoldenSamples() throws IOException {
        for (String type : List.of("PersonErasureRequested", "PersonExportRequested", "ContactSuppressed")) {
            UUID eventId = UUID.randomUUID();
            try (var in = Event.class.getResourceAsStream("/samples/" + type + ".json")) {
                TestTopics.sendRaw(Topics.PRIVACY, "9b66bf4b", eventId, type, in.readAllBytes());
            }
            seen.await(eventId);
        }
    }

    private PersonErased erase() {
        return erase(person, email);
    }

    private PersonErased erase(UUID personId, String address) {
        UUID requestId = UUID.randomUUID();
        TestTopics.send(
                Topics.PRIVACY,
                new PersonErasureRequested(personId, requestId, account.accountId(), address, Instant.now()));
        return TestTopics.await(
                Topics.PRIVACY, PersonErased.class, erased -> erased.requestId().equals(requestId));
    }

    private PersonExported export() {
        UUID requestId = UUID.randomUUID();
        TestTopics.send(
                Topics.PRIVACY,
                new PersonExportRequested(person, requestId, account.accountId(), email, Instant.now()));
        return TestTopics.await(
                Topics.PRIVACY, PersonExported.class, told -> told.requestId().equals(requestId));
    }

    private static RouteDecided decided(AccountScored scored) {
        TestTopics.send(Topics.SCORES, scored);
        return awaitRouteOfSignup(scored.signup().signupId());
    }
}
