package io.tandem.signup.privacy;

import static io.restassured.RestAssured.given;
import static io.tandem.signup.privacy.Privacy.OTHERS;
import static io.tandem.signup.privacy.Privacy.REQUESTS;
import static io.tandem.signup.privacy.Privacy.admin;
import static io.tandem.signup.privacy.Privacy.answerErased;
import static io.tandem.signup.privacy.Privacy.ask;
import static io.tandem.signup.privacy.Privacy.exported;
import static io.tandem.signup.privacy.Privacy.statusOf;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesRegex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.PersonErased;
import io.tandem.contracts.PersonErasureRequested;
import io.tandem.contracts.PersonExportRequested;
import io.tandem.contracts.PersonExported;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.testing.Tokens;
import io.tandem.signup.ShortWait;
import io.tandem.signup.TestSource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ShortWait.class)
@WithTestResource(RealInfrastructure.class)
class PrivacyRequestsResourceTest {
    private static final String NAME = "Perpetua Quillfeather";

    @Inject
    DataSource database;

    @Inject
    PrivacyUpkeep upkeep;

    @Test
    void leavesNeitherEmailNorNameInAnyTable() throws SQLException {
        String email = UUID.randomUUID() + "@gmail.com";
        String company = "Perpetua " + UUID.randomUUID();
        String name = company + " GmbH";
        String companyDomain = UUID.randomUUID() + ".com";
        signUp("first@" + companyDomain, company);
        signUpForNews(email, signUp(email, name));
        join(email, companyDomain, name);
        suppress(email, name);
        consent(email, name);
        nameInReasons(companyDomain, name + " <" + email + "> wrote to us");
        UUID export = ask("EXPORT", email);
        OTHERS.forEach(service -> TestTopics.send(Topics.PRIVACY, exported(export, email, service)));
        TestTopics.sendRaw(
                Topics.PRIVACY,
                "key",
                UUID.randomUUID(),
                "PersonErased",
                ("{\"of\":\"" + email + "\", ").getBytes(StandardCharsets.UTF_8));
        await().until(() ->
                statusOf(export).equals("COMPLETE") && tablesWith(email).contains("dead_letter"));

        UUID erasure = ask("ERASE", email);
        assertEquals(
                PersonId.ofEmail(email),
                TestTopics.await(Topics.PRIVACY, PersonErasureRequested.class, event -> event.requestId()
                                .equals(erasure))
                        .personId());
        answerErased(erasure, email);
        await().until(() -> statusOf(erasure).equals("COMPLETE"));
        // Events leave the outbox when the broker has them.
        await().until(() ->
                !tablesWith(email).contains("outbox") && !tablesWith(name).contains("outbox"));
        assertEquals(List.of(), tablesWith(email));
        assertEquals(List.of(), tablesWith(name));
        admin().get(REQUESTS + "/" + export + "/export").then().statusCode(410);
        admin().queryParam("email", email).get("/api/v1/suppressions").then().body("items", hasSize(1));
        admin().queryParam("email", email).get("/api/v1/consents").then().body("items", hasSize(1));
    }

    @Test
    void erasesWhatWasOnItsWayButNotANewSignup() throws SQLException {
        String late = UUID.randomUUID() + "@gmail.com";
        String anew = UUID.randomUUID() + "@gmail.com";
        ask("ERASE", late);
        ask("ERASE", anew);
        signUp(late);
        signUp(anew);
        execute("UPDATE signup SET signed_up_at = signed_up_at - interval '1 hour' WHERE email = '" + late + "'");
        upkeep.run();
        await().until(() -> !tablesWith(late).contains("outbox"));
        assertEquals(List.of(), tablesWith(late));
        assertTrue(tablesWith(anew).contains("signup"));
    }

    @Test
    void exportsWhatEveryServiceAnswers() {
        String email = UUID.randomUUID() + "@acme.com";
        signUp(email);
        UUID id = ask("EXPORT", email);
        TestTopics.await(Topics.PRIVACY, PersonExportRequested.class, event -> event.requestId()
                .equals(id));
        admin().get(REQUESTS + "/" + id + "/export").then().statusCode(409);
        OTHERS.forEach(service -> TestTopics.send(Topics.PRIVACY, exported(id, email, service)));
        await().until(() -> statusOf(id).equals("COMPLETE"));
        admin().get(REQUESTS + "/" + id + "/export")
                .then()
                .statusCode(200)
                .body("services.'signup-service'.signups[0].email", equalTo(email))
                .body("services.'signup-service'.person[0].name", equalTo(NAME))
                .body("services.'routing-service'.records[0]", equalTo("about " + email));
    }

    @Test
    void asksTheOthersOfSomebodyUnknown() {
        String email = UUID.randomUUID() + "@nowhere.com";
        UUID id = ask("EXPORT", email);
        OTHERS.forEach(service -> TestTopics.send(
                Topics.PRIVACY, new PersonExported(PersonId.ofEmail(email), id, service, Map.of(), Instant.now())));
        await().until(() -> statusOf(id).equals("COMPLETE"));
        admin().get(REQUESTS + "/" + id + "/export").then().statusCode(200);
    }

