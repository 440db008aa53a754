package io.tandem.scoring.accounts;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.AccountMerged;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.Tokens;
import io.tandem.kit.web.Roles;
import io.tandem.scoring.TestCall;
import io.tandem.scoring.score.SignupGate;
import io.tandem.scoring.usage.UsageGate;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class UsageSeriesResourceTest {
    private final String name = "w" + UUID.randomUUID().toString().substring(0, 8);
    private final UUID id = AccountId.ofDomain(name + ".com");
    private final String path = "/api/v1/accounts/" + id + "/usage";
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    @Inject
    UsageGate usage;

    @Inject
    SignupGate signups;

    @BeforeEach
    void twoPeopleOnTwoDays() {
        usage.count(List.of(
                TestCall.identify("ana" + name, Map.of("email", "ana@" + name + ".com"))
                        .made(),
                TestCall.identify("ben" + name, Map.of("email", "ben@" + name + ".com"))
                        .made(),
                did("ana", 3),
                did("ana", 1),
                did("ana", 1),
                did("ben", 1)));
    }

    @Test
    void showsEveryDayWithItsEventsAndPeople() {
        as(Roles.ANALYST)
                .queryParam("from", today.minusDays(4).toString())
                .queryParam("to", today.minusDays(1).toString())
                .get(path)
                .then()
                .statusCode(200)
                .body("accountId", is(id.toString()))
                .body("days.day[0]", is(today.minusDays(4).toString()))
                .body("days.events", contains(0, 1, 0, 3))
                .body("days.people", contains(0, 1, 0, 2));
    }

    @Test
    void showsThirtyDaysUpToTodayIfNothingElseIsAsked() {
        as(Roles.AE)
                .get(path)
                .then()
                .statusCode(200)
                .body("days", hasSize(30))
                .body("days[29].day", is(today.toString()));
    }

    @Test
    void leavesOutWhatIsNotKeptOrNotYetThere() {
        as(Roles.AE)
                .queryParam("from", "1970-01-01")
                .queryParam("to", "1970-02-01")
                .get(path)
                .then()
                .statusCode(200)
                .body("days", hasSize(0));
        as(Roles.AE)
                .queryParam("from", today.toString())
                .queryParam("to", "9998-12-31")
                .get(path)
                .then()
                .statusCode(200)
                .body("days", hasSize(1));
    }

    @Test
    void countsThePartsOfAnAccount() {
        UUID part = AccountId.ofDomain("part" + name + ".com");
        usage.count(List.of(
                TestCall.identify("rae" + name, Map.of("email", "rae@part" + name + ".com"))
                        .made(),
                did("rae", 1)));
        signups.merge(new AccountMerged(part, id, "One company", "admin@tandem.example", Instant.now()));

        for (UUID either : List.of(id, part)) {
            as(Roles.ANALYST)
                    .queryParam("from", today.minusDays(1).toString())
                    .get("/api/v1/accounts/" + either + "/usage")
                    .then()
                    .statusCode(200)
                    .body("days.events", contains(4, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?from=yesterday&to=2026-13-01", "?from=2026-02-02&to=2026-02-01"})
    void refusesBadDays(String query) {
        as(Roles.ANALYST).get(path + query).then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void namesEachBadDay() {
        as(Roles.ANALYST)
                .get(path + "?from=yesterday&to=2026-13-01")
                .then()
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("from", "to"));
    }

    @Test
    void refusesStrangersAndUnknownAccounts() {
        given().get(path).then().statusCode(401);
        as("visitor").get(path).then().statusCode(403);
        as(Roles.ANALYST)
                .get("/api/v1/accounts/" + UUID.randomUUID() + "/usage")
                .then()
                .statusCode(404);
    }

    private TrackedEvent did(String who, int daysAgo) {
        return TestCall.track("Signed In")
                .user(who + name)
                .at(today.minusDays(daysAgo).atTime(12, 0).toInstant(ZoneOffset.UTC))
                .made();
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of(role));
    }
}
