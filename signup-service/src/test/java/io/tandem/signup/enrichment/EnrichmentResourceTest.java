package io.tandem.signup.enrichment;

import static io.tandem.signup.enrichment.Upload.COMPANIES;
import static io.tandem.signup.enrichment.Upload.UPLOADS;
import static io.tandem.signup.enrichment.Upload.as;
import static io.tandem.signup.enrichment.Upload.csv;
import static io.tandem.signup.enrichment.Upload.table;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.signup.ShortWait;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ShortWait.class)
@WithTestResource(RealInfrastructure.class)
class EnrichmentResourceTest {
    private final String domain = "e" + UUID.randomUUID() + ".com";

    @Inject
    AgroalDataSource database;

    @Test
    void takesColumnsInAnyOrderAndLeavesOutThoseItDoesNotKnow() {
        table(
                        "\uFEFFCountry,phone, SIZE ,name,domain,currency,revenue,industry",
                        "Portugal,+351,120,\"Harbourline, Lda\",WWW." + domain + ",eur,12500000,Logistics")
                .then()
                .statusCode(200)
                .body("accepted", is(1))
                .body("changed", is(1))
                .body("refused", is(0))
                .body("refusals", hasSize(0));
        as("analyst")
                .get(COMPANIES + "/" + domain)
                .then()
                .statusCode(200)
                .body("domain", equalTo(domain))
                .body("firmographics.name", equalTo("Harbourline, Lda"))
                .body("firmographics.companySize", equalTo("51-200"))
                .body("firmographics.country", equalTo("PT"))
                .body("firmographics.annualRevenue.amount", equalTo("12500000.00"))
                .body("firmographics.annualRevenue.currency", equalTo("EUR"))
                .body("firmographics.provenance.industry", equalTo("table"))
                .body("changedAt", notNullValue());
    }

    @Test
    void refusesRowsByLineAndTakesTheOthers() {
        table(
                        "domain,size,country",
                        "gmail.com,10,DE",
                        "not a domain,10,DE",
                        "x.com,many,Atlantis",
                        "x.com,10",
                        "x.com,,",
                        domain + ",10,DE")
                .then()
                .statusCode(200)
                .body("accepted", is(1))
                .body("refused", is(5))
                .body("refusals.line", contains(2, 3, 4, 5, 6))
                .body("refusals.reason[0]", containsString("no company"))
                .body("refusals.reason[2]", allOf(containsString("size"), containsString("country")))
                .body("refusals.reason[3]", containsString("2 fields where the header has 3"));
    }

    @Test
    void namesTheFirstHundredRefusalsAndCountsAll() {
        String[] lines = Stream.concat(
                        Stream.of("domain,size"),
                        IntStream.range(0, 250).mapToObj(row -> row % 2 == 0 ? "localhost,10" : row + domain + ",10"))
                .toArray(String[]::new);
        table(lines)
                .then()
                .body("refused", is(125))
                .body("refusals", hasSize(100))
                .body("accepted", is(125))
                .body("changed", is(125));
    }

    @Test
    void theSameTableAgainChangesAndAuditsNothing() throws Exception {
        String[] lines = {"domain,name", domain + ",Before", domain + ",Acme"};
        Response first = table(lines);
        first.then().body("accepted", is(2)).body("changed", is(1));
        Object changedAt = as("admin").get(COMPANIES + "/" + domain).path("changedAt");
        Response second = table(lines);
        second.then().statusCode(200).body("accepted", is(2)).body("changed", is(0));

        as("admin")
                .get(COMPANIES + "/" + domain)
                .then()
                .body("firmographics.name", equalTo("Acme"))
                .body("changedAt", equalTo(changedAt));
        assertEquals(1, auditEntriesOf(first.path("id")));
        assertEquals(0, auditEntriesOf(second.path("id")));
    }

    @Test
    void listsByDomainPageByPageAndForgets() {
        table("domain,name", "1" + domain + ",One", "2" + domain + ",Two")
                .then()
                .statusCode(200);
        Response page = as("account-executive").queryParam("limit", 1).get(COMPANIES);
        page.then().statusCode(200).body("items", hasSize(1)).body("nextCursor", notNullValue());
        String first = page.path("items[0].domain");
        as("account-executive")
                .queryParam("limit", 1)
                .queryParam("cursor", page.<String>path("nextCursor"))
                .get(COMPANIES)
                .then()
                .body("items.domain[0].compareTo('" + first + "') > 0", is(true));

        as("admin").delete(COMPANIES + "/1" + domain).then().statusCode(204);
        as("admin").delete(COMPANIES + "/1" + domain).then().statusCode(404);
        as("admin").get(COMPANIES + "/1" + domain).then().statusCode(404);
        as("admin").get(COMPANIES + "/2" + domain).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "name,size\nAcme,10", "{\"a\":", "domain,size,Size\nx.com,1,2"})
    void refusesWhatHasNoUsableHeader(String body) {
        as("admin")
                .body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post(UPLOADS)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void refusesARowThatNeverEndsAndOtherMediaTypes() {
        table("domain,name", domain + ",\"" + "x".repeat(100_000)).then().statusCode(400);
        as("admin")
                .contentType("application/json")
                .body("{}")
                .post(UPLOADS)
                .then()
                .statusCode(415);
    }

    @Test
    void letsOnlyAdminsWriteAndOnlyKnownPeopleRead() {
        for (String role : List.of("analyst", "account-executive")) {
            as(role).body("domain,name\n" + domain + ",Acme")
                    .post(UPLOADS)
                    .then()
                    .statusCode(403);
            as(role).delete(COMPANIES + "/" + domain).then().statusCode(403);
        }
        csv().body("domain,name\n" + domain + ",Acme").post(UPLOADS).then().statusCode(401);
        csv().get(COMPANIES).then().statusCode(401);
        csv().get(COMPANIES + "/" + domain).then().statusCode(401);
        as("admin").get(COMPANIES + "/" + domain).then().statusCode(404);
    }

    private long auditEntriesOf(String uploadId) throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(
                        "SELECT count(*) FROM audit_entry WHERE subject_id = ?::uuid AND actor = 'admin'")) {
            statement.setString(1, uploadId);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
