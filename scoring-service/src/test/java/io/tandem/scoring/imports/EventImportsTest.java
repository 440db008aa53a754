package io.tandem.scoring.imports;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.PersonErased;
import io.tandem.contracts.PersonErasureRequested;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.Topics;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.testing.Tokens;
import io.tandem.kit.web.Roles;
import io.tandem.scoring.TestCall;
import io.tandem.scoring.TestSource;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.intake.Gzip;
import io.tandem.scoring.score.ScoreService;
import io.tandem.scoring.score.ScoredAccount;
import io.tandem.scoring.usage.UsageGate;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class EventImportsTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final String PATH = "/api/v1/imports/events";
    private static final String LINES = "application/x-ndjson";

    private static final byte[] EMPTY = {'{', '}'};

    private static TestSource source;

    private final String name = "i" + UUID.randomUUID().toString().substring(0, 8);

    @Inject
    UsageGate usage;

    @Inject
    ScoreService scores;

    @Inject
    EventImportRepository imports;

    @Inject
    Database database;

    @BeforeEach
    void announceSource() {
        if (source == null) {
            source = TestSource.announced();
        }
    }

    @Test
    void givesTheScoreThatLiveArrivalWould() {
        String live = name + "live";
        usage.count(List.of(TestCall.identify("u" + live, Map.of("email", "ana@" + live + ".com"))
                .at(NOW.minus(Duration.ofDays(60)))
                .made()));
        for (int day = 0; day < 40; day++) {
            usage.count(List.of(TestCall.track("Report Shared")
                    .user("u" + live)
                    .at(NOW.minus(Duration.ofDays(day)))
                    .made()));
        }

        // Exports of tracking tools say when each call was sent, which was long ago too.
        done(upload(LINES, history(name).replaceAll("(\"timestamp\"):(\"[^\"]*\")", "$1:$2,\"sentAt\":$2")));

        assertEquals(shown(live), shown(name));
    }

    @Test
    void countsARowOnceHoweverOftenItIsSent() {
        String rows = history(name);
        String location = accepted(upload(LINES, rows)).header("Location");
        assertEquals(location, accepted(upload(LINES, rows)).header("Location"));
        over(location).body("counted", equalTo(41)).body("done", equalTo(41)).body("rows", equalTo(41));
        // The days of 30 and more ago, and the first row.
        admin().get(location).then().body("mayRepeat", equalTo(11));

        // The same rows in another file, and one more.
        Response other = upload(LINES, call(name, "Invite Sent", 3) + rows + call(name, "e".repeat(40_000), 3));
        done(other).body("counted", equalTo(1)).body("duplicates", equalTo(41)).body("refused", equalTo(1));
        admin().get(other.header("Location") + "/refusals")
                .then()
                .body("items.reason", contains("a row has at most 32768 bytes"));
    }

    @Test
    void takesTablesAndSaysWhichRowsItRefuses() {
        byte[] table = Gzip.of("""
                type,event,userId,timestamp,traits.email,properties.plan,messageId
                identify,,%1$s,2026-01-05T09:00:00Z,"ana@%1$s.com",,
                track,Report Shared,%1$s,2026-01-05T09:30:00Z,,"team, large",m-1
                track,Report Shared,%1$s,yesterday,,team,m-2
                track,,%1$s,2026-01-05T09:30:00Z,,team,m-3
                track,Report Shared
                """.formatted(name));

        Response answer = admin().queryParam("sourceId", source.id())
                .header("Content-Encoding", "gzip")
                .contentType("text/csv")
                .body(table)
                .post(PATH);

        String location = accepted(answer).header("Location");
        over(location).body("counted", equalTo(2)).body("refused", equalTo(3)).body("kind", equalTo("UPLOAD"));
        admin().get(location + "/refusals?limit=2")
                .then()
                .statusCode(200)
                .body("items.row", contains(3, 4))
                .body("items[0].reason", containsString("timestamp"))
                .body("items[1].reason", containsString("event is missing"));
    }

    @Test
    void membersOfTablesThatReadAsNumbersAndTruthsAreThat() {
        over(accepted(upload("text/csv", """
                        type,event,userId,timestamp,properties.seats,properties.code,properties.paid
                        track,Report Shared,%1$s,2026-01-05T09:30:00Z,12,007,true
                        """.formatted(name))).header("Location"))
                .body("counted", equalTo(1));

        assertEquals(
                List.of("{\"code\": \"007\", \"paid\": true, \"seats\": 12}"),
                database.query(
                        "SELECT properties::text FROM tracked_event WHERE user_key = ?",
                        row -> row.getString(1),
                        "u:" + name));
    }

    @Test
    void whatIsOverStaysOver() {
        UUID id = UUID.randomUUID();
        imports.add(id, EventImportKind.UPLOAD, source.id(), null, 1L, null, "somebody");
        String path = PATH + "/" + id;

        // An import without chunks is done as soon as somebody looks at it.
        over(path).body("state", equalTo("DONE"));
        for (String change : List.of("pause", "resume", "cancel")) {
            admin().post(path + "/" + change).then().statusCode(409);
            admin().post(PATH + "/" + UUID.randomUUID() + "/" + change).then().statusCode(404);
        }
    }

    @Test
    void doesNothingWhileItRests() {
        UUID id = UUID.randomUUID();
        String path = PATH + "/" + id;
        QuarkusTransaction.requiringNew().run(() -> {
            imports.add(id, EventImportKind.UPLOAD, source.id(), null, 1L, null, "somebody");
            imports.set(id, EventImportState.PAUSED);
            imports.addChunk(id, new Chunk(1, call(name, "Invite Sent", 1).getBytes(StandardCharsets.UTF_8)));
        });

        done(upload(LINES, call(name, "Report Shared", 2)));
        admin().get(path).then().body("state", equalTo("PAUSED")).body("done", equalTo(0));

        admin().post(path + "/resume").then().statusCode(200).body("finishedAt", nullValue());
        over(path).body("state", equalTo("DONE")).body("counted", equalTo(1));
    }

    @Test
    void readsTheTopicAgainWithoutCountingTwice() {
        TestTopics.send(
                Topics.TRACKED_EVENTS,
                TestCall.identify("u" + name, Map.of("email", "ana@" + name + ".com"))
                        .from(source.id())
                        .made());
        TestTopics.send(
                Topics.TRACKED_EVENTS,
                TestCall.track("Report Shared")
                        .user("u" + name)
                        .from(source.id())
                        .made());
        await().atMost(Duration.ofSeconds(30)).until(() -> scores.read(List.of(account(name)), NOW).stream()
                .anyMatch(account -> account.facts().usage().events() == 1));

        String location = accepted(admin().contentType("application/json")
                        .body(Map.of("since", NOW.minusSeconds(60).toString()))
                        .post(PATH + "/replays"))
                .header("Location");

        over(location).body("state", equalTo("DONE")).body("kind", equalTo("TOPIC"));
        assertEquals(1, read(name).facts().usage().events());
        admin().get(PATH + "?limit=1").then().statusCode(200).body("items.size()", equalTo(1));
    }

    @Test
    void refusesTheOneEventThatCannotBeCountedAndGoesOn() {
        // Nothing that the intake lets through is known to fail, so the table is made to refuse one event.
        String fault = "refuses_" + name;
        QuarkusTransaction.requiringNew()
                .run(() -> database.update("ALTER TABLE tracked_event ADD CONSTRAINT " + fault
                        + " CHECK (message_id <> 'bad-" + name + "') NOT VALID"));
        try {
            String bad =
                    call(name, "Report Shared", 2).replace("\"type\"", "\"messageId\":\"bad-" + name + "\",\"type\"");
            Response first =
                    upload(LINES, call(name, "Report Shared", 1) + "\n" + bad + call(name, "Report Shared", 3));
            Response behind = upload(LINES, call(name, "Invite Sent", 1));

            done(first).body("counted", equalTo(2)).body("refused", equalTo(1)).body("done", equalTo(4));
            admin().get(first.header("Location") + "/refusals")
                    .then()
                    .body("items.row", contains(3))
                    .body("items[0].reason", containsString(fault))
                    .body("items[0].content", containsString("bad-" + name));
            done(behind).body("counted", equalTo(1));
        } finally {
            QuarkusTransaction.requiringNew()
                    .run(() -> database.update("ALTER TABLE tracked_event DROP CONSTRAINT " + fault));
        }
    }

    @Test
    void refusesWhatIsNoEventOnTheTopicAndGoesOn() {
        TrackedEvent unfinished = TestCall.track("Report Shared")
                .user("u" + name)
                .from(source.id())
                .received(null)
                .made();
        TestTopics.send(Topics.TRACKED_EVENTS, unfinished);

        String location = accepted(admin().contentType("application/json")
                        .body(Map.of("since", NOW.minusSeconds(60).toString()))
                        .post(PATH + "/replays"))
                .header("Location");

        over(location).body("state", equalTo("DONE"));
        admin().get(location + "/refusals?limit=100")
                .then()
                .body("items.findAll { it.content.contains('u" + name + "') }.reason", contains("is no event"));
    }

    @Test
    void erasureReachesRowsThatWait() {
        String email = "ana@" + name + ".com";
        usage.count(
                List.of(TestCall.identify("u" + name, Map.of("email", email)).made()));
        UUID id = UUID.randomUUID();
        String rows = call(name, "Invite Sent", 1)
                + call("other" + name, "Invite Sent", 2)
                + "{\"type\":\"identify\",\"userId\":\"w\",\"traits\":{\"email\":\"ANA\\u0040" + name + ".com\"}}\n"
                + "[\"track\",\"u" + name + "\"]\n"
                + call("other" + name, "Invite Sent", 3);
        QuarkusTransaction.requiringNew().run(() -> {
            imports.add(id, EventImportKind.UPLOAD, source.id(), null, 5L, null, "somebody");
            imports.set(id, EventImportState.PAUSED);
            imports.addChunk(id, new Chunk(1, rows.getBytes(StandardCharsets.UTF_8)));
        });

        UUID request = UUID.randomUUID();
        TestTopics.send(
                Topics.PRIVACY,
                new PersonErasureRequested(PersonId.ofEmail(email), request, account(name), email, Instant.now()));

        PersonErased erased = TestTopics.await(
                Topics.PRIVACY, PersonErased.class, one -> one.requestId().equals(request));
        assertEquals(3, erased.erased().get("importedRows"));
        String left = QuarkusTransaction.requiringNew()
                .call(() -> new String(imports.firstChunk(id).orElseThrow().content(), StandardCharsets.UTF_8));
        assertEquals(
                "\n" + call("other" + name, "Invite Sent", 2) + "\n\n" + call("other" + name, "Invite Sent", 3), left);

        admin().post(PATH + "/" + id + "/resume").then().statusCode(200);
        over(PATH + "/" + id)
                .body("state", equalTo("DONE"))
                .body("counted", equalTo(2))
                .body("refused", equalTo(0))
                .body("done", equalTo(5));
    }

    @Test
    void refusesWhatItCannotTake() {
        admin().contentType(LINES)
                .body(EMPTY)
                .post(PATH)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("sourceId"));
        for (String bad : List.of("nobody", UUID.randomUUID().toString())) {
            admin().queryParam("sourceId", bad)
                    .contentType(LINES)
                    .body(EMPTY)
                    .post(PATH)
                    .then()
                    .statusCode(400);
        }
        upload(LINES, "").then().statusCode(400);
        upload("text/csv", "userId,event\nu,e\n").then().statusCode(400).body("detail", containsString("type"));
        upload("text/csv", "type,timestamp,userId,properties,properties.plan\ntrack,2026-01-05T09:30:00Z,u,a,b\n")
                .then()
                .statusCode(400)
                .body("detail", equalTo("Members of properties, traits and context are named with a dot."));
        upload("text/csv", "type,timestamp,userId,context.traits.email\nidentify,2026-01-05T09:30:00Z,u,a@b.com\n")
                .then()
                .statusCode(400)
                .body("detail", containsString("context.traits.email"));
        admin().queryParam("sourceId", source.id())
                .header("Content-Encoding", "gzip")
                .contentType(LINES)
                .body(EMPTY)
                .post(PATH)
                .then()
                .statusCode(400);
        admin().contentType("application/json")
                .body("{}")
                .post(PATH + "/replays")
                .then()
                .statusCode(400);
        given().contentType(LINES).body(EMPTY).post(PATH).then().statusCode(401);
        given().auth()
                .oauth2(Tokens.of(Roles.ANALYST))
                .contentType(LINES)
                .body(EMPTY)
                .post(PATH)
                .then()
                .statusCode(403);
        admin().get(PATH + "/" + UUID.randomUUID()).then().statusCode(404);
        admin().get(PATH + "/" + UUID.randomUUID() + "/refusals").then().statusCode(404);
    }

    private static String history(String name) {
        return "{\"type\":\"identify\",\"userId\":\"u%1$s\",\"timestamp\":\"%2$s\",\"traits\":{\"email\":\"ana@%1$s.com\"}}\n"
                        .formatted(name, NOW.minus(Duration.ofDays(60)))
                + IntStream.range(0, 40)
                        .mapToObj(day -> call(name, "Report Shared", day))
                        .collect(Collectors.joining());
    }

    private static String call(String name, String event, int daysAgo) {
        return "{\"type\":\"track\",\"event\":\"%s\",\"userId\":\"u%s\",\"timestamp\":\"%s\"}\n"
                .formatted(event, name, NOW.minus(Duration.ofDays(daysAgo)));
    }

    private String shown(String name) {
        ScoredAccount account = read(name);
        return (account.score() + " " + account.facts().usage() + " "
                        + account.facts().usageByRule() + account.facts().arrivals())
                .replace(name, "");
    }

    private ScoredAccount read(String name) {
        return scores.read(List.of(account(name)), NOW).get(0);
    }

    private static UUID account(String name) {
        return AccountId.ofDomain(name + ".com");
    }

    private static RequestSpecification admin() {
        return given().auth().oauth2(Tokens.of(Roles.ADMIN));
    }

    private static Response upload(String type, String rows) {
        return admin().queryParam("sourceId", source.id())
                .contentType(type)
                .body(rows.getBytes(StandardCharsets.UTF_8))
                .post(PATH);
    }

    private static Response accepted(Response answer) {
        assertEquals(202, answer.statusCode(), answer.asString());
        return answer;
    }

    private static ValidatableResponse done(Response answer) {
        return over(accepted(answer).header("Location")).body("state", equalTo("DONE"));
    }

    /** The import once it is over. */
    private static ValidatableResponse over(String location) {
        await().atMost(Duration.ofSeconds(30)).until(() -> admin().get(location).path("finishedAt") != null);
        return admin().get(location).then().statusCode(200);
    }
}
