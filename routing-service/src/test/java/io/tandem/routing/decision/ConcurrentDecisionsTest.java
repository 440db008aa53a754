package io.tandem.routing.decision;

import static io.tandem.routing.RoutingApi.addRep;
import static io.tandem.routing.RoutingApi.dismissReps;
import static io.tandem.routing.RoutingApi.handoffs;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.CompanySize;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.routing.RoutingApi.NewRep;
import io.tandem.routing.Scored;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
}
