package io.tandem.signup.signups;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.tandem.kit.web.Problem;
import io.tandem.signup.sources.Sender;
import io.tandem.signup.sources.SourceKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Keeps one address, and one company, from filling in forms all day. Servers send for many and are trusted. */
@ApplicationScoped
class SubmissionLimits {
    private final Cache<Caller, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterAccess(Duration.ofMinutes(5))
            .build();

    /** A changed limit starts anew. */
    private record Caller(UUID sourceId, String name, int perMinute) {}

    void take(Sender sender, String caller, int perMinute) {
        if (sender.kind() == SourceKind.SERVER || caller == null) {
            return;
        }
        ConsumptionProbe probe = buckets.get(new Caller(sender.sourceId(), caller, perMinute), this::newBucket)
                .tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            int seconds = 1 + (int) TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill());
            throw Problem.tooManyRequests("Too many forms were sent; try again in " + seconds + " s.", seconds);
        }
    }

    private Bucket newBucket(Caller caller) {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(caller.perMinute()).refillGreedy(caller.perMinute(), Duration.ofMinutes(1)))
                .build();
    }
}
