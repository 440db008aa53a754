package io.tandem.signup.imports;

import static io.tandem.signup.imports.Importing.IMPORTS;
import static io.tandem.signup.imports.Importing.as;
import static io.tandem.signup.imports.Importing.csv;
import static io.tandem.signup.imports.Importing.ended;
import static io.tandem.signup.imports.Importing.idOf;
import static io.tandem.signup.imports.Importing.json;
import static io.tandem.signup.imports.Importing.one;
import static io.tandem.signup.imports.Importing.reached;
import static io.tandem.signup.imports.Importing.rows;
import static io.tandem.signup.imports.Importing.signups;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.SignupQualified;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.signup.ShortWait;
import io.tandem.signup.TestSource;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ShortWait.class)
@WithTestResource(RealInfrastructure.class)
class ImportedSignupsTest {
    private static final String HEADER =
            "email,submittedAt,name,company,companySize,country,talkToSales,utm_source,custom.plan";

    private final String domain = "i" + UUID.randomUUID() + ".com";
    private final UUID account = AccountId.ofDomain(domain);

    @Inject
    DataSource database;

    @Test
    void keepsPastSignupsWithTheirTimeAndTellsThemAsImported() {
        UUID source = TestSource.create().id();
        JsonPath done = ended(signups(
                csv(
                        "Phone, EMAIL ,SubmittedAt,name,companysize,country,talkToSales,utm_source,custom.plan,selfReported",
                        "+351,Ana+x@WWW." + domain
                                + ",2024-03-01T10:15:00+01:00,Ana,120,Portugal,yes,ads,pro,A friend"),
                source));

        assertEquals(1, done.getInt("accepted"));
        assertEquals(1, done.getInt("rows"));
        SignupQualified told = TestTopics.await(Topics.SIGNUPS, SignupQualified.class, event -> event.accountId()
                .equals(account));
        assertTrue(told.answers().imported());
        assertEquals("ana@www." + domain, told.answers().email());
        assertEquals(Instant.parse("2024-03-01T09:15:00Z"), told.answers().signedUpAt());
        assertEquals(CompanySize.UP_TO_200, told.answers().companySize());
        assertEquals("PT", told.answers().country());
        assertTrue(told.answers().talkToSales());
        assertEquals(Map.of("source", "ads"), told.answers().utm());
        assertEquals(Map.of("plan", "pro"), told.answers().custom());
        assertEquals("A friend", told.attribution().selfReported());
        assertEquals(Map.of("source", "ads"), told.attribution().first().utm());
        as("analyst")
                .get("/api/v1/attributions/" + told.answers().signupId())
                .then()
                .body("first.utm.source", equalTo("ads"));
        as("analyst")
                .queryParam("accountId", account)
                .get("/api/v1/signups")
                .then()
                .body("items", hasSize(1))
                .body("items[0].status", equalTo("IMPORTED"))
                .body("items[0].answers.signedUpAt", equalTo("2024-03-01T09:15:00Z"));
    }

    @Test
    void theSameFileAgainChangesNothing() throws Exception {
        UUID source = TestSource.create().id();
        String[] file = people(12);
        assertEquals(12, ended(signups(csv(file), source)).getInt("accepted"));
        JsonPath again = ended(signups(csv(file), source));

        assertEquals(0, again.getInt("accepted"));
        assertEquals(12, again.getInt("unchanged"));
        assertEquals(12, count("signup WHERE account_id = '" + account + "'"));
        assertEquals(12, count("person WHERE account_id = '" + account + "'"));
        await().atMost(Importing.PATIENCE)
                .until(() -> one(again.getString("id")).getInt("untold") == 0);
        assertEquals(
                12,
                TestTopics.await(Topics.SIGNUPS, SignupQualified.class, 12, event -> event.accountId()
                                .equals(account))
                        .size());
    }

    @Test
    void takesJsonAndKnowsSignupsByTheirExternalId() {
        UUID source = TestSource.create().id();
        String first = """
                [{"externalId": 7, "email": "ana@%1$s", "submittedAt": "2024-03-01", "talkToSales": true, "x": {"y": []}},
                 {"externalId": "8", "email": "ben@%1$s", "submittedAt": "2024-03-02", "company": null}]
                """.formatted(domain);
        assertEquals(2, ended(signups(json(first), source)).getInt("accepted"));

        String moved = first.replace("2024-03-01", "2024-04-01").replace("\"8\"", "\"9\"");
        JsonPath second = ended(signups(json(moved), source));
        assertEquals(1, second.getInt("unchanged"));
        assertEquals(1, second.getInt("accepted"));
        assertEquals(2, ended(signups(json(first), TestSource.create().id())).getInt("accepted"));
    }

