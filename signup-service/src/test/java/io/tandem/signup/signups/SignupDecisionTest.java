package io.tandem.signup.signups;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tandem.contracts.Motion;
import io.tandem.contracts.RouteDecided;
import io.tandem.contracts.SignupQualified;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.signup.Routing;
import io.tandem.signup.TestSource;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
@WithTestResource(RealInfrastructure.class)
class SignupDecisionTest {
    private static final ExecutorService CLIENTS = Executors.newFixedThreadPool(300);

    @Inject
    DataSource database;

    @Inject
    DecisionWaiters waiters;

    private TestSource source;

    @BeforeEach
    void createSource() {
        source = TestSource.create("SERVER");
    }

    @AfterAll
    static void stopClients() {
        CLIENTS.shutdown();
    }

    @Test
    void answersWithTheDecisionThatComesInTime() {
        Map<String, Object> form = TestSource.form();
        CompletableFuture<Response> answer = submit(form);
        RouteDecided decided = Routing.answer(email(form), Motion.SALES_ASSIST);

        String id = decided.signupId().toString();
        answer.join()
                .then()
                .statusCode(201)
                .header("Location", endsWith("/api/v1/signups/" + id))
                .body("id", equalTo(id))
                .body("accountId", equalTo(decided.accountId().toString()))
                .body("status", equalTo("DECIDED"))
                .body("decision.id", equalTo(decided.decisionId().toString()))
                .body("decision.motion", equalTo("SALES_ASSIST"))
                .body("decision.reason", equalTo(decided.reason()))
                .body("decision.owner.name", equalTo("Jonas Weber"))
                .body("decision.owner.email", equalTo("jonas@tandem.example"))
                .body("decision.nextStep.kind", equalTo("BOOK_MEETING"))
                .body("decision.nextStep.url", equalTo("https://example.com/jonas"));
    }

    @Test
    void saysThatNobodyOwnsASelfServeSignup() {
        Map<String, Object> form = TestSource.form();
        CompletableFuture<Response> answer = submit(form);
        Routing.answer(email(form), Motion.SELF_SERVE);
        answer.join()
                .then()
                .statusCode(201)
                .body("decision.motion", equalTo("SELF_SERVE"))
                .body("decision.owner", nullValue())
                .body(containsString("\"owner\":null"));
    }

    @Test
    void answersWhenAnotherInstanceConsumedTheDecision() throws SQLException {
        Map<String, Object> form = TestSource.form();
        CompletableFuture<Response> answer = submit(form);
        UUID id = awaitStored(email(form));
        decideElsewhere(id, true);
        await().untilAsserted(() -> assertTrue(!waiters.isAwaited(id)));
        answer.join().then().statusCode(201).body("decision.motion", equalTo("SALES_ASSIST"));
    }

    @Test
    void looksOnceMoreBeforeItAnswersWithoutADecision() throws SQLException {
        Map<String, Object> form = TestSource.form();
        CompletableFuture<Response> answer = submit(form);
        decideElsewhere(awaitStored(email(form)), false);
        answer.join().then().statusCode(201).body("decision.motion", equalTo("SALES_ASSIST"));
    }

    @Test
    void sameFormSentManyTimesAtOnceIsOneSignupAndOneEvent() {
        Map<String, Object> form = TestSource.form();
        List<CompletableFuture<Response>> answers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            answers.add(submit(form));
        }
        RouteDecided decided = Routing.answer(email(form), Motion.SELF_SERVE);

        Set<String> ids = new HashSet<>();
        for (CompletableFuture<Response> answer : answers) {
            Response response = answer.join();
            assertTrue(Set.of(201, 202).contains(response.statusCode()), response.asString());
            ids.add(response.path("id"));
        }
        assertEquals(Set.of(decided.signupId().toString()), ids);
        assertEquals(
                1,
                TestTopics.present(Topics.SIGNUPS, SignupQualified.class, event -> event.answers()
                                .email()
                                .equals(email(form)))
                        .size());
    }

    @Test
    void holdsNoThreadWhileItWaits() {
        List<CompletableFuture<Response>> answers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            answers.add(submit(TestSource.form()));
        }
        await().until(() -> waiters.awaited().size() >= 30);
        answers.forEach(answer -> answer.join().then().statusCode(202));
    }

    private CompletableFuture<Response> submit(Map<String, Object> form) {
        return CompletableFuture.supplyAsync(() -> source.submit(form), CLIENTS);
    }

    private UUID awaitStored(String email) {
        return TestTopics.await(Topics.SIGNUPS, SignupQualified.class, event -> event.answers()
                        .email()
                        .equals(email))
                .answers()
                .signupId();
    }

    /** What the consumer of another instance leaves behind. */
    private void decideElsewhere(UUID id, boolean withNotice) throws SQLException {
        text("""
                WITH decided AS (
                    UPDATE signup SET status = 'DECIDED', decided_at = now(),
                        decision = '{"id": "%s", "motion": "SALES_ASSIST", "reason": "x"}'
                    WHERE id = ? RETURNING id
                )
                SELECT %s FROM decided
                """.formatted(UUID.randomUUID(), withNotice ? "pg_notify('signup_decided', id::text)" : "id"), id);
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
