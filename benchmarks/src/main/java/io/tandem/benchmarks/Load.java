package io.tandem.benchmarks;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Calls at a fixed rate or as fast as answers come, and remembers how long each took. */
final class Load {
    private static final long LONGEST_MICROS = 60_000_000;

    /** What one run showed; latencies in microseconds. */
    record Result(Histogram latencies, int failures, Duration took) {
        double perSecond() {
            return latencies.getTotalCount() / (took.toNanos() / 1e9);
        }

        double millis(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1000.0;
        }
    }

    private Load() {}

    /**
     * Starts calls at a fixed rate whether answers come or not, and counts each one's time from when it should have
     * started, so that a stall is seen by all the calls that it would have delayed.
     */
    static Result atRate(int perSecond, Duration duration, Supplier<CompletableFuture<Boolean>> call) {
        Histogram latencies = new ConcurrentHistogram(LONGEST_MICROS, 3);
        AtomicInteger failures = new AtomicInteger();
        ConcurrentLinkedQueue<CompletableFuture<?>> underWay = new ConcurrentLinkedQueue<>();
        long interval = 1_000_000_000L / perSecond;
        long start = System.nanoTime();
        long calls = duration.toNanos() / interval;
        for (long i = 0; i < calls; i++) {
            long due = start + i * interval;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(Math.max(1, due - System.nanoTime()));
            }
            underWay.add(record(call, due, latencies, failures));
        }
        CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new)).join();
        return new Result(latencies, failures.get(), Duration.ofNanos(System.nanoTime() - start));
    }

    /** Keeps {@code concurrency} calls under way for as long as {@code duration}. */
    static Result asFastAsPossible(int concurrency, Duration duration, Supplier<CompletableFuture<Boolean>> call) {
        Histogram latencies = new ConcurrentHistogram(LONGEST_MICROS, 3);
        AtomicInteger failures = new AtomicInteger();
        Semaphore places = new Semaphore(concurrency);
        long start = System.nanoTime();
        while (System.nanoTime() - start < duration.toNanos()) {
            places.acquireUninterruptibly();
            record(call, System.nanoTime(), latencies, failures).whenComplete((done, failure) -> places.release());
        }
        places.acquireUninterruptibly(concurrency);
        return new Result(latencies, failures.get(), Duration.ofNanos(System.nanoTime() - start));
    }

    private static CompletableFuture<?> record(
            Supplier<CompletableFuture<Boolean>> call, long since, Histogram latencies, AtomicInteger failures) {
        return call.get().handle((succeeded, failure) -> {
            if (failure != null || !succeeded) {
                failures.incrementAndGet();
            }
            latencies.recordValue(Math.min(LONGEST_MICROS, (System.nanoTime() - since) / 1000));
            return null;
        });
    }
}