    @Test
    void goesOnWhereItWasInterruptedWithoutTakingARowTwice() throws Exception {
        UUID source = TestSource.create().id();
        String[] file = people(23);
        List<String> ids = new ArrayList<>();
        Importing.whileRefusing(database, "Person 17 of " + domain, () -> {
            String begun = idOf(signups(csv(file), source));
            ids.add(begun);
            await().atMost(Importing.PATIENCE).until(() -> one(begun).getInt("rowsRead") == 15 && attempts(begun) > 1);
            assertEquals(15, count("signup WHERE account_id = '" + account + "'"));
        });
        String id = ids.get(0);
        JsonPath done = reached(id, "COMPLETED");

        assertEquals(23, done.getInt("rowsRead"));
        assertEquals(23, done.getInt("accepted"));
        assertEquals(23, count("signup WHERE account_id = '" + account + "'"));
        assertEquals(0, count("import_content WHERE import_id = '" + id + "'"));
    }

    @Test
    void givesUpAfterSeveralAttemptsAndKeepsWhatWasTaken() throws Exception {
        Importing.whileRefusing(database, "Person 7 of " + domain, () -> {
            String id = idOf(signups(csv(people(9)), TestSource.create().id()));
            await().atMost(Importing.PATIENCE).until(() -> one(id).getInt("rowsRead") == 5);
            await().atMost(Importing.PATIENCE).until(() -> {
                Importing.execute(
                        database,
                        "UPDATE bulk_import SET attempts = 10, claimed_until = now() WHERE id = '" + id
                                + "' AND status = 'RUNNING'");
                return one(id).getString("status").equals("FAILED");
            });
            assertEquals(0, count("import_content WHERE import_id = '" + id + "'"));
        });
    }

    @Test
    void givesUpWhatEndedItsProcessTooOften() throws Exception {
        AtomicReference<String> id = new AtomicReference<>();
        Importing.whileRefusing(database, "Person 7 of " + domain, () -> {
            id.set(idOf(signups(csv(people(9)), TestSource.create().id())));
            await().atMost(Importing.PATIENCE).until(() -> one(id.get()).getInt("rowsRead") == 5);
            Importing.execute(
                    database,
                    "UPDATE bulk_import SET attempts = 10, claimed_until = now() + interval '2 seconds' WHERE id = '"
                            + id + "'");
        });
        assertEquals(5, reached(id.get(), "FAILED").getInt("accepted"));
    }

