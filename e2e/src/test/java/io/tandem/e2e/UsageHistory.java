package io.tandem.e2e;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Weeks of use of one account by some people, as calls of the tracking API, to be told of accounts of any name. */
final class UsageHistory {
    private static final String NAME = "~~";
    private static final int LONGEST_DAYS = 25;
    private static final String[] EVENTS = {
        "\"Signed In\"",
        "\"Report Shared\"",
        "\"Project Created\"",
        "\"Invite Sent\"",
        "\"Invite Accepted\",\"properties\":{\"invitedBy\":\"0-~~\"}",
        "\"Plan Limit Reached\",\"properties\":{\"limit\":\"seats\",\"plan\":\"starter\"}",
        "\"Feature Used\",\"properties\":{\"feature\":\"sso\"}",
        "\"Usage Reported\",\"properties\":{\"metric\":\"rows\",\"used\":%d,\"allowed\":1000}"
    };

    private record Call(Instant at, String json) {}

    private final List<Call> calls = new ArrayList<>();

    UsageHistory(Random random, int events, Instant now) {
        int people = 2 + random.nextInt(5);
        for (int person = 0; person < people; person++) {
            add(
                    random,
                    now,
                    "\"type\":\"identify\",\"userId\":\"%1$d-~~\",\"traits\":{\"email\":\"%1$d@~~\",\"department\":\"%2$s\"}"
                            .formatted(person, person % 2 == 0 ? "Sales" : "IT"));
        }
        for (int i = 0; i < events; i++) {
            add(
                    random,
                    now,
                    "\"type\":\"track\",\"userId\":\"%d-~~\",\"event\":".formatted(random.nextInt(people))
                            + EVENTS[random.nextInt(EVENTS.length)].formatted(random.nextInt(1_000)));
        }
        calls.sort(Comparator.comparing(Call::at));
    }

    private void add(Random random, Instant now, String members) {
        Instant at = now.minus(Duration.ofHours(1))
                .minusMillis((long)
                        (random.nextDouble() * Duration.ofDays(LONGEST_DAYS).toMillis()))
                .truncatedTo(ChronoUnit.MILLIS);
        calls.add(
                new Call(at, "{\"messageId\":\"%d-~~\",\"timestamp\":\"%s\",%s}".formatted(calls.size(), at, members)));
    }

    /** In the order in which they happened. */
    List<String> of(String domain) {
        return calls.stream().map(call -> call.json().replace(NAME, domain)).toList();
    }

    /** How many of the calls count as usage. */
    static long counting(List<String> calls) {
        return calls.stream().filter(call -> call.contains("\"track\"")).count();
    }
}