    @Test
    void asksOfTheAccountThatAnAdminSaysADomainIs() {
        String domain = UUID.randomUUID() + ".com";
        admin().body(Map.of("kind", "FREE_MAIL", "reason", "seen"))
                .put("/api/v1/domains/" + domain)
                .then()
                .statusCode(200);
        UUID id = ask("EXPORT", "a@" + domain);
        assertEquals(
                AccountId.ofEmail("a@" + domain),
                TestTopics.await(Topics.PRIVACY, PersonExportRequested.class, event -> event.requestId()
                                .equals(id))
                        .accountId());
    }

    @Test
    void ignoresRedeliveredEvent() {
        String email = UUID.randomUUID() + "@acme.com";
        UUID id = ask("ERASE", email);
        UUID eventId = UUID.randomUUID();
        for (long count : List.of(1L, 9L)) {
            TestTopics.send(
                    Topics.PRIVACY,
                    eventId,
                    new PersonErased(
                            PersonId.ofEmail(email), id, "scoring-service", Map.of("records", count), Instant.now()));
        }
        answerErased(id, email);
        await().until(() -> statusOf(id).equals("COMPLETE"));
        admin().get(REQUESTS + "/" + id)
                .then()
                .body("services", hasSize(4))
                .body("services.find { it.service == 'scoring-service' }.counts.records", equalTo(1));
    }

    @Test
    void marksWhatIsNotAnsweredForADay() throws SQLException {
        UUID id = ask("EXPORT", UUID.randomUUID() + "@acme.com");
        assertEquals("OPEN", statusOf(id));
        execute("UPDATE privacy_request SET requested_at = now() - interval '25 hours' WHERE id = '" + id + "'");
        assertEquals("OVERDUE", statusOf(id));
        upkeep.run();
        given().get("/q/metrics").then().body(matchesRegex("(?s).*\\ntandem_privacy_requests_overdue\\S* [1-9].*"));
    }

    @Test
    void dropsAnExportAfterAWeek() throws SQLException {
        String email = UUID.randomUUID() + "@acme.com";
        UUID id = ask("EXPORT", email);
        OTHERS.forEach(service -> TestTopics.send(Topics.PRIVACY, exported(id, email, service)));
        await().until(() -> statusOf(id).equals("COMPLETE"));
        execute("UPDATE privacy_request SET completed_at = now() - interval '8 days' WHERE id = '" + id + "'");
        upkeep.run();
        admin().get(REQUESTS + "/" + id + "/export").then().statusCode(410);
    }

    @Test
    void auditsWithoutNamingThePerson() throws SQLException {
        String email = UUID.randomUUID() + "@acme.com";
        UUID id = ask("ERASE", email);
        try (Connection connection = database.getConnection();
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(
                        "SELECT actor, action, after::text FROM audit_entry WHERE subject_id = '" + id + "'")) {
            assertTrue(row.next());
            assertEquals("requested", row.getString("action"));
            assertEquals("{\"kind\": \"ERASE\"}", row.getString("after"));
        }
    }

    @Test
    void honoursTheIdempotencyKey() {
        Map<String, String> body = Map.of("kind", "EXPORT", "email", UUID.randomUUID() + "@acme.com", "reason", "x");
        String key = UUID.randomUUID().toString();
        String first =
                admin().header("Idempotency-Key", key).body(body).post(REQUESTS).path("id");
        assertEquals(
                first,
                admin().header("Idempotency-Key", key).body(body).post(REQUESTS).path("id"));
        assertNotEquals(first, admin().body(body).post(REQUESTS).path("id"));
    }