    @Test
    void canBeStoppedAndTheSameFileGoesOnFromThere() throws Exception {
        UUID source = TestSource.create().id();
        String[] file = people(12);
        Importing.whileRefusing(database, "Person 7 of " + domain, () -> {
            String id = idOf(signups(csv(file), source));
            await().atMost(Importing.PATIENCE).until(() -> one(id).getInt("rowsRead") == 5);

            signups(csv(file), source)
                    .then()
                    .statusCode(409)
                    .contentType("application/problem+json")
                    .body("importId", equalTo(id));
            as("admin")
                    .post(IMPORTS + "/" + id + "/cancellation")
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("CANCELLED"));
            as("admin").post(IMPORTS + "/" + id + "/cancellation").then().statusCode(409);
            assertEquals(0, count("import_content WHERE import_id = '" + id + "'"));
            assertEquals(
                    List.of("started", "cancelled"),
                    texts("action FROM audit_entry WHERE subject_id = '" + id + "' ORDER BY id"));
        });
        JsonPath again = ended(signups(csv(file), source));
        assertEquals(5, again.getInt("unchanged"));
        assertEquals(7, again.getInt("accepted"));
    }

    @Test
    void tellsOfADryRunWhatWouldBecomeOfEachRowAndTakesNothing() throws Exception {
        TestSource source = TestSource.create();
        String name = "Zanzibar" + domain.substring(1, 9);
        String known = "k" + domain;
        ended(signups(csv(HEADER, "eve@" + known + ",2024-01-01," + "Eve," + name + " Ltd,,DE,,,"), source.id()));
        await().atMost(Importing.PATIENCE).until(() -> count("company_profile WHERE domain = '" + known + "'") == 1);

        String[] file = {
            HEADER,
            "eve@" + known + ",2024-01-01,Eve," + name + ",,DE,,,",
            "ana@" + domain + ",2024-01-01,Ana," + name + " GmbH,,DE,,,",
            "ana@" + domain + ",2024-01-01,Ana," + name + " GmbH,,DE,,,",
            "ben@" + domain + ",2024-01-02,Ben,,,,,,",
            "nobody,someday,,,many,Atlantis,perhaps,,",
            "cleo@" + domain + ",2024-01-02"
        };
        JsonPath done = ended(signups(csv(file).queryParam("dryRun", true), source.id()));
        assertEquals(2, done.getInt("accepted"));
        assertEquals(2, done.getInt("unchanged"));
        assertEquals(2, done.getInt("refused"));
        assertEquals(0, count("signup WHERE account_id = '" + account + "'"));
        assertEquals(0, count("account WHERE id = '" + account + "'"));

        JsonPath rows = rows(done.getString("id"));
        assertEquals(List.of(2, 3, 4, 5, 6, 7), rows.getList("items.line"));
        assertEquals(
                List.of("UNCHANGED", "NEW", "UNCHANGED", "NEW", "REFUSED", "REFUSED"), rows.getList("items.outcome"));
        assertEquals(false, rows.get("items[0].newAccount"));
        assertEquals(true, rows.get("items[1].newAccount"));
        assertEquals(false, rows.get("items[3].newAccount"));
        assertEquals(account.toString(), rows.getString("items[1].accountId"));
        assertEquals(known, rows.getString("items[1].match.domain"));
        assertEquals("SAME_NAME", rows.getString("items[1].match.rule"));
        assertEquals(5, rows.getList("items[4].reasons").size());
        assertEquals(List.of("has 2 fields where the header has 9"), rows.getList("items[5].reasons"));
        assertEquals(2, ended(signups(csv(file), source.id())).getInt("accepted"));
    }

    @Test
    void refusesRowsWithAllReasonsAndReportsThemAsTable() {
        JsonPath done = ended(signups(
                csv(
                        "email,submittedAt,name,companySize,country",
                        "\"=cmd()\",2024-01-01,\"Say \"\"hi\"\"\u0000\",,",
                        "ana@" + domain + ",3024-01-01,,0,XX",
                        "ben@" + domain + ",,,,",
                        "cleo@" + domain + ",2024-02-30,,,",
                        "dora@" + domain + ",2024-01-01," + "x".repeat(300) + ",,",
                        "eve@" + domain + ",2024-01-01,Eve\u0000,,"),
                TestSource.create().id()));
        assertEquals(5, done.getInt("refused"));
        assertEquals(1, done.getInt("accepted"));
        String id = done.getString("id");

        as("admin")
                .queryParam("limit", 2)
                .get(IMPORTS + "/" + id + "/refusals")
                .then()
                .statusCode(200)
                .body("items.line", equalTo(List.of(2, 3)))
                .body("items[1].reasons", hasSize(3))
                .body("items[1].cells.country", equalTo("XX"))
                .body("nextCursor.isEmpty()", is(false));
        String table = as("admin")
                .get(IMPORTS + "/" + id + "/refusals.csv")
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .extract()
                .asString();
        assertEquals(6, table.lines().count());
        assertTrue(table.startsWith("line,reasons,companySize,country,email,name,submittedAt"), table);
        assertTrue(table.contains("2,email must be an email address,,,'=cmd(),\"Say \"\"hi\"\"\",2024-01-01"), table);
    }

    @Test
    void leavesContactsInPeaceThatCameWithoutAskingForAHuman() {
        UUID source = TestSource.create("NEWSLETTER").id();
        ended(signups(
                csv(
                        "email,submittedAt,talkToSales",
                        "a@" + domain + ",2024-01-01,no",
                        "b@" + domain + ",2024-01-01,yes"),
                source));
        List<SignupQualified> told =
                TestTopics.await(Topics.SIGNUPS, SignupQualified.class, 2, event -> event.accountId()
                                .equals(account))
                        .stream()
                        .map(sent -> sent.event())
                        .toList();
        told.forEach(event -> assertEquals(
                event.answers().email().startsWith("a@"), event.answers().doNotLeadWithSales()));
    }

    @Test
    void whoWasErasedIsNotTakenBackAndLeavesReports() throws Exception {
        UUID source = TestSource.create().id();
        String email = "ana@" + domain;
        String file = email + ",2024-01-01,Ana,,,,,,";
        ended(signups(csv(HEADER, file), source));
        JsonPath refused = ended(signups(
                csv(HEADER, email + ",2024-01-02,Ana,,many,,,,", "x@@y,2024-01-01," + email + ",,,,,,"), source));
        ended(signups(csv(HEADER, file).queryParam("dryRun", true), source));
        String id = refused.getString("id");
        assertEquals(2, rows(id).getList("items").size());

        TestSource.admin()
                .body(Map.of("kind", "ERASE", "email", email, "reason", "asked"))
                .post("/api/v1/privacy-requests")
                .then()
                .statusCode(202);
        assertEquals(0, rows(id).getList("items").size());

        JsonPath again = ended(signups(csv(HEADER, file), source));
        assertEquals(1, again.getInt("refused"));
        assertEquals(
                List.of("is of a person who was erased since"),
                rows(again.getString("id")).getList("items[0].reasons"));

        JsonPath faulty = ended(signups(
                csv(
                        HEADER,
                        email + ",someday,Ana,,,,,,",
                        "x@@y,2024-01-01," + email + ",,,,,,",
                        "ben,2024-01-01,,,,,,,"),
                source));
        JsonPath reported = rows(faulty.getString("id"));
        assertEquals(List.of(2, 3, 4), reported.getList("items.line"));
        assertEquals("ben", reported.getString("items[2].cells.email"));
        assertEquals(0, count("import_row WHERE person_id = '" + PersonId.ofEmail(email) + "'"));
        assertEquals(0, count("import_row WHERE cells::text LIKE '%" + domain + "%'"));
        assertEquals(0, count("signup WHERE email = '" + email + "'"));
    }

    /** Two in one cell, a name beside the address, a tag, another's row: none of them is read as that one address. */
    @Test
    void whoeverIsNamedAmongOtherTextOfARefusedRowIsShownAndErased() throws Exception {
        UUID source = TestSource.create().id();
        String email = "ana@" + domain;
        String[] file = {
            HEADER,
            "\"" + email + "; ben@" + domain + "\",2024-01-01,,,,,,,",
            "Ana <Ana+x@" + domain.toUpperCase(Locale.ROOT) + ">,2024-01-01,,,,,,,",
            "carl@" + domain + ",someday,for " + email + " (ill),,,,,,",
            "jo" + email + ",someday,,,,,,,"
        };
        String id = ended(signups(csv(file), source)).getString("id");
        assertEquals(List.of(2, 3, 4, 5), rows(id).getList("items.line"));

        assertEquals(3, counted("EXPORT", email));
        assertEquals(3, counted("ERASE", email));
        assertEquals(List.of(5), rows(id).getList("items.line"));

        JsonPath again = ended(signups(csv(file), source));
        assertEquals(4, again.getInt("refused"));
        assertEquals(List.of("jo" + email), rows(again.getString("id")).getList("items.cells.email"));
    }

    private static int counted(String kind, String email) {
        String id = TestSource.admin()
                .body(Map.of("kind", kind, "email", email, "reason", "asked"))
                .post("/api/v1/privacy-requests")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        return TestSource.admin()
                .get("/api/v1/privacy-requests/" + id)
                .path("services.find { it.service == 'signup-service' }.counts.importedRows");
    }

    private String[] people(int count) {
        return Stream.concat(
                        Stream.of(HEADER),
                        IntStream.rangeClosed(1, count)
                                .mapToObj(n -> "p" + n + "@" + domain + ",2024-01-01T00:00:" + (10 + n) + "Z,Person "
                                        + n + " of " + domain + ",Acme,11-50,DE,no,,"))
                .toArray(String[]::new);
    }

    private int attempts(String id) throws Exception {
        return Integer.parseInt(
                texts("attempts FROM bulk_import WHERE id = '" + id + "'").get(0));
    }

    private int count(String of) throws Exception {
        return Integer.parseInt(texts("count(*) FROM " + of).get(0));
    }

    private List<String> texts(String select) throws Exception {
        List<String> found = new ArrayList<>();
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT " + select)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
