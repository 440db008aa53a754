package io.tandem.scoring.prediction;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.CompanySize;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.Tokens;
import io.tandem.kit.web.Roles;
import io.tandem.scoring.TestCall;
import io.tandem.scoring.TestSignup;
import io.tandem.scoring.domain.prediction.PlattScaling;
import io.tandem.scoring.domain.prediction.TrainingRow;
import io.tandem.scoring.score.SignupGate;
import io.tandem.scoring.usage.UsageGate;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class PredictionModelsResourceTest {
    private static final String MODELS = "/api/v1/prediction-models";

    private final String name = "m" + UUID.randomUUID().toString().substring(0, 8);

    @Inject
    PredictionTables tables;

    @Inject
    PredictionRefresh refresh;

    @Inject
    Predictions predictions;

    @Inject
    ModelTraining training;

    @Inject
    SignupGate signups;

    @Inject
    UsageGate usage;

    @BeforeEach
    void clear() {
        tables.clear();
    }

    @Test
    void fromATableToPredictionsWithReasons() {
        upload(SyntheticAccounts.separated(3_000, 1));
        int version = trained(Map.of());
        JsonPath model = as(Roles.AE)
                .get(MODELS + "/" + version)
                .then()
                .statusCode(200)
                .body("status", is("READY"))
                .body("progress", is(100))
                .body("requestedBy", is("admin@tandem.example"))
                .body("report.refusals", hasSize(0))
                .body("report.flags.field", contains("noise"))
                .body("report.flags.cause", contains("NOT_KNOWN_WHEN_SCORING"))
                .body("report.evaluation.model.liftByDecile", hasSize(10))
                .body("report.evaluation.advantages.atLeast", everyItem(greaterThan(0f)))
                .body("provenance.library", is("Tribuo 4.3.2"))
                .body("provenance.rowsHash", notNullValue())
                .extract()
                .jsonPath();
        ModelTraining.LEARNING.acquireUninterruptibly();
        try {
            as(Roles.ANALYST)
                    .contentType(ContentType.JSON)
                    .post(MODELS + "/" + version + "/reproductions")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "30");
        } finally {
            ModelTraining.LEARNING.release();
        }
        as(Roles.ANALYST)
                .contentType(ContentType.JSON)
                .post(MODELS + "/" + version + "/reproductions")
                .then()
                .statusCode(200)
                .body("same", is(true))
                .body("parametersHash", is(model.getString("provenance.parametersHash")));

        UUID busy = account("busy" + name, CompanySize.UP_TO_1000, 20);
        UUID idle = account("idle" + name, CompanySize.UP_TO_10, 0);
        change(version, "activation").statusCode(200).body("status", is("ACTIVE"));
        as(Roles.AE)
                .queryParam("capacityPerWeek", 40)
                .get(MODELS + "/" + version + "/cut-off")
                .then()
                .statusCode(409)
                .body("detail", containsString("predicted nothing yet"));
        refresh.refresh();

        JsonPath list = as(Roles.AE)
                .queryParam("limit", 200)
                .get("/api/v1/predictions")
                .then()
                .statusCode(200)
                .body("items.modelVersion", everyItem(is(version)))
                .body("items.accountId", hasItem(busy.toString()))
                .extract()
                .jsonPath();
        List<Float> probabilities = list.getList("items.probability");
        assertEquals(probabilities.stream().sorted((a, b) -> b.compareTo(a)).toList(), probabilities);
        PredictionView ofBusy = predictions.of(List.of(busy)).get(busy).get(0);
        PredictionView ofIdle = predictions.of(List.of(idle)).get(idle).get(0);
        assertTrue(ofBusy.probability() > ofIdle.probability() + 0.2, ofBusy + " " + ofIdle);
        assertEquals(
                ofBusy.probability(),
                PlattScaling.sigmoid(ofBusy.averageLogOdds()
                        + ofBusy.reasons().stream()
                                .mapToDouble(PredictionView.Reason::logOdds)
                                .sum()),
                1e-9);
        assertTrue(
                ofBusy.reasons().stream().anyMatch(reason -> reason.text()
                        .equals("active on 20 of the last 28 days makes it more likely")),
                ofBusy::toString);

        float arrivals = as(Roles.AE)
                .queryParam("capacityPerWeek", 0.25)
                .get(MODELS + "/" + version + "/cut-off")
                .then()
                .statusCode(200)
                .body("weeks", hasSize(8))
                .body("capacityPerWeek", is(0.25f))
                .body("accountsPerWeek", lessThanOrEqualTo(0.25f))
                .body("arrivalsPerWeek", greaterThan(0f))
                .extract()
                .path("arrivalsPerWeek");

        tables.update("UPDATE prediction SET predicted_at = predicted_at - interval '1 hour'");
        tables.update("UPDATE account SET created_at = now() - interval '1 hour' WHERE id = ?", idle);
        UUID fresh = account("fresh" + name, CompanySize.UP_TO_1000, 3);
        usage.count(List.of(
                TestCall.track("Subscription Started").user("u-busy" + name).made()));
        // Nobody's turn has come yet, however long the test took so far.
        tables.update("UPDATE prediction_pass SET started_at = now() + interval '1 minute'");
        refresh.refresh();
        assertTrue(predictions.of(List.of(busy)).isEmpty(), "who pays already cannot convert");
        assertEquals(1, predictions.of(List.of(fresh)).get(fresh).size(), "of who is new something is predicted soon");
        assertEquals(
                ofIdle.predictedAt().minus(Duration.ofHours(1)),
                predictions.of(List.of(idle)).get(idle).get(0).predictedAt(),
                "and of others in their turn");
        tables.update("UPDATE prediction_pass SET started_at = now() - interval '6 hours'");
        refresh.refresh();
        assertTrue(predictions.of(List.of(idle)).get(idle).get(0).predictedAt().isAfter(ofIdle.predictedAt()));
        tables.update("DELETE FROM prediction WHERE account_id = ?", fresh);
        // But there will be more like them.
        as(Roles.AE)
                .queryParam("capacityPerWeek", 0.25)
                .get(MODELS + "/" + version + "/cut-off")
                .then()
                .body("arrivalsPerWeek", is(arrivals));

        change(version, "deactivation")
                .statusCode(200)
                .body("status", is("READY"))
                .body("changes.status", contains("ACTIVE", "READY"))
                .body("changes.by", everyItem(is("admin@tandem.example")))
                .body("changes.reason", everyItem(is("because")));
        assertEquals(0, tables.count("prediction"));
        assertEquals(
                2,
                tables.count(
                        "audit_entry WHERE subject = ? AND what IN ('activated', 'deactivated')"
                                + " AND who = 'admin@tandem.example'",
                        "prediction-model/" + version));
    }

    @Test
    void aModelOfNoiseCannotBeActivated() {
        upload(SyntheticAccounts.noise(1_000, 2));
        int version = trained(Map.of());

        change(version, "activation")
                .statusCode(409)
                .body("title", is("Model refused"))
                .body("refusals", hasItem(containsString("not sure to rank better than the base rate")));
        as(Roles.AE)
                .queryParam("capacityPerWeek", 40)
                .get(MODELS + "/" + version + "/cut-off")
                .then()
                .statusCode(409);
    }

    @Test
    void withoutOutcomesItSaysHowManyAreMissing() {
        int version = trained(Map.of("allowedFields", List.of("stage")));
        change(version, "activation")
                .statusCode(409)
                .body(
                        "detail",
                        containsString("Only 0 conversions are known; 120 are needed before a model can be trusted."));
    }

    @Test
    void anotherVersionTakesThePlaceOfTheActiveOne() {
        upload(SyntheticAccounts.separated(3_000, 1));
        int first = trained(Map.of());
        change(first, "activation").statusCode(200);
        change(first, "activation").statusCode(409);
        int second = trained(Map.of());
        change(second, "activation").statusCode(200);

        as(Roles.AE).queryParam("status", "ACTIVE").get(MODELS).then().body("items.version", contains(second));
        as(Roles.AE).queryParam("limit", 1).get(MODELS).then().body("items.version", contains(second));
        change(first, "deactivation").statusCode(409);
    }

    @Test
    void isTrainedAnewOnceItIsOld() {
        upload(SyntheticAccounts.separated(400, 4));
        int first = trained(Map.of());

        training.queueOlderThan(Instant.now().minus(Duration.ofDays(1)));
        assertEquals(1, tables.count("prediction_model"));
        training.queueOlderThan(Instant.now());
        training.trainWaiting();

        await().until(() ->
                tables.count("prediction_model WHERE requested_by = 'schedule' AND status IN ('READY', 'REFUSED')")
                        == 1);
        as(Roles.AE).get(MODELS).then().body("items[0].reason", is("trained anew after version " + first));
    }

    @Test
    void rowsOfVersionsThatMayBeUsedAreKeptAndOfRefusedOnesNotForEver() {
        tables.update("""
                INSERT INTO prediction_model (
                    target, status, requested_by, requested_at, reason, allowed, training_rows)
                SELECT 'CHURN', CASE nth WHEN 1 THEN 'READY' ELSE 'REFUSED' END, 'ana', now(), 'x', '{}', '\\x00'
                FROM generate_series(1, 23) AS nth
                """);

        training.queueOlderThan(Instant.EPOCH);

        assertEquals(1, tables.count("prediction_model WHERE status = 'READY' AND training_rows IS NOT NULL"));
        assertEquals(21, tables.count("prediction_model WHERE status = 'REFUSED' AND training_rows IS NOT NULL"));
        tables.clear();
    }

    @Test
    void ofCancellationsThereIsNoCutOff() {
        tables.update("""
                INSERT INTO prediction_model (target, status, requested_by, requested_at, reason, allowed)
                VALUES ('CHURN', 'ACTIVE', 'ana', now(), 'x', '{}')
                """);
        int version = as(Roles.AE).get(MODELS).jsonPath().getInt("items[0].version");
        tables.update("""
                INSERT INTO prediction (account_id, target, version, probability, average_log_odds, reasons, predicted_at)
                VALUES (gen_random_uuid(), 'CHURN', ?, 0.5, 0, '[]', now())
                """, version);

        as(Roles.AE)
                .queryParam("capacityPerWeek", 40)
                .get(MODELS + "/" + version + "/cut-off")
                .then()
                .statusCode(409)
                .body("detail", containsString("Of cancellations there is no cut-off"));
        tables.clear();
    }

    @Test
    void aTrainingWhoseInstanceDiedIsTakenUpAgain() {
        upload(SyntheticAccounts.separated(400, 5));
        tables.update("""
                INSERT INTO prediction_model (
                    target, status, progress, requested_by, requested_at, reason, allowed, claimed_until)
                VALUES ('CONVERSION', 'TRAINING', 30, 'ana', now(), 'x', '{}', now() - interval '1 second')
                """);
        training.trainWaiting();
        await().until(() -> tables.count("prediction_model WHERE progress = 100") == 1);
    }

    @Test
    void whatWaitsForAnotherToBeLearntIsNotClaimedYet() throws InterruptedException {
        ModelTraining.LEARNING.acquireUninterruptibly();
        Thread trainer = new Thread(training::trainWaiting);
        try {
            tables.update("""
                    INSERT INTO prediction_model (target, status, requested_by, requested_at, reason, allowed)
                    VALUES ('CONVERSION', 'QUEUED', 'ana', now(), 'x', '{}')
                    """);
            trainer.start();
            await().until(ModelTraining.LEARNING::hasQueuedThreads);
            assertEquals(1, tables.count("prediction_model WHERE status = 'QUEUED' AND claimed_until IS NULL"));
        } finally {
            ModelTraining.LEARNING.release();
        }
        trainer.join();
        await().until(() -> tables.count("prediction_model WHERE progress = 100") == 1);
    }

    @Test
    void refusesBadRequests() {
        train("{\"target\":").statusCode(400);
        train(Map.of()).statusCode(400).body("errors.field", hasItem("target")).body("errors.field", hasItem("reason"));
        train(Map.of("target", "LUCK", "reason", "x")).statusCode(400);
        train(Map.of("target", "CHURN", "reason", "x".repeat(501))).statusCode(400);
        train(Map.of("target", "CHURN", "reason", "x".repeat(600_000))).statusCode(413);
        as(Roles.AE)
                .contentType(ContentType.JSON)
                .body(Map.of("target", "CHURN", "reason", "x"))
                .post(MODELS)
                .then()
                .statusCode(403);
        change(99_999_999, "activation").statusCode(404);
        as(Roles.ADMIN)
                .contentType(ContentType.JSON)
                .body(Map.of())
                .post(MODELS + "/1/activation")
                .then()
                .statusCode(400)
                .body("errors.field", contains("reason"));
        as(Roles.AE).get(MODELS + "/none").then().statusCode(404);
        as(Roles.ADMIN)
                .contentType(ContentType.JSON)
                .post(MODELS + "/99999999/reproductions")
                .then()
                .statusCode(404);
    }

    @Test
    void trainsOneOfATargetAtATime() {
        tables.update("""
                INSERT INTO prediction_model (
                    target, status, requested_by, requested_at, reason, allowed, claimed_until)
                VALUES ('CHURN', 'TRAINING', 'ana', now(), 'x', '{}', now() + interval '1 hour')
                """);
        train(Map.of("target", "CHURN", "reason", "x")).statusCode(409);
        tables.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "none", "-1", "NaN", "1e300"})
    void refusesCapacitiesThatAreNone(String capacity) {
        as(Roles.AE)
                .queryParam("capacityPerWeek", capacity)
                .get(MODELS + "/1/cut-off")
                .then()
                .statusCode(400);
        as(Roles.AE).get(MODELS + "/1/cut-off").then().statusCode(400);
    }

    @Test
    void refusesFiltersThatAreNone() {
        as(Roles.AE).queryParam("target", "LUCK").get(MODELS).then().statusCode(400);
        as(Roles.AE).queryParam("status", "GOOD").get(MODELS).then().statusCode(400);
        as(Roles.AE)
                .queryParam("target", "LUCK")
                .get("/api/v1/predictions")
                .then()
                .statusCode(400);
        as(Roles.AE)
                .queryParam("minProbability", "2")
                .get("/api/v1/predictions")
                .then()
                .statusCode(400);
        as(Roles.AE).queryParam("cursor", "x").get("/api/v1/predictions").then().statusCode(400);
        as(Roles.AE)
                .queryParam("accountId", "x")
                .get("/api/v1/predictions")
                .then()
                .statusCode(400)
                .body("errors.field", contains("accountId"));
    }

    private UUID account(String of, CompanySize size, int days) {
        signups.qualify(UUID.randomUUID(), TestSignup.of("ana@" + of + ".com", size));
        usage.count(List.of(TestCall.identify("u-" + of, Map.of("email", "ana@" + of + ".com"))
                .made()));
        for (int day = 0; day < days; day++) {
            Instant at = Instant.now().minus(Duration.ofDays(day)).minusSeconds(5);
            usage.count(List.of(TestCall.track("Report Shared")
                    .user("u-" + of)
                    .at(at)
                    .received(at)
                    .made()));
        }
        return AccountId.ofDomain(of + ".com");
    }

    private void upload(List<TrainingRow> rows) {
        StringBuilder csv =
                new StringBuilder("domain,outcome,known_at,as_of,rule_score,activeDays28,users28,companySize,noise\n");
        for (TrainingRow row : rows) {
            csv.append("a")
                    .append(row.account())
                    .append(name)
                    .append(".com,")
                    .append(row.happened() ? "converted," : "not-converted,")
                    .append(row.knownAt())
                    .append(',')
                    .append(row.asOf())
                    .append(',')
                    .append(row.ruleScore());
            List.of("activeDays28", "users28", "companySize", "noise")
                    .forEach(field -> csv.append(',').append(row.facts().get(field)));
            csv.append('\n');
        }
        OutcomesResourceTest.upload(csv.toString()).statusCode(200).body("accepted", is(rows.size()));
    }

    private int trained(Map<String, Object> more) {
        Map<String, Object> request = new HashMap<>(more);
        request.put("target", "CONVERSION");
        request.put("reason", "a test");
        String place = train(request).statusCode(202).extract().header("Location");
        training.trainWaiting();
        await().until(() -> as(Roles.AE).get(place).jsonPath().getInt("progress") == 100);
        return as(Roles.AE).get(place).jsonPath().getInt("version");
    }

    private static ValidatableResponse train(Object request) {
        return as(Roles.ADMIN)
                .contentType(ContentType.JSON)
                .body(request)
                .post(MODELS)
                .then();
    }

    private static ValidatableResponse change(int version, String what) {
        return as(Roles.ADMIN)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "because"))
                .post(MODELS + "/" + version + "/" + what)
                .then();
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of(role, role + "@tandem.example"));
    }
}
