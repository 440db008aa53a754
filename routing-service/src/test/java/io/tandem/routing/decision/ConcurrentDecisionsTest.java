package io.tandem.routing.decision;

import static io.tandem.routing.RoutingApi.addRep;
import static io.tandem.routing.RoutingApi.decisions;
import static io.tandem.routing.RoutingApi.dismissReps;
import static io.tandem.routing.RoutingApi.handoffs;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.CompanySize;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.routing.RoutingApi.NewRep;
import io.tandem.routing.Scored;
import io.tandem.routing.storage.Database;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class ConcurrentDecisionsTest {
    @Inject
    RoutingService routing;

    @Inject
    Database database;

    @Test
    void decidersAtTheSameTimeAssignFairly() throws Exception {
        dismissReps();
        List<NewRep> reps = Stream.of("Ada", "Bo", "Cy", "Di")
                .map(name -> addRep(name, 1, 1000, "SALES_ASSIST", "SALES_LED"))
                .toList();
        List<Scored> accounts = IntStream.range(0, 40)
                .mapToObj(i -> Scored.newAccount(i % 2 == 0 ? CompanySize.UP_TO_200 : CompanySize.OVER_5000))
                .toList();
        List<Callable<Void>> deciders = accounts.stream()
                .map(account -> (Callable<Void>) () -> {
                    QuarkusTransaction.requiringNew().run(() -> routing.route(List.of(account.signup())));
                    return null;
                })
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<Void> done : threads.invokeAll(deciders)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }

        Map<Object, Long> received = accounts.stream()
                .flatMap(account -> handoffs(account.accountId()).stream())
                .collect(Collectors.groupingBy(
                        handoff -> handoff.get("motion") + " " + ((Map<?, ?>) handoff.get("owner")).get("id"),
                        Collectors.counting()));

        assertEquals(
                reps.stream()
                        .flatMap(rep -> Stream.of("SALES_ASSIST " + rep.id(), "SALES_LED " + rep.id()))
                        .collect(Collectors.toMap(key -> key, key -> 5L)),
                received);
    }

    @Test
    void accountIsNotDecidedByAHandoffThatEndsMeanwhile() throws Exception {
        dismissReps();
        addRep("Ada", 1, 1000, "SALES_ASSIST");
        Scored account = Scored.newAccount(CompanySize.UP_TO_200);
        route(account);
        ExecutorService colleague = Executors.newSingleThreadExecutor();
        try {
            Future<?> decided = QuarkusTransaction.requiringNew().call(() -> {
                recycle(account);
                Future<?> waits = colleague.submit(() -> route(account));
                await().atMost(Duration.ofMinutes(1)).pollInSameThread().until(this::somebodyWaitsForUs);
                return waits;
            });

            ExecutionException again = assertThrows(ExecutionException.class, decided::get);
            assertTrue(again.getCause().getMessage().contains("just ended"), again.toString());
        } finally {
            colleague.shutdown();
        }
        route(account);

        assertEquals("SELF_SERVE", decisions(account.accountId()).get(0).get("motion"));
        assertEquals(
                List.of("SELF_SERVE"),
                database.query(
                        "SELECT motion FROM account_route WHERE account_id = ?",
                        row -> row.getString("motion"),
                        account.accountId()));
    }

    private void route(Scored account) {
        QuarkusTransaction.requiringNew().run(() -> routing.route(List.of(account.signup())));
    }

    /** As its owner does. */
    private void recycle(Scored account) {
        database.update("""
                UPDATE handoff SET status = 'RECYCLED', closed_at = now(), close_reason = 'not now',
                    rests_until = now() + interval '2 years'
                WHERE account_id = ?
                """, account.accountId());
        database.update("UPDATE account_route SET motion = 'SELF_SERVE' WHERE account_id = ?", account.accountId());
    }

    private boolean somebodyWaitsForUs() {
        return database.query(
                        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid)))"
                                + " AS waits",
                        row -> row.getBoolean("waits"))
                .get(0);
    }
}
