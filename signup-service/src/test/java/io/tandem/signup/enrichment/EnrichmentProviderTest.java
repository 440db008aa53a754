package io.tandem.signup.enrichment;

import static io.restassured.RestAssured.given;
import static io.tandem.signup.enrichment.Upload.COMPANIES;
import static io.tandem.signup.enrichment.Upload.as;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tandem.contracts.AccountEnriched;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.Firmographics;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.SignupQualified;
import io.tandem.contracts.Topics;
import io.tandem.kit.delivery.Received;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.signup.TestSource;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(AskedProvider.class)
@WithTestResource(RealInfrastructure.class)
class EnrichmentProviderTest {
    private static final SignupAnswers ANSWERS = new SignupAnswers(
            null, null, null, null, null, null, null, null, null, null, false, null, null, null, null, null, false,
            false);

    @ConfigProperty(name = "tandem.enrichment.provider.url")
    String url;

    @Inject
    CompanyLookups lookups;

    @Inject
    ProviderQuestions asking;

    @Inject
    AgroalDataSource database;

    @Test
    void companyIsAskedForAfterTheSignupAndItsAccountIsTold() {
        String domain = fresh("known");
        signUp("secret-person@" + domain);

        Firmographics told = told(domain, known -> true);
        assertEquals("Logistics", told.industry());
        assertEquals("12500000.50", told.annualRevenue().amount().toPlainString());
        company(domain)
                .statusCode(200)
                .body("firmographics.name", equalTo("Harbourline Lda"))
                .body("firmographics.companySize", equalTo("51-200"))
                .body("firmographics.provenance.companySize", startsWith("stub, 20"));
        assertEquals(List.of("/v1/companies?domain=" + domain), questions(domain));
        assertFalse(asked().contains("secret-person"));
    }

    @Test
    void tableGoesBeforeTheProviderPartByPart() {
        String domain = fresh("known");
        Upload.table("domain,country", domain + ",ES").then().statusCode(200);
        signUp("a@" + domain);

        Firmographics both = told(domain, known -> known.industry() != null);
        assertEquals("ES", both.country());
        assertEquals("table", both.provenance().get("country"));
        assertTrue(both.provenance().get("industry").startsWith("stub, "));

        as("admin").delete(COMPANIES + "/" + domain).then().statusCode(204);
        assertEquals("PT", told(domain, known -> "PT".equals(known.country())).country());
        as("admin").delete(COMPANIES + "/" + domain).then().statusCode(404);
    }

    @Test
    void whatTheTableSaysInFullIsNotAskedFor() {
        String domain = fresh("known");
        Upload.table("domain,name,industry,size,country,revenue,currency", domain + ",Acme,Steel,10,ES,1,EUR")
                .then()
                .statusCode(200);
        lookups.met(List.of(metAt(domain)));
        assertEquals(0, number("SELECT count(*) FROM company_lookup WHERE domain = ?", domain));
    }

