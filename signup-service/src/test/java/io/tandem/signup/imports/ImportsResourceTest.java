package io.tandem.signup.imports;

import static io.restassured.RestAssured.given;
import static io.tandem.signup.imports.Importing.IMPORTS;
import static io.tandem.signup.imports.Importing.accounts;
import static io.tandem.signup.imports.Importing.as;
import static io.tandem.signup.imports.Importing.csv;
import static io.tandem.signup.imports.Importing.ended;
import static io.tandem.signup.imports.Importing.idOf;
import static io.tandem.signup.imports.Importing.json;
import static io.tandem.signup.imports.Importing.rows;
import static io.tandem.signup.imports.Importing.signups;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tandem.contracts.AccountId;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.Tokens;
import io.tandem.signup.ShortWait;
import io.tandem.signup.TestSource;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ShortWait.class)
@WithTestResource(RealInfrastructure.class)
class ImportsResourceTest {
    private final String domain = "j" + UUID.randomUUID() + ".com";

    @TestHTTPResource("/")
    URI address;

    @Test
    void meetsAccountsAndKnowsTheirCompanies() {
        String[] file = {
            "domain,name,size,country,firstMetAt",
            domain + ",Harbourline,120,PT,2023-11-05",
            "www." + domain + ",Again,,,",
            "gmail.com,Mail,,,",
            "2" + domain + ",,,,",
            "3" + domain + ",x,many,Atlantis,never"
        };
        JsonPath dry = ended(accounts(csv(file).queryParam("dryRun", true)));
        JsonPath done = ended(accounts(csv(file)));
        for (JsonPath one : List.of(dry, done)) {
            assertEquals(2, one.getInt("accepted"));
            assertEquals(3, one.getInt("refused"));
        }
        JsonPath refused = rows(done.getString("id"));
        assertEquals(List.of(3, 4, 6), refused.getList("items.line"));
        assertEquals("domain is of the same company as line 2", refused.getString("items[0].reasons[0]"));
        assertEquals(3, refused.getList("items[2].reasons").size());
        assertEquals(true, rows(dry.getString("id")).get("items[0].newAccount"));
        as("admin")
                .get("/api/v1/enrichment/companies/" + domain)
                .then()
                .statusCode(200)
                .body("firmographics.companySize", equalTo("51-200"));

        JsonPath again = ended(accounts(csv(file)));
        assertEquals(0, again.getInt("accepted"));
        assertEquals(2, again.getInt("unchanged"));
        JsonPath changed = ended(accounts(json("[{\"domain\": \"" + domain + "\", \"country\": \"ES\"}]")));
        assertEquals(1, changed.getInt("accepted"));
    }

    @Test
    void importedAccountsAreCompaniesThatOthersMayBe() {
        String name = "Quillon" + domain.substring(1, 9);
        ended(accounts(csv("domain,name,country", domain + "," + name + " AG,DE")));
        TestSource.create()
                .submit(Map.of(
                        "email",
                        "m" + domain + "@gmail.com",
                        "company",
                        name,
                        "companySize",
                        "1-10",
                        "role",
                        "x",
                        "useCase",
                        "y"))
                .then()
                .statusCode(202);
        await().atMost(Importing.PATIENCE).until(() -> as("admin")
                .queryParam("accountId", AccountId.ofDomain(domain))
                .queryParam("status", "OPEN")
                .get("/api/v1/match-suggestions")
                .jsonPath()
                .getList("items.intoAccountId")
                .contains(AccountId.ofDomain(domain).toString()));
    }

