package io.tandem.scoring.models;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.Score;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.web.Roles;
import io.tandem.scoring.TestCall;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.DatabaseException;
import io.tandem.scoring.score.ScoreService;
import io.tandem.scoring.usage.UsageGate;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class ScoringModelsResourceTest extends ScoringModelRequests {
    private final String name = "d" + UUID.randomUUID().toString().substring(0, 8);
    private final UUID account = AccountId.ofDomain(name + ".com");

    @Inject
    UsageGate usage;

    @Inject
    ScoreService scores;

    @Inject
    ModelGate models;

    @Inject
    ScoringModels compiled;

    @Inject
    Database database;

    @Test
    void aDraftIsPublishedAndTheVersionBeforeComesBack() {
        usage.count(List.of(
                TestCall.identify("ana" + name, Map.of("email", "ana@" + name + ".com"))
                        .made(),
                TestCall.track("Invite Sent").user("ana" + name).made()));
        int before = models.inForce();
        double fitBefore = score().fit();
        ObjectNode definition = shipped();
        definition.withObject("/fit/groups/0/criteria/1").put("otherwise", 5.25);

        Response draft = draft(definition);
        int version = draft.path("version");
        draft.then()
                .header("Location", MODELS + "/" + version)
                .header("ETag", notNullValue())
                .body("status", is("DRAFT"))
                .body("createdBy", notNullValue());
        as(Roles.ANALYST)
                .get(MODELS + "/{version}/validation", version)
                .then()
                .statusCode(200)
                .body("valid", is(true))
                .body("faults", is(List.of()))
                .body("newMeasures", is(0));
        as(Roles.ANALYST)
                .get(MODELS + "/{version}", version)
                .then()
                .body(containsString("\"definition\":" + definition));
        publish(version)
                .statusCode(200)
                .body("status", is("PUBLISHED"))
                .body("publishedWhy", is("because"))
                .body("publishedAt", notNullValue());

        assertEquals(fitBefore + 0.25, score().fit());
        assertEquals(Integer.toString(version), score().modelVersion());
        as(Roles.AE).get(MODELS + "/{version}", before).then().body("status", is("RETIRED"));
        as(Roles.AE).get(MODELS).then().statusCode(200).body("items.version", hasItems(version, before));

        String key = UUID.randomUUID().toString();
        int copy = as(Roles.ADMIN)
                .header("Idempotency-Key", key)
                .body(Map.of("why", "it was better"))
                .post(MODELS + "/{version}/rollback", before)
                .then()
                .statusCode(201)
                .body("status", is("PUBLISHED"))
                .extract()
                .path("version");
        as(Roles.ADMIN)
                .header("Idempotency-Key", key)
                .body(Map.of("why", "it was better"))
                .post(MODELS + "/{version}/rollback", before)
                .then()
                .statusCode(201)
                .body("version", is(copy));
        assertEquals(fitBefore, score().fit());
        assertEquals(Integer.toString(copy), score().modelVersion());
        assertEquals(
                List.of("drafted null DRAFT", "published DRAFT PUBLISHED"),
                database.query(
                        "SELECT what || ' ' || coalesce(before ->> 'status', 'null') || ' ' || (after ->> 'status')"
                                + " FROM audit_entry WHERE subject = ? ORDER BY id",
                        row -> row.getString(1),
                        "scoring-model/" + version));
        assertEquals(
                0,
                database.query(
                                "SELECT count(*) FROM audit_entry WHERE subject = ? AND after ->> 'publishedWhy' IS NOT NULL",
                                row -> row.getInt(1),
                                "scoring-model/" + version)
                        .get(0),
                "why may name people, whom nobody could erase there");
    }

    @Test
    void whatWasPublishedStaysAsItIs() {
        int version = models.inForce();
        String etag = as(Roles.ADMIN).get(MODELS + "/{version}", version).header("ETag");

        as(Roles.ADMIN)
                .header("If-Match", etag)
                .body(Map.of("definition", shipped()))
                .put(MODELS + "/{version}", version)
                .then()
                .statusCode(409);
        publish(version).statusCode(409);
        as(Roles.ADMIN)
                .body(Map.of("why", "x"))
                .post(MODELS + "/{version}/rollback", version)
                .then()
                .statusCode(409);
        assertThrows(
                DatabaseException.class,
                () -> database.update("UPDATE scoring_model SET definition = '{}' WHERE version = ?", version));
        assertThrows(DatabaseException.class, () -> database.update("DELETE FROM scoring_model"));
    }

    @Test
    void ofTwoWhoEditADraftTheSecondIsTold() {
        Response draft = draft(shipped());
        int version = draft.path("version");
        ObjectNode changed = shipped().put("description", "mine");

        as(Roles.ADMIN)
                .body(Map.of("definition", changed))
                .put(MODELS + "/{version}", version)
                .then()
                .statusCode(428);
        String etag = as(Roles.ADMIN)
                .header("If-Match", draft.header("ETag"))
                .body(Map.of("definition", changed))
                .put(MODELS + "/{version}", version)
                .then()
                .statusCode(200)
                .body("definition.description", is("mine"))
                .header("ETag", not(draft.header("ETag")))
                .extract()
                .header("ETag");
        as(Roles.ADMIN)
                .header("If-Match", draft.header("ETag"))
                .body(Map.of("definition", shipped()))
                .put(MODELS + "/{version}", version)
                .then()
                .statusCode(412);
        as(Roles.ADMIN).get(MODELS + "/{version}", version).then().header("ETag", etag);
    }

    @Test
    void aFaultyDraftIsKeptButNeitherPreviewedNorPublished() {
        ObjectNode definition = shipped();
        definition.withObject("/engagement/groups/0/rules/1").put("where", "event.properties.feature ==");
        definition.withObject("/fit").put("cap", 0);
        int version = draft(definition).path("version");

        as(Roles.ADMIN)
                .get(MODELS + "/{version}/validation", version)
                .then()
                .statusCode(200)
                .body("valid", is(false))
                .body("faults.place", contains("/fit/cap", "/engagement/groups/0/rules/1/where"))
                .body("faults[0].line", nullValue())
                .body("faults[1].line", is(1))
                .body("faults[1].column", greaterThan(20));
        publish(version)
                .statusCode(400)
                .body(
                        "errors.field",
                        hasItem(containsString("definition/engagement/groups/0/rules/1/where (line 1, column")));
        as(Roles.ADMIN)
                .body(Map.of("accounts", 10))
                .post(MODELS + "/{version}/preview", version)
                .then()
                .statusCode(400);
        as(Roles.ADMIN).get(MODELS + "/{version}", version).then().body("status", is("DRAFT"));
    }

    @Test
    void whatWasPublishedIsNotHeldToRulesThatCameLater() {
        int before = models.inForce();
        int version = QuarkusTransaction.requiringNew()
                .call(() -> database.query("""
                        INSERT INTO scoring_model (version, status, revision, definition, created_by, created_at, changed_at,
                            published_by, published_why, published_at, retired_at)
                        SELECT (SELECT max(version) + 1 FROM scoring_model), 'RETIRED', 1,
                            jsonb_set(definition::jsonb, '{signals,0,sentences,0}', '"{evnts} of them"')::json,
                            'test', now(), now(), 'test', 'test', now(), now()
                        FROM scoring_model WHERE version = ? RETURNING version
                        """, row -> row.getInt(1), before))
                .get(0);

        as(Roles.ANALYST)
                .get(MODELS + "/{version}/validation", version)
                .then()
                .body("faults.reason", hasItem(containsString("evnts")));
        assertEquals(
                Integer.toString(version),
                compiled.ofVersion(version).orElseThrow().version());
        assertEquals(Integer.toString(version), compiled.published(version).version());
        for (int back : List.of(version, before)) {
            as(Roles.ADMIN)
                    .body(Map.of("why", "it was better"))
                    .post(MODELS + "/{version}/rollback", back)
                    .then()
                    .statusCode(201)
                    .body("status", is("PUBLISHED"));
        }
    }

    @Test
    void aPreviewTellsWhoMovesAndChangesNothing() {
        usage.count(List.of(
                TestCall.identify("ana" + name, Map.of("email", "ana@" + name + ".com"))
                        .made(),
                TestCall.track("Contract Signed").user("ana" + name).made()));
        ObjectNode definition = shipped();
        definition
                .withArray("/engagement/groups/0/rules")
                .addObject()
                .put("rule", "contract-signed")
                .put("points", 28)
                .put("reason", "contract signed")
                .withArray("events")
                .add("Contract Signed");
        definition.withObject("/fit/groups/0/criteria/1").put("otherwise", 40);
        ObjectNode signal = definition.withArray("/signals").addObject();
        signal.put("name", "contract-signed").put("kind", "EVENT");
        signal.withArray("events").addObject().withArray("events").add("Contract Signed");
        signal.withArray("sentences").add("{who} signed");
        int version = draft(definition).path("version");
        String stored = stored();

        as(Roles.ANALYST)
                .body(Map.of("accounts", 5_000))
                .post(MODELS + "/{version}/preview", version)
                .then()
                .statusCode(200)
                .body("comparedWith", is(models.inForce()))
                .body("accounts", greaterThanOrEqualTo(1))
                .body("newlyCountedSince", notNullValue())
                .body("transitions.find { it.from == 'D4' && it.to == 'A2' }.accounts", greaterThanOrEqualTo(1))
                .body("grades.find { it.level == 'A2' }.entering", greaterThanOrEqualTo(1))
                .body("signals.find { it.name == 'contract-signed' }.before", is(0))
                .body("signals.find { it.name == 'contract-signed' }.entering", greaterThanOrEqualTo(1))
                .body("signals.find { it.name == 'contract-signed' }.enter.domain", hasItem(name + ".com"))
                .body("movers.size()", greaterThanOrEqualTo(1));
        assertEquals(stored, stored());
        assertEquals(Integer.toString(models.inForce()), score().modelVersion());
    }

    @Test
    void aPreviewCallsNobodyStuckOfWhomItIsNotKnown() {
        usage.count(List.of(
                TestCall.identify("ana" + name, Map.of("email", "ana@" + name + ".com"))
                        .made(),
                TestCall.track("Connected " + name)
                        .user("ana" + name)
                        .at(Instant.now().minus(Duration.ofDays(36)))
                        .made()));
        ObjectNode definition = shipped();
        ObjectNode signal = definition.withArray("/signals").addObject();
        signal.put("name", "stuck-" + name).put("kind", "STEP_STUCK");
        signal.withArray("events").addObject().withArray("events").add("Connected " + name);
        signal.withArray("events").addObject().withArray("events").add("Dashboard Built " + name);
        signal.withArray("sentences").add("{who} stays at {step}");
        int version = draft(definition).path("version");

        as(Roles.ANALYST)
                .body(Map.of("accounts", 5_000))
                .post(MODELS + "/{version}/preview", version)
                .then()
                .statusCode(200)
                .body("newlyCountedSince", notNullValue())
                .body("signals.name", not(hasItem("stuck-" + name)));
    }

    private ValidatableResponse publish(int version) {
        return as(Roles.ADMIN)
                .body(Map.of("why", "because"))
                .post(MODELS + "/{version}/publication", version)
                .then();
    }

    private Score score() {
        return scores.read(List.of(account), Instant.now()).get(0).score();
    }

    private String stored() {
        return database.query(
                        "SELECT user_key || measure || weights FROM usage_sum WHERE user_key = ? ORDER BY 1",
                        row -> row.getString(1),
                        "u:ana" + name)
                .toString();
    }
}