    @ParameterizedTest
    @ValueSource(strings = {"known", "unknown"})
    void answerIsRememberedUntilItExpires(String kind) {
        String domain = fresh(kind);
        lookups.met(List.of(metAt(domain), metAt(domain)));
        awaitAnswers(domain, 1);
        lookups.met(List.of(metAt(domain)));
        assertEquals(0, number("SELECT count(*) FROM company_lookup WHERE due_at IS NOT NULL AND domain = ?", domain));
        Object changedAt = company(domain).extract().path("changedAt");

        assertEquals(1, number("""
                WITH expired AS (UPDATE company_lookup SET expires_at = now() WHERE domain = ? RETURNING 1)
                SELECT count(*) FROM expired
                """, domain));
        lookups.met(List.of(metAt(domain)));
        awaitAnswers(domain, 2);
        company(domain).body("changedAt", changedAt == null ? nullValue() : equalTo(changedAt));
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "list", "deep", "huge", "redirect", "broken"})
    void badAnswersAreHarmlessAndAskedForAgain(String kind) {
        String domain = fresh(kind);
        signUp("a@" + domain);

        awaitAsking(() -> questions(domain).size() >= 2);
        assertTrue(number(
                        "SELECT count(*) FROM company_lookup WHERE last_error IS NOT NULL AND expires_at IS NULL AND domain = ?",
                        domain)
                > 0);
        company(domain).statusCode(404);
        assertFalse(asked().contains("known-elsewhere"));
    }

    @Test
    void onlyWhatCanBeSoIsTaken() {
        String domain = fresh("wrong");
        signUp("a@" + domain);
        Firmographics told = told(domain, known -> true);
        assertEquals(Map.of("industry", told.provenance().get("industry")), told.provenance());
        assertEquals("Logistics", told.industry());
    }

    @Test
    void nobodyIsAskedForPeopleOnFreeMail() {
        lookups.met(List.of(metAt(null), metAt("gmail.com")));
        assertEquals(0, number("SELECT count(*) FROM company_lookup WHERE domain = ?", "gmail.com"));
        assertFalse(asked().contains("%40"));
        assertFalse(asked().contains("@"));
    }

    @Test
    void providerThatFailsIsLeftAlone() {
        ProviderClient client = new ProviderClient(config(url, AskedProvider.SECRET, "10s"));
        String domain = fresh("broken");
        for (int i = 0; i < 8; i++) {
            assertThrows(java.io.IOException.class, () -> client.ask(domain));
        }
        assertThrows(CircuitBreakerOpenException.class, () -> client.ask(domain));
        assertEquals(8, questions(domain).size());
    }

    @Test
    void answerThatComesInDropsIsNotWaitedFor() {
        ProviderClient client = new ProviderClient(config(url, AskedProvider.SECRET, "500ms"));
        assertThrows(java.io.IOException.class, () -> client.ask(fresh("drip")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://provider.example/{domain}",
                "https://{domain}/companies",
                "https://provider.example/companies",
                "https://provider.example?{domain}",
                "file:///{domain}",
                "//provider.example/{domain}"
            })
    void refusesToStartWithAnAddressThatIsNotSafe(String unsafe) {
        assertThrows(IllegalStateException.class, () -> new ProviderClient(config(unsafe, "x", "10s")));
    }

    static ProviderConfig config(String url, String secret, String timeout) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "tandem.enrichment.provider.url", url,
                "tandem.enrichment.provider.secret", secret,
                "tandem.enrichment.provider.timeout", timeout));
        return new SmallRyeConfigBuilder()
                .withMapping(ProviderConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(ProviderConfig.class);
    }

    private static String fresh(String kind) {
        return kind + "-" + UUID.randomUUID() + ".com";
    }

    private static void signUp(String email) {
        TestSource.create().submit(TestSource.form(email)).then().statusCode(202);
    }

    private static Received<SignupQualified> metAt(String domain) {
        UUID account = AccountId.ofDomain(domain == null ? "nobody.example" : domain);
        return new Received<>(
                UUID.randomUUID(),
                Instant.now(),
                account.toString(),
                new SignupQualified(account, domain, "A", ANSWERS, null, null));
    }

    private static ValidatableResponse company(String domain) {
        return as("analyst").get(COMPANIES + "/" + domain).then();
    }

    private static Firmographics told(String domain, java.util.function.Predicate<Firmographics> that) {
        return TestTopics.await(
                        Topics.SIGNUPS,
                        AccountEnriched.class,
                        event -> event.accountId().equals(AccountId.ofDomain(domain))
                                && that.test(event.firmographics()))
                .firmographics();
    }

    private void awaitAnswers(String domain, int count) {
        awaitAsking(() -> questions(domain).size() == count
                && number("SELECT count(*) FROM company_lookup WHERE due_at IS NULL AND domain = ?", domain) == 1);
    }

    /** Asks whenever there is something to ask: the scheduler's second would be most of the time. */
    private void awaitAsking(BooleanSupplier that) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            asking.run();
            return that.getAsBoolean();
        });
    }

    private List<String> questions(String domain) {
        return asked().lines().filter(question -> question.contains(domain)).toList();
    }

    private String asked() {
        return given().get(url.substring(0, url.indexOf("/v1")) + "/asked").asString();
    }

    private long number(String sql, String domain) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, domain);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