    @Test
    void honoursTheIdempotencyKey() {
        String key = UUID.randomUUID().toString();
        String[] file = {"domain,name", domain + ",Acme"};
        String first = idOf(accounts(csv(file).header("Idempotency-Key", key)));
        Importing.reached(first, "COMPLETED");
        Response again = accounts(csv(file).header("Idempotency-Key", key));
        assertEquals(first, idOf(again));
        assertEquals("true", again.header("Idempotent-Replayed"));
        assertEquals(IMPORTS + "/" + first, URI.create(again.header("Location")).getPath());
        accounts(csv("domain,name", domain + ",Other").header("Idempotency-Key", key))
                .then()
                .statusCode(422);
        as("admin").get(IMPORTS).then().statusCode(200).body("items.id", hasItem(first));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "name,size\nAcme,10",
                "{\"a\":",
                "email,submittedAt,Email\na@b.com,2024-01-01,x",
                "email,submittedAt\na@b.com,\"2024-01-01\nnever closed",
                "email,submittedAt\n\"a@b.com\"x,2024-01-01"
            })
    void refusesCsvThatCannotBeRead(String body) {
        refused(csv(body), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[",
                "[{\"email\":",
                "[{\"email\":\"a\"}",
                "[{}] []",
                "[nonsense]",
                "[{\"email\":\"a\nb\"}]",
                "\u0000\u0000\u0000[\u007f\u007f\u007f\u007f"
            })
    void refusesJsonThatCannotBeRead(String body) {
        refused(json(body), 400);
    }

    @Test
    void refusesCellsWithoutEnd() {
        String endless = "x".repeat(10_000_000);
        refused(csv("email,submittedAt,name", "a@b.com,2024-01-01," + endless), 400);
        refused(csv("email,submittedAt,name", "a@b.com,2024-01-01,\"" + endless), 400);
        refused(json("[{\"email\":\"" + endless + "\"}]"), 400);
        refused(json("[".repeat(5_000)), 400);
    }

    @Test
    void takesOnlyTextInUtf8() {
        Response answer = signups(
                as("admin")
                        .contentType("text/csv")
                        .body(("email,submittedAt,name\na@" + domain + ",2024-01-01,Zoë\nb@" + domain
                                        + ",2024-01-01,Zoe")
                                .getBytes(StandardCharsets.ISO_8859_1)),
                TestSource.create().id());
        JsonPath done = ended(answer);
        assertEquals(1, done.getInt("accepted"));
        assertEquals("is not UTF-8", rows(done.getString("id")).getString("items[0].reasons[0]"));
        refused(
                as("admin")
                        .contentType("text/csv")
                        .body("email,submittedAt\na@b.com,2024-01-01".getBytes(Charset.forName("UTF-16LE"))),
                400);
    }

    @Test
    void jsonRowsThatAreNoFlatObjectsAreRefusedAlone() {
        JsonPath done = ended(signups(
                json("[3, null, [], {\"email\": {}, \"submittedAt\": \"2024-01-01\"}, {\"email\": \"a@" + domain
                        + "\", \"submittedAt\": \"2024-01-01\"}]"),
                TestSource.create().id()));
        assertEquals(4, done.getInt("refused"));
        assertEquals(1, done.getInt("accepted"));
        assertEquals(List.of(1, 2, 3, 4), rows(done.getString("id")).getList("items.line"));
    }

    @Test
    void emptyTablesAreTakenAndChangeNothing() {
        assertEquals(0, ended(accounts(csv("domain,name"))).getInt("rows"));
        assertEquals(0, ended(accounts(json("[]"))).getInt("rows"));
    }

    @Test
    void refusesMoreThan64Megabytes() throws Exception {
        try (Socket caller = new Socket(address.getHost(), address.getPort())) {
            String head = "POST " + IMPORTS
                    + "/accounts HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nAuthorization: Bearer "
                    + Tokens.of("admin") + "\r\nContent-Length: 67108865\r\n\r\n";
            caller.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(caller.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertEquals("HTTP/1.1 413", answer);
        }
    }

    @Test
    void isForAdminsOnly() {
        for (String role : List.of("analyst", "account-executive")) {
            as(role).get(IMPORTS).then().statusCode(403);
            as(role).contentType("text/csv")
                    .body("domain")
                    .post(IMPORTS + "/accounts")
                    .then()
                    .statusCode(403);
            as(role).post(IMPORTS + "/" + UUID.randomUUID() + "/cancellation")
                    .then()
                    .statusCode(403);
        }
        given().get(IMPORTS).then().statusCode(401);
        given().contentType("text/csv")
                .body("domain")
                .post(IMPORTS + "/signups")
                .then()
                .statusCode(401);
    }

    @Test
    void refusesWhatIsNotThere() {
        UUID nobody = UUID.randomUUID();
        for (String path : List.of("", "/rows", "/refusals", "/refusals.csv")) {
            as("admin").get(IMPORTS + "/" + nobody + path).then().statusCode(404);
        }
        as("admin").post(IMPORTS + "/" + nobody + "/cancellation").then().statusCode(404);
        signups(csv("email,submittedAt"), nobody).then().statusCode(400).body("errors.field", hasItem("source"));
        csv("email,submittedAt")
                .post(IMPORTS + "/signups")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("source"));
        as("admin")
                .contentType("text/plain")
                .body("x")
                .post(IMPORTS + "/accounts")
                .then()
                .statusCode(415);
        as("admin").noContentType().post(IMPORTS + "/accounts").then().statusCode(415);
    }

    private static void refused(RequestSpecification file, int status) {
        signups(file, TestSource.create().id()).then().statusCode(status).contentType("application/problem+json");
    }
}
