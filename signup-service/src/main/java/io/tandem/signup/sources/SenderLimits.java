package io.tandem.signup.sources;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.tandem.kit.web.Problem;
import jakarta.enterprise.context.Dependent;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Keeps one address, and one company, from filling in forms or telling of visits all day. Servers send for many and are
 * trusted. Whoever uses it has limits of its own.
 */
@Dependent
public class SenderLimits {
    private final Cache<Caller, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterAccess(Duration.ofMinutes(1))
            .build();

    /** A changed limit starts anew. */
    private record Caller(UUID sourceId, String name, int perMinute) {}

    public void take(Sender sender, String caller, int perMinute) {
        if (sender.kind() == SourceKind.SERVER || caller == null) {
            return;
        }
        ConsumptionProbe probe = buckets.get(new Caller(sender.sourceId(), caller, perMinute), this::newBucket)
                .tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            int seconds = 1 + (int) TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill());
            throw Problem.tooManyRequests("Too many calls came from there; try again in " + seconds + " s.", seconds);
        }
    }

    private Bucket newBucket(Caller caller) {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(caller.perMinute()).refillGreedy(caller.perMinute(), Duration.ofMinutes(1)))
                .build();
    }
}
