package io.tandem.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/**
 * A request written once, of which only ids change from one sending to the next: who did it and the message's own.
 */
final class EventRequest implements Request {
    static final String[] EVENTS = {
        "Signed In", "Report Shared", "Invite Sent", "Project Created", "Feature Used", "Something Else"
    };
    private static final String USER = "\"userId\":\"u";
    private static final String MESSAGE = "\"messageId\":\"";
    private static final int USER_DIGITS = 8;
    private static final int MESSAGE_DIGITS = 16;

    /** No two requests of any run name the same messages. */
    private static final AtomicLong SENDERS = new AtomicLong(System.currentTimeMillis() << 20);

    private final byte[] bytes;
    private final int[] users;
    private final int[] messages;
    private final Users who;
    private final SplittableRandom random;
    private long nextMessage = SENDERS.getAndAdd(1L << 20);

    /** Some users, drawn evenly: the first and every so many-th after it. */
    record Users(int first, int count, int stride) {
        static Users first(int count) {
            return new Users(0, count, 1);
        }

        int draw(SplittableRandom random) {
            return first + random.nextInt(count) * stride;
        }
    }

    private EventRequest(byte[] bytes, Users who) {
        this.bytes = bytes;
        this.who = who;
        this.random = new SplittableRandom(nextMessage);
        this.users = placesOf(USER);
        this.messages = placesOf(MESSAGE);
    }

    /** Calls as a server's SDK sends them: each of another user. */
    static EventRequest batch(String path, String writeKey, int events, Users users) {
        StringBuilder body = new StringBuilder("{\"sentAt\":\"2026-03-02T10:15:30.000Z\",\"batch\":[");
        for (int i = 0; i < events; i++) {
            body.append(i == 0 ? "" : ",").append(event(i));
        }
        return new EventRequest(request(path, writeKey, body.append("]}").toString()), users);
    }

    /** One call of an SDK that sends each on its own. */
    static EventRequest single(String writeKey, Users users) {
        return new EventRequest(request("/v1/track", writeKey, event(4)), users);
    }

    /** A request of any events, to be sent as it is. */
    static byte[] of(String writeKey, int events, IntFunction<String> event) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            all.add(event.apply(i));
        }
        return request("/v1/batch", writeKey, "{\"batch\":[" + String.join(",", all) + "]}");
    }

    @Override
    public byte[] next() {
        for (int place : users) {
            write(place, USER_DIGITS, 10, who.draw(random));
        }
        for (int place : messages) {
            write(place, MESSAGE_DIGITS, 16, nextMessage++);
        }
        return bytes;
    }

    static String userId(int number) {
        return "u%08d".formatted(number);
    }

    private static String event(int number) {
        return """
                {"type":"track","event":"%s","userId":"u00000000","messageId":"0000000000000000",\
                "timestamp":"2026-03-02T10:15:29.000Z","properties":{"feature":"charts","rows":%d,"plan":"team"},\
                "context":{"library":{"name":"analytics-node","version":"2.2.0"}}}""".formatted(EVENTS[number % EVENTS.length], 100 + number);
    }

    private static byte[] request(String path, String writeKey, String body) {
        String key = Base64.getEncoder().encodeToString((writeKey + ":").getBytes(StandardCharsets.UTF_8));
        return """
                POST %s HTTP/1.1\r
                Host: localhost\r
                Content-Type: application/json\r
                Authorization: Basic %s\r
                Content-Length: %d\r
                \r
                %s""".formatted(path, key, body.length(), body).getBytes(StandardCharsets.US_ASCII);
    }

    private int[] placesOf(String member) {
        String text = new String(bytes, StandardCharsets.US_ASCII);
        List<Integer> places = new ArrayList<>();
        for (int at = text.indexOf(member); at >= 0; at = text.indexOf(member, at + 1)) {
            places.add(at + member.length());
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    private void write(int place, int digits, int radix, long number) {
        long rest = number;
        for (int i = place + digits - 1; i >= place; i--) {
            bytes[i] = (byte) Character.forDigit((int) (rest % radix), radix);
            rest /= radix;
        }
    }
}
