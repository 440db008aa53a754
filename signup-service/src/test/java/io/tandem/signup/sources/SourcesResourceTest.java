package io.tandem.signup.sources;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.tandem.contracts.SourceChanged;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.testing.Tokens;
import io.tandem.kit.web.ApiKey;
import io.tandem.signup.TestSource;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class SourcesResourceTest {
    @Inject
    DataSource database;

    @Test
    void createsSourceAndShowsItsKeyOnce() {
        TestSource source = TestSource.create();
        assertTrue(source.writeKey().matches("tk_[A-Za-z0-9_-]{43}"), source.writeKey());
        admin().get("/api/v1/sources/" + source.id())
                .then()
                .statusCode(200)
                .body("name", equalTo("Website"))
                .body("kind", equalTo("WEBSITE"))
                .body("enabled", equalTo(true))
                .body("keys", hasSize(1))
                .body(
                        "keys[0].hint",
                        equalTo("…"
                                + source.writeKey().substring(source.writeKey().length() - 4)))
                .body(not(containsString(source.writeKey())))
                .body(not(containsString(ApiKey.hash(source.writeKey()))));
    }

    @Test
    void storesNoKeyInTheClear() throws SQLException {
        TestSource source = TestSource.create();
        assertEquals(
                List.of(ApiKey.hash(source.writeKey())),
                texts("SELECT hash FROM source_key WHERE source_id = ?", source.id()));
    }

    @Test
    void tellsOtherServicesOfEveryChange() {
        TestSource source = TestSource.create();
        String second = addKey(source);
        admin().delete("/api/v1/sources/%s/keys/%s".formatted(source.id(), source.keyId()))
                .then()
                .statusCode(204);
        admin().body(Map.of("enabled", false))
                .patch("/api/v1/sources/" + source.id())
                .then()
                .statusCode(200);

        List<SourceChanged> told =
                TestTopics.await(Topics.SOURCES, SourceChanged.class, 4, event -> event.sourceId()
                                .equals(source.id()))
                        .stream()
                        .map(TestTopics.Sent::event)
                        .toList();
        String firstHash = ApiKey.hash(source.writeKey());
        String secondHash = ApiKey.hash(second);
        assertEquals(
                List.of(List.of(firstHash), List.of(firstHash, secondHash), List.of(secondHash), List.of(secondHash)),
                told.stream().map(SourceChanged::writeKeyHashes).toList());
        assertEquals(
                List.of(true, true, true, false),
                told.stream().map(SourceChanged::enabled).toList());
    }

    @Test
    void oldKeyWorksBesideTheNewOneUntilItIsRevoked() {
        TestSource source = TestSource.create();
        TestSource rotated = new TestSource(source.id(), null, addKey(source));
        assertAccepted(source);
        assertAccepted(rotated);

        admin().delete("/api/v1/sources/%s/keys/%s".formatted(source.id(), source.keyId()))
                .then()
                .statusCode(204);
        source.submit(Map.of()).then().statusCode(401);
        assertAccepted(rotated);
        admin().delete("/api/v1/sources/%s/keys/%s".formatted(source.id(), source.keyId()))
                .then()
                .statusCode(404);
    }

    @Test
    void switchingASourceOffRefusesItsKeysAtOnce() {
        TestSource source = TestSource.create();
        assertAccepted(source);
        admin().body(Map.of("enabled", false, "name", "Old website"))
                .patch("/api/v1/sources/" + source.id())
                .then()
                .statusCode(200)
                .body("enabled", equalTo(false))
                .body("name", equalTo("Old website"));
        source.submit(Map.of()).then().statusCode(401);

        admin().body(Map.of("enabled", true))
                .patch("/api/v1/sources/" + source.id())
                .then()
                .body("name", equalTo("Old website"));
        assertAccepted(source);
    }

    @Test
    void auditsWhoChangedWhatFromWhatToWhat() throws SQLException {
        TestSource source = TestSource.create();
        admin().body(Map.of("name", "Shop"))
                .patch("/api/v1/sources/" + source.id())
                .then()
                .statusCode(200);

        assertEquals(List.of("admin created null Website", "admin changed Website Shop"), texts("""
                        SELECT concat_ws(' ', actor, action, coalesce(before->>'name', 'null'), after->>'name')
                        FROM audit_entry WHERE subject_id = ? ORDER BY id
                        """, source.id()));
        assertTrue(texts("SELECT after::text FROM audit_entry WHERE subject_id = ?", source.id()).stream()
                .noneMatch(after -> after.contains(source.writeKey())));
    }

    @Test
    void letsNobodyAlterTheAudit() {
        UUID id = TestSource.create().id();
        for (String sql : List.of(
                "UPDATE audit_entry SET actor = 'nobody' WHERE subject_id = ? RETURNING actor",
                "DELETE FROM audit_entry WHERE subject_id = ? RETURNING actor")) {
            SQLException refusal = assertThrows(SQLException.class, () -> texts(sql, id));
            assertTrue(refusal.getMessage().contains("append-only"), refusal.getMessage());
        }
    }

    @Test
    void listsSourcesPageByPage() {
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            created.add(TestSource.create().id().toString());
        }
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            var page = admin().queryParam("limit", 2)
                    .queryParams(cursor == null ? Map.of() : Map.of("cursor", cursor))
                    .get("/api/v1/sources")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            seen.addAll(page.getList("items.id"));
            cursor = page.getString("nextCursor");
        } while (cursor != null);

        assertEquals(seen.stream().distinct().toList(), seen);
        assertTrue(seen.containsAll(created));
    }

    @Test
    void refusesBadPages() {
        admin().get("/api/v1/sources?limit=0").then().statusCode(400);
        admin().get("/api/v1/sources?cursor=nonsense").then().statusCode(400);
    }

    @Test
    void namesEveryFaultOfASource() {
        admin().body(Map.of("name", " "))
                .post("/api/v1/sources")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.field", contains("kind", "name"));
        admin().body(Map.of("name", "x", "kind", "TOASTER"))
                .post("/api/v1/sources")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("kind"));
        admin().body("{\"name\":")
                .post("/api/v1/sources")
                .then()
                .statusCode(400)
                .body("type", matchesRegex("urn:.*"));
    }

    @Test
    void doesNotKnowSourcesThatDoNotExist() {
        String nowhere = "/api/v1/sources/" + UUID.randomUUID();
        admin().get(nowhere).then().statusCode(404).contentType("application/problem+json");
        admin().body(Map.of("name", "x")).patch(nowhere).then().statusCode(404);
        admin().post(nowhere + "/keys").then().statusCode(404);
        admin().delete(nowhere + "/keys/" + UUID.randomUUID()).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"analyst", "account-executive"})
    void isForAdminsOnly(String role) {
        String source = "/api/v1/sources/" + TestSource.create().id();
        String token = Tokens.of(role);
        Map<String, String> body = Map.of("name", "x", "kind", "APP");
        as(token).get("/api/v1/sources").then().statusCode(403).contentType("application/problem+json");
        as(token).body(body).post("/api/v1/sources").then().statusCode(403);
        as(token).get(source).then().statusCode(403);
        as(token).body(body).patch(source).then().statusCode(403);
        as(token).post(source + "/keys").then().statusCode(403);
        as(token).delete(source + "/keys/" + UUID.randomUUID()).then().statusCode(403);
    }

    @Test
    void refusesCallersWithoutAGoodToken() {
        given().get("/api/v1/sources")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", notNullValue());
        for (String token : List.of(
                Tokens.wrongAudience("admin"),
                Tokens.expired("admin"),
                Tokens.forged("admin"),
                TestSource.create().writeKey())) {
            as(token).get("/api/v1/sources").then().statusCode(401);
        }
    }

    private static void assertAccepted(TestSource source) {
        source.submit(Map.of()).then().statusCode(400).body("errors.field", hasItem("email"));
    }

    private static String addKey(TestSource source) {
        String key = admin().post("/api/v1/sources/" + source.id() + "/keys")
                .then()
                .statusCode(201)
                .body("id", notNullValue())
                .extract()
                .path("writeKey");
        assertFalse(key.equals(source.writeKey()));
        return key;
    }

    private static RequestSpecification admin() {
        return as(Tokens.of("admin"));
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    private List<String> texts(String sql, UUID id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }
}
