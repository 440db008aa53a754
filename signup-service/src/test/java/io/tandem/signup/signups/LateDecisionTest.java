package io.tandem.signup.signups;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.tandem.contracts.HandoffOpened;
import io.tandem.contracts.Motion;
import io.tandem.contracts.RouteDecided;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.signup.Routing;
import io.tandem.signup.ShortWait;
import io.tandem.signup.TestSource;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ShortWait.class)
@WithTestResource(RealInfrastructure.class)
class LateDecisionTest {
    private static final ExecutorService CLIENTS = Executors.newFixedThreadPool(30);

    @Inject
    DataSource database;

    @Inject
    Decisions decisions;

    @Inject
    DecisionWaiters waiters;

    private TestSource source;

    @BeforeEach
    void createSource() {
        source = TestSource.create();
    }

    @AfterAll
    static void stopClients() {
        CLIENTS.shutdown();
    }

    @Test
    void streamThatWaitsSaysNothingAboutForms() {
        UUID undecided = UUID.fromString(source.submit(TestSource.form()).path("id"));
        waiters.decided();

        for (int beat = 0; beat < 4; beat++) {
            decisions
                    .ofStreamed(undecided, Duration.ofMillis(1))
                    .toCompletableFuture()
                    .join();
        }

        assertFalse(waiters.nothingDecides());
    }

    @Test
    void letsTheVisitorInWhenTheDecisionIsLateAndShowsItAfterwards() {
        Map<String, Object> form = TestSource.form();
        Response answer = source.submit(form);
        String id = answer.path("id");
        answer.then()
                .statusCode(202)
                .header("Location", endsWith("/api/v1/signups/" + id))
                .body("status", equalTo("PENDING"))
                .body("decision", nullValue())
                .body("nextStep.kind", equalTo("START_PRODUCT"))
                .body("nextStep.url", equalTo("https://app.example.com/start"))
                .body("events", equalTo("/api/v1/signups/" + id + "/events"));

        RouteDecided late = Routing.answer(email(form), Motion.SALES_LED);
        await().untilAsserted(() -> assertEquals("DECIDED", status(id)));
        given().get("/api/v1/signups/" + id)
                .then()
                .statusCode(200)
                .body("decision.id", equalTo(late.decisionId().toString()));
        source.submit(form)
                .then()
                .statusCode(201)
                .body("id", equalTo(id))
                .body("decision.id", equalTo(late.decisionId().toString()));
    }

    @Test
    void ignoresRedeliveredEvent() throws SQLException {
        Signup signup = accepted();
        UUID eventId = UUID.randomUUID();
        RouteDecided decided = Routing.decision(signup.accountId(), signup.id(), Motion.SALES_ASSIST);
        TestTopics.send(Topics.ROUTES, eventId, decided);
        awaitDecided(signup.id());
        String decidedAt = text("SELECT decided_at::text FROM signup WHERE id = ?", signup.id());

        TestTopics.send(Topics.ROUTES, eventId, decided);
        awaitConsumed(signup.accountId());
        assertEquals(decidedAt, text("SELECT decided_at::text FROM signup WHERE id = ?", signup.id()));
    }

    @Test
    void keepsTheFirstDecisionAsTheSignupsAnswer() throws SQLException {
        Signup signup = accepted();
        RouteDecided first = Routing.decision(signup.accountId(), signup.id(), Motion.SALES_ASSIST);
        TestTopics.send(Topics.ROUTES, first);
        TestTopics.send(Topics.ROUTES, Routing.decision(signup.accountId(), signup.id(), Motion.SALES_LED));
        awaitConsumed(signup.accountId());
        given().get("/api/v1/signups/" + signup.id())
                .then()
                .body("decision.id", equalTo(first.decisionId().toString()));
    }

    @Test
    void ignoresWhatAnswersNoSignup() throws SQLException {
        Signup signup = accepted();
        TestTopics.send(Topics.ROUTES, Routing.decision(signup.accountId(), null, Motion.SALES_LED));
        TestTopics.send(Topics.ROUTES, Routing.decision(signup.accountId(), UUID.randomUUID(), Motion.SALES_LED));
        TestTopics.send(
                Topics.ROUTES,
                new HandoffOpened(
                        signup.accountId(),
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        Routing.JONAS,
                        Motion.SALES_LED,
                        List.of(),
                        "",
                        Instant.now(),
                        Instant.now()));
        awaitConsumed(signup.accountId());
        assertEquals("PENDING", status(signup.id().toString()));
    }

    @Test
    void peopleOfOneCompanyWhoSignUpAtOnceMeetInOneAccount() throws SQLException {
        String domain = UUID.randomUUID() + ".com";
        List<CompletableFuture<Response>> answers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String person = "person" + i + "@" + domain;
            answers.add(CompletableFuture.supplyAsync(() -> source.submit(TestSource.form(person)), CLIENTS));
        }
        Set<String> accounts = new HashSet<>();
        answers.forEach(answer -> accounts.add(answer.join().path("accountId")));
        assertEquals(1, accounts.size());
        assertEquals(
                "30",
                text(
                        "SELECT count(*)::text FROM person WHERE account_id = ?",
                        UUID.fromString(accounts.iterator().next())));
    }

    private Signup accepted() {
        Response answer = source.submit(TestSource.form());
        return new Signup(
                UUID.fromString(answer.path("id")),
                UUID.fromString(answer.path("accountId")),
                SignupStatus.PENDING,
                Optional.empty());
    }

    /** A later signup of the same account is decided only after everything sent for the account before. */
    private void awaitConsumed(UUID accountId) throws SQLException {
        String domain = text("SELECT domain FROM account WHERE id = ?", accountId);
        String last = source.submit(TestSource.form("last@" + domain)).path("id");
        TestTopics.send(Topics.ROUTES, Routing.decision(accountId, UUID.fromString(last), Motion.SELF_SERVE));
        awaitDecided(UUID.fromString(last));
    }

    private void awaitDecided(UUID id) {
        await().until(() -> "DECIDED".equals(status(id.toString())));
    }

    private static String status(String id) {
        return given().get("/api/v1/signups/" + id).path("status");
    }

    private static String email(Map<String, Object> form) {
        return form.get("email").toString();
    }

    private String text(String sql, UUID id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
