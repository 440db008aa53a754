package io.tandem.signup.identity;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.AccountMerged;
import io.tandem.contracts.AccountSeparated;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.SignupQualified;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.signup.ShortWait;
import io.tandem.signup.TestSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ShortWait.class)
@WithTestResource(RealInfrastructure.class)
class AccountMergesResourceTest {
    private final String brand = "brand" + UUID.randomUUID() + ".com";
    private final String parent = "parent" + UUID.randomUUID() + ".com";
    private final UUID brandId = AccountId.ofDomain(brand);
    private final UUID parentId = AccountId.ofDomain(parent);

    @Test
    void undoLeavesEverythingThatFollowedWithItsOwnAccount() {
        TestSource source = TestSource.create();
        source.submit(TestSource.form("a@" + brand)).then().statusCode(202);
        String merge = join(brand, parent)
                .then()
                .statusCode(201)
                .body("accountId", equalTo(brandId.toString()))
                .body("rootAccountId", equalTo(parentId.toString()))
                .extract()
                .path("id");
        source.submit(TestSource.form("b@" + brand)).then().body("accountId", equalTo(brandId.toString()));
        DomainsResourceTest.as("admin")
                .delete("/api/v1/account-merges/" + merge)
                .then()
                .statusCode(204);
        DomainsResourceTest.as("admin")
                .delete("/api/v1/account-merges/" + merge)
                .then()
                .statusCode(404);
        source.submit(TestSource.form("c@" + brand)).then().body("accountId", equalTo(brandId.toString()));

        assertEquals(
                3,
                TestTopics.await(Topics.SIGNUPS, SignupQualified.class, 3, event -> event.accountId()
                                .equals(brandId))
                        .size());
        AccountMerged merged = TestTopics.await(
                Topics.SIGNUPS, AccountMerged.class, event -> event.accountId().equals(brandId));
        assertEquals(parentId, merged.intoAccountId());
        assertEquals("admin", merged.mergedBy());
        assertEquals(
                parentId,
                TestTopics.await(Topics.SIGNUPS, AccountSeparated.class, event -> event.accountId()
                                .equals(brandId))
                        .fromAccountId());
    }

    @Test
    void chainsEndAtOneRootAndNeverInACircle() {
        String holding = "holding" + UUID.randomUUID() + ".com";
        join(parent, holding).then().statusCode(201);
        join(brand, parent)
                .then()
                .statusCode(201)
                .body("rootAccountId", equalTo(AccountId.ofDomain(holding).toString()));
        join(holding, brand).then().statusCode(409).contentType("application/problem+json");
        join(brand, holding).then().statusCode(409);
        join(brand, brand).then().statusCode(409);
        DomainsResourceTest.as("analyst")
                .queryParam("accountId", brandId.toString())
                .get("/api/v1/account-merges")
                .then()
                .statusCode(200)
                .body(
                        "items.rootAccountId",
                        contains(AccountId.ofDomain(holding).toString()));
    }

    @Test
    void joinsAccountsThatAreKnownFromUsageAlone() {
        UUID group = AccountId.ofGroup("g-" + UUID.randomUUID());
        post(Map.of("accountId", group, "intoDomain", parent, "reason", "their own workspace"))
                .then()
                .statusCode(201)
                .body("rootAccountId", equalTo(parentId.toString()));
        UUID person = AccountId.ofEmail(UUID.randomUUID() + "@gmail.com");
        post(Map.of("accountId", person, "intoAccountId", group, "reason", "works there"))
                .then()
                .statusCode(201)
                .body("rootAccountId", equalTo(parentId.toString()));
        assertEquals(
                parentId,
                TestTopics.await(Topics.SIGNUPS, AccountMerged.class, event -> event.accountId()
                                .equals(group))
                        .intoAccountId());
    }

    @Test
    void idOfAPersonIsNoAccount() {
        String email = "a@" + brand;
        TestSource.create().submit(TestSource.form(email)).then().statusCode(202);
        post(Map.of("accountId", PersonId.ofEmail(email), "intoDomain", parent, "reason", "x"))
                .then()
                .statusCode(404);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        post(Map.of("accountId", UUID.randomUUID(), "intoDomain", parent, "reason", "x"))
                .then()
                .statusCode(404);
        post(Map.of("domain", "gmail.com", "intoDomain", parent, "reason", "x"))
                .then()
                .statusCode(422);
        post(Map.of("domain", "localhost", "intoDomain", parent, "reason", "x"))
                .then()
                .statusCode(400);
        post(Map.of("domain", brand, "accountId", brandId, "intoDomain", parent, "reason", "x"))
                .then()
                .statusCode(400);
        post(Map.of("domain", brand, "intoDomain", parent))
                .then()
                .statusCode(400)
                .body("errors.field", contains("reason"));
        DomainsResourceTest.as("admin")
                .get("/api/v1/account-merges/" + UUID.randomUUID())
                .then()
                .statusCode(404);
    }

    @Test
    void onlyAdminsJoinAndSeparate() {
        for (String role : List.of("analyst", "account-executive")) {
            DomainsResourceTest.as(role)
                    .body(Map.of("domain", brand, "intoDomain", parent, "reason", "x"))
                    .post("/api/v1/account-merges")
                    .then()
                    .statusCode(403);
            DomainsResourceTest.as(role)
                    .delete("/api/v1/account-merges/" + UUID.randomUUID())
                    .then()
                    .statusCode(403);
        }
    }

    private static Response join(String domain, String into) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("domain", domain);
        request.put("intoDomain", into);
        request.put("reason", "one company");
        return post(request);
    }

    private static Response post(Map<String, Object> request) {
        return DomainsResourceTest.as("admin").body(request).post("/api/v1/account-merges");
    }
}
