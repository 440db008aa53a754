package io.tandem.signup.enrichment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tandem.contracts.Firmographics;
import io.tandem.kit.testing.RealInfrastructure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.junit.jupiter.api.Test;

/** With lists in place of database and provider; the circuit breaker's library needs an application that runs. */
@QuarkusTest
@TestProfile(AskedProvider.class)
@WithTestResource(RealInfrastructure.class)
class ProviderQuestionsTest {
    private final Deque<String> waiting = new ArrayDeque<>();
    private final Queue<String> putOff = new ConcurrentLinkedQueue<>();
    private boolean leftAlone = true;

    @Test
    void whatWaitsIsNotPutOffWhileTheProviderIsLeftAlone() {
        IntStream.range(0, 100).forEach(n -> waiting.add("c" + n + ".com"));
        ProviderQuestions questions = new ProviderQuestions(lookups(), provider(), new SimpleMeterRegistry());
        questions.run();
        assertEquals(96, waiting.size());
        assertEquals(4, putOff.size());

        leftAlone = false;
        questions.run();
        questions.stop();
        assertEquals(0, waiting.size());
        assertEquals(4, putOff.size());
    }

    private CompanyLookups lookups() {
        return new CompanyLookups(null, null, null, null, null) {
            @Override
            List<CompanyLookupRepository.Lookup> take(int atMost) {
                return Stream.generate(waiting::poll)
                        .limit(Math.min(atMost, waiting.size()))
                        .map(domain -> new CompanyLookupRepository.Lookup(domain, 1))
                        .toList();
            }

            @Override
            void notAsked(String domain) {
                putOff.add(domain);
            }

            @Override
            void answered(String domain, Optional<Firmographics> said) {}
        };
    }

    private ProviderClient provider() {
        return new ProviderClient(EnrichmentProviderTest.config("https://provider.example/{domain}", "x", "2s")) {
            @Override
            Optional<Firmographics> ask(String domain) {
                if (leftAlone) {
                    throw new CircuitBreakerOpenException();
                }
                return Optional.empty();
            }
        };
    }
}
