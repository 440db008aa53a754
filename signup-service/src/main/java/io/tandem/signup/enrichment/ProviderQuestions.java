package io.tandem.signup.enrichment;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;

/** Asks the provider what is wanted, a few questions at a time, while no form waits for it. Instances share the work. */
@ApplicationScoped
class ProviderQuestions {
    private static final Logger LOG = Logger.getLogger(ProviderQuestions.class);
    private static final int AT_ONCE = 4;

    private final CompanyLookups lookups;
    private final ProviderClient provider;
    private final MeterRegistry metrics;
    private final ExecutorService askers = Executors.newFixedThreadPool(AT_ONCE);
    private volatile boolean resting;

    ProviderQuestions(CompanyLookups lookups, ProviderClient provider, MeterRegistry metrics) {
        this.lookups = lookups;
        this.provider = provider;
        this.metrics = metrics;
    }

    /** A faulty address of the provider is told at the start. */
    void start(@Observes StartupEvent event) {
        provider.isThere();
    }

    @PreDestroy
    void stop() {
        askers.shutdownNow();
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        if (!provider.isThere()) {
            return;
        }
        // While the provider is left alone, going on would only put off all that waits.
        resting = false;
        List<CompanyLookupRepository.Lookup> next;
        do {
            next = lookups.take(AT_ONCE);
            CompletableFuture.allOf(next.stream()
                            .map(lookup -> CompletableFuture.runAsync(() -> ask(lookup), askers))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } while (!next.isEmpty() && !resting);
    }

    private void ask(CompanyLookupRepository.Lookup lookup) {
        String outcome;
        try {
            var said = provider.ask(lookup.domain());
            lookups.answered(lookup.domain(), said);
            outcome = said.isPresent() ? "known" : "unknown";
        } catch (CircuitBreakerOpenException e) {
            resting = true;
            lookups.notAsked(lookup.domain());
            outcome = "not-asked";
        } catch (Exception e) {
            LOG.debugf(e, "The provider did not answer of %s", lookup.domain());
            lookups.failed(lookup, String.valueOf(e.getMessage()));
            outcome = "failed";
        }
        metrics.counter("tandem_enrichment_questions", "outcome", outcome).increment();
    }
}
