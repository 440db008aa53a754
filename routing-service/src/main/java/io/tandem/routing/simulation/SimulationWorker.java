package io.tandem.routing.simulation;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Carries simulations out, one after the other on each instance, and begins again what another left behind. */
@ApplicationScoped
class SimulationWorker {
    private static final Logger LOG = Logger.getLogger(SimulationWorker.class);

    @Inject
    SimulationRepository simulations;

    @Inject
    SimulationRun run;

    @Inject
    SimulationConfig config;

    private volatile boolean ending;

    void end(@Observes ShutdownEvent event) {
        ending = true;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        Optional<Simulation> next;
        while (!ending && (next = claim()).isPresent()) {
            carryOut(next.get());
        }
    }

    @Scheduled(every = "1h", delayed = "9m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        QuarkusTransaction.requiringNew()
                .run(() -> simulations.forget(Instant.now().minus(config.kept())));
    }

    private Optional<Simulation> claim() {
        Instant now = Instant.now();
        return QuarkusTransaction.requiringNew()
                .call(() -> simulations.claim(now, now.plus(SimulationRun.CLAIMED_FOR)));
    }

    private void carryOut(Simulation simulation) {
        if (simulation.attempts() > config.attempts()) {
            fail(simulation, "it was interrupted " + config.attempts() + " times");
            return;
        }
        try {
            run.carryOut(simulation, () -> ending);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Simulation %s failed", simulation.id());
            fail(simulation, e.getMessage());
        }
    }

    private void fail(Simulation simulation, String why) {
        QuarkusTransaction.requiringNew()
                .run(() -> simulations.end(simulation, Simulation.Status.FAILED, null, why, Instant.now()));
    }
}
