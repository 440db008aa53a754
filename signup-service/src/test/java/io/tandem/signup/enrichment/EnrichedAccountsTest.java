package io.tandem.signup.enrichment;

import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tandem.contracts.AccountEnriched;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Firmographics;
import io.tandem.contracts.Money;
import io.tandem.contracts.SignupQualified;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.signup.ShortWait;
import io.tandem.signup.TestSource;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ShortWait.class)
@WithTestResource(RealInfrastructure.class)
class EnrichedAccountsTest {
    private final String domain = "n" + UUID.randomUUID() + ".com";
    private final UUID account = AccountId.ofDomain(domain);

    @Test
    void aSignupCarriesWhatIsKnownOfItsCompany() {
        TestSource source = TestSource.create();
        source.submit(TestSource.form("a@" + domain)).then().statusCode(202);
        assertNull(signupOf("a@" + domain).firmographics());

        Upload.table("domain,size,revenue,currency", domain + ",7000,10,USD")
                .then()
                .statusCode(200);
        source.submit(TestSource.form("b@" + domain)).then().statusCode(202);
        assertEquals(
                new Firmographics(
                        null,
                        null,
                        CompanySize.OVER_5000,
                        null,
                        new Money(new BigDecimal("10.00"), "USD"),
                        Map.of("companySize", "table", "annualRevenue", "table")),
                signupOf("b@" + domain).firmographics());
    }

    @Test
    void accountsThatWereMetAreToldOfEachChangeOnceAndOfItsEnd() {
        TestSource.create().submit(TestSource.form("a@" + domain)).then().statusCode(202);
        Upload.table("domain,industry,country", domain + ",Logistics,PT").then().body("changed", is(1));
        assertEquals("Logistics", told(1).get(0).industry());

        Upload.table("domain,industry,country", domain + ",Logistics,PT").then().body("changed", is(0));
        Upload.table("domain,country", domain + ",ES").then().statusCode(200);
        assertEquals(new Firmographics(null, null, null, "ES", null, Map.of("country", "table")), told(2).get(1));

        Upload.as("admin").delete(Upload.COMPANIES + "/" + domain).then().statusCode(204);
        assertEquals(new Firmographics(null, null, null, null, null, Map.of()), told(3).get(2));
        assertEquals(3, told(3).size());
    }

    @Test
    void whatWasForgottenAndUploadedAgainIsKnownAgain() {
        TestSource.create().submit(TestSource.form("a@" + domain)).then().statusCode(202);
        Upload.table("domain,country", domain + ",ES").then().statusCode(200);
        Upload.as("admin").delete(Upload.COMPANIES + "/" + domain).then().statusCode(204);
        Upload.table("domain,country", domain + ",PT").then().body("changed", is(1));
        TestTopics.await(
                Topics.SIGNUPS,
                AccountEnriched.class,
                event -> event.accountId().equals(account)
                        && "PT".equals(event.firmographics().country()));
        Upload.as("analyst").get(Upload.COMPANIES + "/" + domain).then().statusCode(200);
    }

    private List<Firmographics> told(int count) {
        return TestTopics.await(Topics.SIGNUPS, AccountEnriched.class, count, event -> event.accountId()
                        .equals(account))
                .stream()
                .map(sent -> sent.event().firmographics())
                .toList();
    }

    private static SignupQualified signupOf(String email) {
        return TestTopics.await(Topics.SIGNUPS, SignupQualified.class, event -> event.answers()
                .email()
                .equals(email));
    }
}
