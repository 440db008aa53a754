package io.tandem.crm.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    @Test
    void retryAfterIsReadInBothForms() {
        assertEquals(Optional.of(Duration.ofSeconds(12)), retryAfter("12"));
        assertEquals(Optional.of(Duration.ofSeconds(30)), retryAfter("Mon, 2 Mar 2026 09:00:30 GMT"));
        assertEquals(Optional.of(Duration.ZERO), retryAfter("Mon, 2 Mar 2026 08:00:00 GMT"));
        assertEquals(Optional.empty(), retryAfter("soon"));
        assertEquals(Optional.empty(), RateLimits.retryAfter(name -> null, NOW));
    }

    @Test
    void usedUpLimitsAreWaitedFor() {
        assertEquals(
                Optional.of(Duration.ofSeconds(10)),
                rest(Map.of(
                        "X-HubSpot-RateLimit-Remaining", "0", "X-HubSpot-RateLimit-Interval-Milliseconds", "10000")));
        assertEquals(Optional.of(Duration.ofSeconds(30)), rest(Map.of("RateLimit", "\"default\";r=0;t=30")));
        assertEquals(
                Optional.of(Duration.ofSeconds(5)), rest(Map.of("RateLimit-Remaining", "0", "RateLimit-Reset", "5")));
        assertEquals(Optional.of(Duration.ofMinutes(15)), rest(Map.of("Sforce-Limit-Info", "api-usage=5000/5000")));
        assertEquals(Optional.of(Duration.ofMinutes(15)), rest(Map.of("X-HubSpot-RateLimit-Daily-Remaining", "0")));
    }

    @Test
    void nobodyRestsForMoreThanADay() {
        assertEquals(Optional.of(Duration.ofDays(1)), retryAfter("999999999"));
        assertEquals(Optional.of(Duration.ofDays(1)), retryAfter("Fri, 31 Dec 9999 23:59:59 GMT"));
        assertEquals(
                Optional.of(Duration.ofDays(1)),
                rest(Map.of("RateLimit-Remaining", "0", "RateLimit-Reset", "177244200")));
    }

    @Test
    void whileSomethingIsLeftNobodyRests() {
        assertEquals(Optional.empty(), rest(Map.of("X-HubSpot-RateLimit-Remaining", "1")));
        assertEquals(Optional.empty(), rest(Map.of("RateLimit", "\"default\";r=1;t=30")));
        assertEquals(Optional.empty(), rest(Map.of("Sforce-Limit-Info", "api-usage=18/5000")));
        assertEquals(Optional.empty(), rest(Map.of()));
    }

    private static Optional<Duration> retryAfter(String value) {
        return RateLimits.retryAfter(name -> "Retry-After".equals(name) ? value : null, NOW);
    }

    private static Optional<Duration> rest(Map<String, String> headers) {
        return RateLimits.rest(headers::get);
    }
}
