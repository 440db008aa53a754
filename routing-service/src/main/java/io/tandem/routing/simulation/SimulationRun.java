package io.tandem.routing.simulation;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tandem.routing.policy.CompiledPolicy;
import io.tandem.routing.storage.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Carries one simulation out: this thread reads the history and counts in its order, others decide. Everything that it
 * writes are its own progress and its own moves.
 */
@ApplicationScoped
class SimulationRun {
    private static final Logger LOG = Logger.getLogger(SimulationRun.class);
    private static final long TOLD_EVERY_MILLIS = 500;
    private static final int MOVES_AT_ONCE = 5_000;
    /** Long enough for a slow database, short enough that a simulation left behind is soon taken over. */
    static final Duration CLAIMED_FOR = Duration.ofSeconds(30);

    @Inject
    History history;

    @Inject
    SimulationRepository simulations;

    @Inject
    SimulationService service;

    @Inject
    Reps reps;

    @Inject
    StoredJson json;

    /** @param stopped whether this instance is going away */
    void carryOut(Simulation simulation, BooleanSupplier stopped) {
        SimulationRequest request = json.read(simulation.request(), SimulationRequest.class);
        CompiledPolicy policy = service.compiled(request, json.tree(simulation.policy()));
        Map<String, StaffedPool> pools = QuarkusTransaction.requiringNew().call(() -> {
            simulations.forgetMoves(simulation.id());
            return reps.pools();
        });
        Trial trial = new Trial(policy, Segments.compiled(request.segment(), policy.policy()), pools);
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService deciders = Executors.newFixedThreadPool(threads, SimulationRun::thread);
        ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor(SimulationRun::thread);
        try {
            Work work = new Work(simulation, trial, new Tally(pools), deciders, threads);
            pulse.scheduleWithFixedDelay(work::tell, TOLD_EVERY_MILLIS, TOLD_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            history.read(request, total -> work.counted(total), chunk -> !stopped.getAsBoolean() && work.take(chunk));
            if (!stopped.getAsBoolean()) {
                work.finish();
            }
        } finally {
            pulse.shutdownNow();
            deciders.shutdownNow();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "simulation");
        thread.setDaemon(true);
        return thread;
    }

    /** What is under way of one simulation. */
    private final class Work {
        private final Simulation simulation;
        private final Trial trial;
        private final Tally tally;
        private final ExecutorService deciders;
        private final int threads;
        private final Deque<Future<Tally.Part>> underWay = new ArrayDeque<>();
        private final List<SimulationMove> moves = new ArrayList<>();
        private volatile Long total;
        private volatile long read;
        private volatile boolean ours = true;

        Work(Simulation simulation, Trial trial, Tally tally, ExecutorService deciders, int threads) {
            this.simulation = simulation;
            this.trial = trial;
            this.tally = tally;
            this.deciders = deciders;
            this.threads = threads;
        }

        boolean counted(long total) {
            this.total = total;
            return ours;
        }

        boolean take(List<byte[]> chunk) {
            underWay.add(deciders.submit(() -> tryAll(chunk)));
            read = read + chunk.size();
            while (underWay.size() > 2 * threads) {
                count(underWay.remove());
            }
            return ours;
        }

        void finish() {
            while (ours && !underWay.isEmpty()) {
                count(underWay.remove());
            }
            if (!ours) {
                return;
            }
            QuarkusTransaction.requiringNew().run(() -> {
                if (!addMoves()) {
                    return;
                }
                SimulationResult result = tally.result(simulations.accountsMoved(simulation.id()));
                simulations.end(simulation, Simulation.Status.COMPLETED, json.write(result), null, Instant.now());
            });
        }

        private Tally.Part tryAll(List<byte[]> chunk) {
            Tally.Part part = new Tally.Part();
            for (byte[] row : chunk) {
                Trial.Tried tried = history.read(row, trial::on);
                if (tried != null) {
                    part.add(tried);
                }
            }
            return part;
        }

        private void count(Future<Tally.Part> done) {
            try {
                moves.addAll(tally.add(done.get()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
            }
            if (moves.size() >= MOVES_AT_ONCE) {
                QuarkusTransaction.requiringNew().call(this::addMoves);
            }
        }

        /** Only whoever has it still: another may have begun it again, or somebody cancelled it. */
        private boolean addMoves() {
            ours = advance();
            if (ours && !moves.isEmpty()) {
                simulations.addMoves(simulation.id(), moves);
                moves.clear();
            }
            return ours;
        }

        /** Beside the work, so that whatever takes long of it takes nobody else's turn. */
        void tell() {
            try {
                ours = QuarkusTransaction.requiringNew().call(this::advance);
            } catch (RuntimeException failure) {
                LOG.warnf(failure, "The progress of simulation %s could not be told", simulation.id());
            }
        }

        private boolean advance() {
            return simulations.advance(simulation, total, read, Instant.now().plus(CLAIMED_FOR));
        }
    }
}
