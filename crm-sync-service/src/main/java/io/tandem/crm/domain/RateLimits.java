package io.tandem.crm.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the headers of an answer say about how much more may be asked, and when. */
public final class RateLimits {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
    /** {@code RateLimit: "default";r=50;t=30} of draft-ietf-httpapi-ratelimit-headers. */
    private static final Pattern REMAINING = Pattern.compile(";\\s*r=(\\d{1,9})\\b");

    private static final Pattern RESET = Pattern.compile(";\\s*t=(\\d{1,9})\\b");
    /** {@code api-usage=18/5000} of Salesforce. */
    private static final Pattern USAGE = Pattern.compile("api-usage=(\\d+)/(\\d+)");

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration UNTIL_A_DAY_TURNS = Duration.ofMinutes(15);

    private RateLimits() {}

    /** How long {@code Retry-After} (RFC 9110, 10.2.3) asks to wait, in either of its forms. */
    public static Optional<Duration> retryAfter(UnaryOperator<String> headers, Instant now) {
        String value = headers.apply("Retry-After");
        if (value == null) {
            return Optional.empty();
        }
        if (SECONDS.matcher(value.strip()).matches()) {
            return Optional.of(atMostADay(Duration.ofSeconds(Long.parseLong(value.strip()))));
        }
        try {
            Instant until = OffsetDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(until.isAfter(now) ? atMostADay(Duration.between(now, until)) : Duration.ZERO);
        } catch (DateTimeParseException notADate) {
            return Optional.empty();
        }
    }

    /** How long to rest before the next call so that it will not be refused; empty while there is something left. */
    public static Optional<Duration> rest(UnaryOperator<String> headers) {
        if (isUsedUp(headers.apply("X-HubSpot-RateLimit-Daily-Remaining"))) {
            return Optional.of(UNTIL_A_DAY_TURNS);
        }
        if (isUsedUp(headers.apply("X-HubSpot-RateLimit-Remaining"))) {
            String interval = headers.apply("X-HubSpot-RateLimit-Interval-Milliseconds");
            return Optional.of(atMostADay(Duration.ofMillis(isNumber(interval) ? Long.parseLong(interval) : 10_000)));
        }
        String usage = headers.apply("Sforce-Limit-Info");
        if (usage != null) {
            Matcher used = USAGE.matcher(usage);
            return used.find() && Long.parseLong(used.group(1)) >= Long.parseLong(used.group(2))
                    ? Optional.of(UNTIL_A_DAY_TURNS)
                    : Optional.empty();
        }
        String combined = headers.apply("RateLimit");
        if (combined != null) {
            Matcher remaining = REMAINING.matcher(combined);
            Matcher reset = RESET.matcher(combined);
            return remaining.find() && isUsedUp(remaining.group(1)) && reset.find()
                    ? Optional.of(atMostADay(Duration.ofSeconds(Long.parseLong(reset.group(1)))))
                    : Optional.empty();
        }
        String reset = headers.apply("RateLimit-Reset");
        return isUsedUp(headers.apply("RateLimit-Remaining")) && isNumber(reset)
                ? Optional.of(atMostADay(Duration.ofSeconds(Long.parseLong(reset))))
                : Optional.empty();
    }

    /** No limit lasts longer; milliseconds that were meant as seconds, or nonsense, would end the sync for years. */
    private static Duration atMostADay(Duration asked) {
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }

    private static boolean isUsedUp(String remaining) {
        return isNumber(remaining) && Long.parseLong(remaining) == 0;
    }

    private static boolean isNumber(String text) {
        return text != null && SECONDS.matcher(text).matches();
    }
}
