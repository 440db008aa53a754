package io.tandem.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.tandem.kit.web.CallerAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Keeps one caller from taking the place of all others. */
@ApplicationScoped
class RateLimits {
    private static final int MOST_ADDRESSES = 100_000;

    private final GatewayConfig.Limits limits;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST_ADDRESSES)
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();

    RateLimits(GatewayConfig config) {
        this.limits = config.limits();
    }

    /** Takes one call from the address's bucket; else the whole seconds after which to try again. */
    OptionalInt refuse(String address) {
        ConsumptionProbe probe =
                buckets.get(CallerAddress.of(address), unused -> newBucket()).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? OptionalInt.empty()
                : OptionalInt.of(1 + (int) TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()));
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(
                        limit -> limit.capacity(limits.burst()).refillGreedy(limits.perSecond(), Duration.ofSeconds(1)))
                .build();
    }
}
