package io.tandem.scoring.accounts;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.CompanySize;
import io.tandem.kit.testing.Tokens;
import io.tandem.scoring.TestSignup;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.score.SignupGate;
import io.tandem.scoring.usage.UsageGate;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** An account that Ana signed up from an hour ago, another for each test. */
abstract class OneAccount {
    final String name = "w" + UUID.randomUUID().toString().substring(0, 8);
    final String domain = name + ".com";
    final UUID id = AccountId.ofDomain(domain);
    final String path = "/api/v1/accounts/" + id;

    @Inject
    UsageGate usage;

    @Inject
    SignupGate signups;

    @Inject
    Database database;

    @BeforeEach
    void anAccount() {
        signups.qualify(
                UUID.randomUUID(),
                TestSignup.of(
                        "ana@" + domain,
                        CompanySize.UP_TO_200,
                        "ana" + name,
                        null,
                        Instant.now().minusSeconds(3600)));
    }

    static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of(role));
    }
}
