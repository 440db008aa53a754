package io.tandem.scoring.score;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Who scores gives way to counting when that is behind: what is counted meanwhile is scored together with what waits, an
 * account once for all that happened there, so that scoring later costs less and counting catches up.
 */
@ApplicationScoped
public class ScoringPace {
    /** Counting is behind when the newest event of its batch was accepted so long ago. */
    private static final Duration BEHIND = Duration.ofMillis(500);

    /** Between batches counting waits for much less, so after so long nothing is left to count. */
    private static final Duration IDLE = Duration.ofSeconds(1);

    private static final int REST_TIMES_WORK = 3;
    private static final Duration LONGEST_REST = Duration.ofSeconds(5);
    private static final Duration LONGEST_REST_OF_A_ROUND = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final AtomicInteger batches = new AtomicInteger();
    private volatile Duration behindBy = Duration.ZERO;
    private volatile Instant countedAt = Instant.MIN;

    /** @param newest when the newest of the events that are counted from now on was accepted */
    public void counting(Instant newest, Instant now) {
        behindBy = Duration.between(newest, now);
        batches.incrementAndGet();
    }

    /** They are counted. */
    public void counted(Instant now) {
        countedAt = now;
        batches.decrementAndGet();
    }

    /** Rests after so much work if counting is behind. */
    void rest(Duration worked) throws InterruptedException {
        rest(now -> restAfter(worked, now));
    }

    /**
     * Rests if counting is behind, after all that was due has been scored. A score is as late as counting is anyway, so an
     * account that is busy is not scored again much sooner than that.
     */
    void restAfterRound(Duration worked) throws InterruptedException {
        rest(now -> restAfterRound(worked, now));
    }

    /** Not on after counting has caught up. */
    private static void rest(Function<Instant, Duration> rest) throws InterruptedException {
        Instant started = Instant.now();
        Instant now = started;
        while (Duration.between(started, now).compareTo(rest.apply(now)) < 0) {
            TimeUnit.NANOSECONDS.sleep(shorter(LOOK, rest.apply(now).minus(Duration.between(started, now)))
                    .toNanos());
            now = Instant.now();
        }
    }

    Duration restAfter(Duration worked, Instant now) {
        return isBehind(now) ? shorter(worked.multipliedBy(REST_TIMES_WORK), LONGEST_REST) : Duration.ZERO;
    }

    Duration restAfterRound(Duration worked, Instant now) {
        Duration late = behindBy.dividedBy(2);
        Duration rest = restAfter(worked, now);
        return rest.isZero() || rest.compareTo(late) >= 0 ? rest : shorter(late, LONGEST_REST_OF_A_ROUND);
    }

    private boolean isBehind(Instant now) {
        return behindBy.compareTo(BEHIND) > 0 && (batches.get() > 0 || !countedAt.isBefore(now.minus(IDLE)));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
