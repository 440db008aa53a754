package io.tandem.scoring.score;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Who scores gives way to counting when that is behind: what is counted meanwhile is scored together with what waits, an
 * account once for all that happened there, so that scoring later costs less and counting catches up.
 */
@ApplicationScoped
public class ScoringPace {
    /** Counting is behind when its newest event was accepted so long ago. */
    private static final Duration BEHIND = Duration.ofMillis(500);

    /** What was heard of counting holds for so long. */
    private static final Duration NEWS = Duration.ofSeconds(10);

    private static final int REST_TIMES_WORK = 3;
    private static final Duration LONGEST_REST = Duration.ofSeconds(5);

    private volatile Instant behindAt = Instant.MIN;

    /** @param newest when the newest of the events that are counted at this moment was accepted */
    public void counting(Instant newest, Instant now) {
        behindAt = newest.isBefore(now.minus(BEHIND)) ? now : Instant.MIN;
    }

    /** Rests after so much work if counting is behind. */
    void rest(Duration worked) throws InterruptedException {
        Duration rest = restAfter(worked, Instant.now());
        if (!rest.isZero()) {
            TimeUnit.NANOSECONDS.sleep(rest.toNanos());
        }
    }

    Duration restAfter(Duration worked, Instant now) {
        if (behindAt.isBefore(now.minus(NEWS))) {
            return Duration.ZERO;
        }
        Duration rest = worked.multipliedBy(REST_TIMES_WORK);
        return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
    }
}
