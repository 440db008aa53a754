package io.tandem.kit.delivery;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.Tokens;
import io.tandem.kit.web.Roles;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class IdempotentTest {
    @Inject
    DataSource dataSource;

    @ParameterizedTest
    @ValueSource(strings = {"/orders", "/orders/later", "/orders/async", "/orders/strict"})
    void answersARepeatedRequestAsTheFirstTime(String path) {
        String key = UUID.randomUUID().toString();
        Response first = post(path, key, "tea");
        assertThat(first.statusCode()).isIn(200, 201);
        Response second = post(path, key, "tea");

        assertThat(second.statusCode()).isEqualTo(first.statusCode());
        assertThat(second.asString()).isEqualTo(first.asString()).contains("tea");
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.contentType()).isEqualTo(first.contentType());
        assertThat(first.header(IdempotencyFilters.REPLAYED)).isNull();
        assertThat(second.header(IdempotencyFilters.REPLAYED)).isEqualTo("true");
        assertThat(post(path, UUID.randomUUID().toString(), "tea").asString()).isNotEqualTo(first.asString());
    }

    @Test
    void refusesTheKeyForAnotherBody() {
        String key = UUID.randomUUID().toString();
        post("/orders", key, "tea");
        Response other = post("/orders", key, "coffee");

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.contentType()).startsWith("application/problem+json");
    }

    @Test
    void letsOneOfManyConcurrentRequestsWork() {
        String key = UUID.randomUUID().toString();
        int before = OrdersResource.ORDERS.get();
        OrdersResource.gate = new CountDownLatch(1);
        List<CompletableFuture<Response>> requests = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> post("/orders", key, "slow")))
                .toList();
        await().until(() -> requests.stream().filter(CompletableFuture::isDone).count() == 5);
        OrdersResource.gate.countDown();

        List<Integer> statuses = requests.stream()
                .map(CompletableFuture::join)
                .map(Response::statusCode)
                .sorted()
                .toList();
        assertThat(statuses).containsExactly(201, 409, 409, 409, 409, 409);
        assertThat(OrdersResource.ORDERS.get()).isEqualTo(before + 1);
        assertThat(post("/orders", key, "slow").statusCode()).isEqualTo(201);
    }

    @Test
    void worksAgainAfterAFailureOfOurs() {
        String key = UUID.randomUUID().toString();
        int before = OrdersResource.ORDERS.get();
        assertThat(post("/orders", key, "breaks").statusCode()).isEqualTo(500);
        assertThat(post("/orders", key, "breaks").statusCode()).isEqualTo(500);
        assertThat(OrdersResource.ORDERS.get()).isEqualTo(before + 2);
    }

    @Test
    void repeatsARefusalOfTheBusiness() {
        String key = UUID.randomUUID().toString();
        int before = OrdersResource.ORDERS.get();
        Response first = post("/orders", key, "sold out");
        Response second = post("/orders", key, "sold out");

        assertThat(first.statusCode()).isEqualTo(409);
        assertThat(second.asString()).isEqualTo(first.asString()).contains("Sold out.");
        assertThat(second.contentType()).startsWith("application/problem+json");
        assertThat(OrdersResource.ORDERS.get()).isEqualTo(before + 1);
    }

    @Test
    void letsAMalformedRequestBeRepairedUnderItsKey() {
        String key = UUID.randomUUID().toString();
        Response malformed = given().contentType(ContentType.JSON)
                .header(IdempotencyFilters.KEY, key)
                .body("{\"item\":")
                .post("/orders");
        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(post("/orders", key, "tea").statusCode()).isEqualTo(201);
    }

    @Test
    void givesTheClaimOfACrashedRequestToTheNext() throws SQLException {
        String key = UUID.randomUUID().toString();
        CountDownLatch never = new CountDownLatch(1);
        OrdersResource.gate = never;
        CompletableFuture<Response> hangs = CompletableFuture.supplyAsync(() -> post("/orders", key, "slow"));
        await().until(() -> post("/orders", key, "slow").statusCode() == 409);
        OrdersResource.gate = new CountDownLatch(0);
        execute("UPDATE idempotency SET claimed_at = claimed_at - interval '61 seconds' WHERE status IS NULL");

        Response next = post("/orders", key, "slow");
        assertThat(next.statusCode()).isEqualTo(201);
        assertThat(next.header(IdempotencyFilters.REPLAYED)).isNull();
        // Was the first only slow, its late answer does not replace the one already given.
        never.countDown();
        assertThat(hangs.join().asString()).isNotEqualTo(next.asString());
        assertThat(post("/orders", key, "slow").asString()).isEqualTo(next.asString());
    }

    @Test
    void requiresTheKeyWhereItIsRequired() {
        assertThat(post("/orders/strict", null, "tea").statusCode()).isEqualTo(400);
        assertThat(post("/orders", null, "tea").statusCode()).isEqualTo(201);
        assertThat(post("/orders", "k".repeat(256), "tea").statusCode()).isEqualTo(400);
    }

    @Test
    void keepsTheKeysOfCallersApart() {
        String key = UUID.randomUUID().toString();
        List<String> callers = List.of(Tokens.of(Roles.ADMIN), Tokens.of(Roles.AE), "tk_one", "tk_two");
        assertThat(callers.stream()
                        .map(caller -> postAs(caller, key).asString())
                        .distinct())
                .hasSize(4);
        // The same user under another token is the same caller.
        assertThat(postAs(Tokens.of(Roles.ADMIN), key).header(IdempotencyFilters.REPLAYED))
                .isEqualTo("true");
        assertThat(postAs("tk_two", key).header(IdempotencyFilters.REPLAYED)).isEqualTo("true");
    }

    private static Response postAs(String bearer, String key) {
        return given().contentType(ContentType.JSON)
                .header(IdempotencyFilters.KEY, key)
                .auth()
                .oauth2(bearer)
                .body("{\"item\":\"tea\"}")
                .post("/orders");
    }

    private static Response post(String path, String key, String item) {
        var request = given().contentType(ContentType.JSON).body("{\"item\":\"" + item + "\"}");
        return (key == null ? request : request.header(IdempotencyFilters.KEY, key)).post(path);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