    @Test
    void refusesWhatNamesNobodyOrTwice() {
        UUID person = UUID.randomUUID();
        for (Map<String, ?> body : List.<Map<String, ?>>of(
                Map.of("kind", "EXPORT", "reason", "x"),
                Map.of("kind", "EXPORT", "reason", "x", "email", "a@acme.com", "personId", person),
                Map.of("kind", "EXPORT", "reason", "x", "email", "nonsense"),
                Map.of("kind", "HIDE", "reason", "x", "email", "a@acme.com"),
                Map.of("kind", "ERASE", "email", "a@acme.com"),
                Map.of("kind", "ERASE", "email", "a@acme.com", "reason", "x".repeat(501)))) {
            admin().body(body).post(REQUESTS).then().statusCode(400).contentType("application/problem+json");
        }
        admin().body(Map.of("kind", "EXPORT", "reason", "x", "personId", person))
                .post(REQUESTS)
                .then()
                .statusCode(404);
        admin().get(REQUESTS + "/" + person).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"analyst", "account-executive"})
    void isForAdminsOnly(String role) {
        given().auth().oauth2(Tokens.of(role)).get(REQUESTS).then().statusCode(403);
    }

    private static void signUp(String email) {
        signUp(email, NAME);
    }

    /** On a form that asks the address only, so that what was said before is kept with it. */
    private static void signUpForNews(String email, String returningToken) {
        TestSource.create("NEWSLETTER")
                .publish(form -> form.put(
                        "fields",
                        List.of(Map.of("name", "email", "label", "Email", "type", "email", "required", true))))
                .submit(Map.of("email", email, "returningToken", returningToken))
                .then()
                .statusCode(202);
    }

    /** The token of it. */
    private static String signUp(String email, String name) {
        Map<String, Object> form = TestSource.form(email);
        form.put("name", name);
        form.put("company", name);
        form.put("selfReported", name);
        form.put("anonymousId", email);
        form.put("touches", List.of(Map.of("at", Instant.now().toString(), "utm", Map.of("campaign", name))));
        return TestSource.create().submit(form).then().statusCode(202).extract().path("returningToken");
    }

    /** As was suggested by what the person named; then once more by hand, for a reason that names them too. */
    private static void join(String email, String companyDomain, String name) {
        String account = AccountId.ofEmail(email).toString();
        String suggestions = "/api/v1/match-suggestions";
        await().until(() -> admin().queryParam("accountId", account)
                .get(suggestions)
                .path("items.size()")
                .equals(1));
        String suggestion =
                admin().queryParam("accountId", account).get(suggestions).path("items[0].id");
        String merge = admin().post(suggestions + "/" + suggestion + "/acceptances")
                .then()
                .statusCode(200)
                .extract()
                .path("mergeId");
        admin().delete("/api/v1/account-merges/" + merge).then().statusCode(204);
        admin().body(Map.of("accountId", account, "intoDomain", companyDomain, "reason", name + " told us"))
                .post("/api/v1/account-merges")
                .then()
                .statusCode(201);
    }

    private static void suppress(String email, String name) {
        admin().header("Idempotency-Key", UUID.randomUUID())
                .body(Map.of("email", email, "reason", name + " asked"))
                .post("/api/v1/suppressions")
                .then()
                .statusCode(201);
    }

    private static void consent(String email, String name) {
        admin().body(Map.of(
                        "email", email, "purpose", "news", "version", "1", "granted", true, "reason", name + " called"))
                .post("/api/v1/consents")
                .then()
                .statusCode(201);
    }

    /** Changes that are not about the person at all. */
    private static void nameInReasons(String domain, String reason) {
        for (String action : List.of("first", "changed")) {
            admin().body(Map.of("kind", "COMPANY", "reason", action + ": " + reason))
                    .put("/api/v1/domains/" + domain)
                    .then()
                    .statusCode(200);
        }
        admin().body(Map.of("domain", "other" + domain, "intoDomain", domain, "reason", reason))
                .post("/api/v1/account-merges")
                .then()
                .statusCode(201);
        String forms =
                "/api/v1/sources/" + TestSource.create().publish(form -> {}).id() + "/form-versions";
        admin().body(Map.of("why", reason)).post(forms + "/0/rollback").then().statusCode(201);
    }

    @Test
    void auditOfEarlierVersionsLosesItsReasons() throws SQLException, IOException {
        UUID domain = UUID.randomUUID();
        execute(
                "INSERT INTO audit_entry (actor, action, subject_type, subject_id, before, after) VALUES ('admin', 'x', 'domain', '"
                        + domain + "', '{\"kind\": \"COMPANY\", \"reason\": \"" + domain + " wrote\"}', NULL)");
        try (var migration = getClass().getResourceAsStream("/db/migration/V15_1__audit_without_reasons.sql")) {
            execute(new String(migration.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertEquals(List.of(), tablesWith(domain + " wrote"));
        assertThrows(SQLException.class, () -> execute("DELETE FROM audit_entry"), "nor can it be changed now");
    }

    /** Every table with a column that holds the text, whatever tables there are. */
    private List<String> tablesWith(String text) throws SQLException {
        String columns = """
                SELECT table_name, column_name, data_type FROM information_schema.columns
                WHERE table_schema = 'public' AND data_type IN ('text', 'character varying', 'jsonb', 'json', 'bytea', 'ARRAY')
                """;
        List<String> found = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement list = connection.createStatement();
                ResultSet column = list.executeQuery(columns)) {
            while (column.next()) {
                String name = '"' + column.getString("column_name") + '"';
                String shown = column.getString("data_type").equals("bytea")
                        ? "encode(" + name + ", 'escape')"
                        : name + "::text";
                String sql = "SELECT count(*) FROM \"%s\" WHERE position(lower('%s') IN lower(%s)) > 0"
                        .formatted(column.getString("table_name"), text, shown);
                try (Statement scan = connection.createStatement();
                        ResultSet row = scan.executeQuery(sql)) {
                    row.next();
                    if (row.getLong(1) > 0) {
                        found.add(column.getString("table_name"));
                    }
                }
            }
        }
        return found;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
