package io.tandem.signup.attribution;

import io.restassured.response.ValidatableResponse;
import io.tandem.signup.TestSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** What browsers tell of visits. */
final class Visits {
    static final String TOUCHES = "/api/v1/touches";
    private static final Instant THIS_HOUR = Instant.now().truncatedTo(ChronoUnit.HOURS);

    private Visits() {}

    static Map<String, Object> touch(int hoursAgo, String from) {
        return Map.of(
                "at",
                hoursAgo(hoursAgo),
                "landingPage",
                "https://acme.com/pricing?email=maya@acme.com",
                "referrer",
                "https://search.example/find?q=us",
                "utm",
                Map.of("utm_source", from),
                "clickIds",
                Map.of("gclid", "c-1"));
    }

    /** Of one hour for the whole run, so that the same visit is told in the same words. */
    static String hoursAgo(int hours) {
        return THIS_HOUR.minus(Duration.ofHours(hours)).toString();
    }

    static ValidatableResponse tell(TestSource source, String anonymousId, List<Map<String, Object>> touches) {
        return send(source, Map.of("anonymousId", anonymousId, "touches", touches));
    }

    static ValidatableResponse send(TestSource source, Map<String, ?> body) {
        return source.sender().body(body).post(TOUCHES).then();
    }
}
