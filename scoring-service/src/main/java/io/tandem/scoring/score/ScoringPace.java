package io.tandem.scoring.score;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
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

    /** By who counts. */
    private final Map<String, Counting> counting = new ConcurrentHashMap<>();

    /** @param until when it was counted; as late as can be while it is in hand */
    private record Counting(Duration behindBy, Instant until) {}

    /**
     * @param who counts: several may, each a batch at a time
     * @param newest when the newest of the events that are counted from now on was accepted
     */
    public void counting(String who, Instant newest, Instant now) {
        counting.put(who, new Counting(Duration.between(newest, now), Instant.MAX));
    }

    /** They are counted. */
    public void counted(String who, Instant now) {
        counting.computeIfPresent(who, (same, batch) -> new Counting(batch.behindBy(), now));
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
        return behindBy(now).compareTo(BEHIND) > 0
                ? shorter(worked.multipliedBy(REST_TIMES_WORK), LONGEST_REST)
                : Duration.ZERO;
    }

    Duration restAfterRound(Duration worked, Instant now) {
        Duration late = behindBy(now).dividedBy(2);
        Duration rest = restAfter(worked, now);
        return rest.isZero() || rest.compareTo(late) >= 0 ? rest : shorter(late, LONGEST_REST_OF_A_ROUND);
    }

    /** Of those who count, how far the one is who is furthest. */
    private Duration behindBy(Instant now) {
        return counting.values().stream()
                .filter(batch -> !batch.until().isBefore(now.minus(IDLE)))
                .map(Counting::behindBy)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
