package io.tandem.scoring.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.PersonErased;
import io.tandem.contracts.PersonErasureRequested;
import io.tandem.contracts.PersonExportRequested;
import io.tandem.contracts.PersonExported;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.SignupQualified;
import io.tandem.contracts.Topics;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.scoring.TestCall;
import io.tandem.scoring.TestSignup;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.score.ScoreService;
import io.tandem.scoring.score.SignupGate;
import io.tandem.scoring.usage.UsageGate;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class PrivacyConsumerTest {
    private final String name = "z" + UUID.randomUUID().toString().substring(0, 8);
    private final String email = "quinta" + name + "@" + name + ".com";
    private final Instant before = Instant.now().minusSeconds(60);
    private final PersonErasureRequested request = new PersonErasureRequested(
            PersonId.ofEmail(email), UUID.randomUUID(), UUID.randomUUID(), email, Instant.now());

    @Inject
    SignupGate signups;

    @Inject
    UsageGate usage;

    @Inject
    ScoreService scores;

    @Inject
    Database database;

    @Inject
    PersonRepository people;

    @Inject
    PrivacyService privacy;

    @Inject
    VisitorRetention visitors;

    @Test
    void findsWhatOthersSayWithTheGateOpenAndGoesThroughNoMoreThanThatWhenItIsClosed() {
        String stranger = "s-" + name;
        usage.count(List.of(
                TestCall.identify(stranger, Map.of("email", "eva@other" + name + ".com"))
                        .made(),
                TestCall.track("Invite Accepted")
                        .user(stranger)
                        .with(Map.of("invitedBy", email))
                        .made()));
        Set<String> keys = Set.of("e:" + email);

        PersonRepository.Mentions anywhere = people.mentions(keys, email);

        assertEquals(Set.of("u:" + stranger), anywhere.keys());
        assertEquals(
                0, QuarkusTransaction.requiringNew().call(() -> erased(keys, people.around(Set.of()))), "not searched");
        assertEquals(1, QuarkusTransaction.requiringNew().call(() -> erased(keys, anywhere)));
    }

    private long erased(Set<String> keys, PersonRepository.Mentions others) {
        return people.erase(keys, email, others).get("watchedEvents");
    }

    @Test
    void takesTheEmailOutOfWhyAModelWasPublishedOrTrained() {
        String why = "as Quinta" + name + "@" + name + ".com asked";
        QuarkusTransaction.requiringNew().run(() -> database.update("""
                    INSERT INTO scoring_model (version, status, revision, definition, created_by, created_at, changed_at,
                        published_by, published_why, published_at, retired_at)
                    SELECT (SELECT max(version) + 1 FROM scoring_model), 'RETIRED', 1, definition, 'test', now(), now(),
                        'test', ?, now(), now()
                    FROM scoring_model ORDER BY version LIMIT 1
                    """, why));
        QuarkusTransaction.requiringNew().run(() -> database.update("""
                    INSERT INTO prediction_model (target, status, requested_by, requested_at, reason, allowed, changes)
                    VALUES ('CONVERSION', 'FAILED', 'test', now(), ?, '{}', jsonb_build_array(jsonb_build_object(
                        'status', 'READY', 'by', 'test', 'reason', ?::text, 'at', now())))
                    """, why, why));

        TestTopics.send(Topics.PRIVACY, request);

        assertTrue(TestTopics.await(Topics.PRIVACY, PersonErased.class, answers())
                        .erased()
                        .get("reasons")
                >= 3);
        assertNoTrace(List.of("Quinta" + name + "@"));
        QuarkusTransaction.requiringNew()
                .run(() -> database.update("DELETE FROM prediction_model WHERE requested_by = 'test'"));
    }

    @Test
    void leavesNoTraceOfAPersonAndKeepsTheOthers() {
        SignupQualified signup = know();
        signups.qualify(UUID.randomUUID(), TestSignup.of("ben@" + name + ".com", CompanySize.UP_TO_50));
        QuarkusTransaction.requiringNew()
                .run(() -> database.update("""
                    INSERT INTO rejected_event (source_id, position, reason, body, received_at)
                    VALUES (?, 0, 'too large', ?, now())
                    """, UUID.randomUUID(), "{\"userId\" : \"u-" + name + "\"}"));

        TestTopics.send(Topics.PRIVACY, request);

        PersonErased erased = TestTopics.await(Topics.PRIVACY, PersonErased.class, answers());
        assertEquals("scoring-service", erased.service());
        assertTrue(erased.erased().get("identities") >= 2);
        assertEquals(1, erased.erased().get("signups"));
        assertEquals(1, erased.erased().get("refusedEvents"));
        assertTrue(erased.erased().get("usageDays") >= 1);
        assertTrue(erased.erased().get("signalEvidence") >= 1);
        assertNoTrace(List.of(email, "u-" + name, "a-" + name, "Xaviera" + name));
        assertEquals(
                List.of("ben@" + name + ".com"),
                scores.read(List.of(signup.accountId()), Instant.now()).get(0).facts().people().stream()
                        .map(person -> person.email())
                        .toList());
        TestTopics.await(
                Topics.SCORES,
                AccountScored.class,
                scored -> scored.accountId().equals(signup.accountId())
                        && scored.people().size() == 1
                        && scored.usage().events() == 0
                        && !scored.scoredAt().isBefore(erased.erasedAt()));
    }

    @Test
    void forgetsStoredAnswersDeadLettersAndEventsThatAreNotSentButAnswersTheOthers() {
        know();
        String ben = "ben@" + name + ".com";
        UUID account = AccountId.ofEmail(email);
        UUID elsewhere = AccountId.ofDomain("else" + name + ".com");
        QuarkusTransaction.requiringNew().run(() -> {
            for (String answer :
                    List.of("{\"reason\":\"" + email + " asked\"}", "{\"who\":[\"x\",\"u-" + name + "\"]}")) {
                database.update(
                        "INSERT INTO idempotency (scope, body_hash, claim, status, body) VALUES (?, '', ?, 201, ?)",
                        (answer + name).getBytes(StandardCharsets.UTF_8),
                        UUID.randomUUID(),
                        answer.getBytes(StandardCharsets.UTF_8));
            }
            database.update("""
                    INSERT INTO dead_letter (consumer, topic, partition, position, event_id, headers, payload, cause)
                    VALUES ('test', ?, 0, 0, ?, '{}', ?, 'none')
                    """, name, UUID.randomUUID(), ("[\"a-" + name + "\"]").getBytes(StandardCharsets.UTF_8));
            // In the transaction that erases, since events are sent as soon as they are committed.
            String others = "{\"trigger\":\"SIGNUP\",\"accountId\":\"" + elsewhere + "\",\"signup\":{\"email\":\"" + ben
                    + "\"},\"signals\":[{\"name\":\"champion\",\"reason\":\"%1$s drives it\",\"evidence\":{\"who\":[\"%1$s\"]}}],"
                    + "\"people\":[{\"%2$s\":\"%1$s\"},{\"email\":\"" + ben + "\"}]}";
            for (String event : List.of(
                    "{\"accountId\":\"" + account + "\",\"who\":\"" + email + "\"}",
                    "{\"accountId\":\"" + account + "\",\"trigger\":\"USAGE\",\"people\":[{\"email\":\"" + email
                            + "\"}]}",
                    "{\"accountId\":\"" + account + "\",\"trigger\":\"SIGNUP\",\"signup\":{\"userId\":\"u-" + name
                            + "\"}}",
                    "{\"trigger\":\"SIGNUP\",\"signup\":{\"anonymousId\":\"a-" + name + "\"}}",
                    others.formatted(email, "email"),
                    others.formatted("u-" + name, "userId"))) {
                database.update(
                        "INSERT INTO outbox (bucket, topic, key, event_id, headers, payload) VALUES (0, ?, ?, ?, '{}', ?)",
                        Topics.SCORES,
                        name,
                        UUID.randomUUID(),
                        event.getBytes(StandardCharsets.UTF_8));
            }
            privacy.erase(request);
            List<String> kept = database.query(
                    "DELETE FROM outbox WHERE topic = ? AND key = ? RETURNING convert_from(payload, 'UTF8')",
                    row -> row.getString(1),
                    Topics.SCORES,
                    name);
            String answered =
                    "{\"trigger\":\"SIGNUP\",\"accountId\":\"" + elsewhere + "\",\"signup\":{\"email\":\"" + ben
                            + "\"},\"signals\":[{\"name\":\"champion\",\"reason\":\"champion\",\"evidence\":{}}],"
                            + "\"people\":[{\"email\":\"" + ben + "\"}]}";
            assertEquals(
                    List.of(answered, answered, "{\"trigger\":\"SIGNUP\",\"signup\":{\"anonymousId\":null}}"),
                    kept.stream().sorted().toList());
        });

        PersonErased erased = TestTopics.await(Topics.PRIVACY, PersonErased.class, answers());
        assertEquals(2, erased.erased().get("storedAnswers"));
        assertEquals(1, erased.erased().get("deadLetters"));
        assertTrue(erased.erased().get("unsentEvents") >= 6);
    }

    @Test
    void whatWasOnItsWayDoesNotBringAPersonBack() {
        TestTopics.send(Topics.PRIVACY, request);
        TestTopics.await(Topics.PRIVACY, PersonErased.class, answers());

        SignupQualified late = know();
        // Under an id that nobody knew.
        usage.count(List.of(TestCall.identify("n-" + name, Map.of("email", email))
                .at(before)
                .made()));

        assertNoTrace(List.of(email, "Xaviera" + name, "n-" + name));
        assertTrue(scores.read(List.of(late.accountId()), Instant.now()).isEmpty()
                || scores.read(List.of(late.accountId()), Instant.now())
                                .get(0)
                                .facts()
                                .peopleKnown()
                        == 0);
    }

    @Test
    void forgetsVisitorsWhoNeverBecameAnybody() {
        Instant longAgo = Instant.now().minus(Duration.ofDays(200));
        usage.count(List.of(
                TestCall.track("Report Shared")
                        .anonymous("v-" + name)
                        .at(longAgo)
                        .made(),
                TestCall.track("Report Shared")
                        .anonymous("known-" + name)
                        .at(longAgo)
                        .made(),
                TestCall.identify("k-" + name, Map.of())
                        .anonymous("known-" + name)
                        .at(longAgo)
                        .made(),
                TestCall.track("Report Shared").anonymous("new-" + name).made()));
        visitors.forgetIdleSince(longAgo.plusSeconds(60));
        assertEquals(3, kept("usage_sum", "user_key"), "their raw calls may yet be linked to somebody");

        QuarkusTransaction.requiringNew()
                .run(() -> database.update("DELETE FROM tracked_event WHERE user_key LIKE ?", "a:%" + name));
        visitors.forgetIdleSince(longAgo.plusSeconds(60));

        assertEquals(2, kept("usage_sum", "user_key"));
        assertEquals(2, kept("identity", "key"));
        assertNoTrace(List.of("v-" + name));
    }

    private int kept(String table, String key) {
        return database.query(
                        "SELECT count(DISTINCT " + key + ") FROM " + table + " WHERE " + key + " LIKE ?",
                        row -> row.getInt(1),
                        "a:%" + name)
                .get(0);
    }

    @Test
    void whoComesBackLaterIsKnownAgain() {
        know();
        TestTopics.send(Topics.PRIVACY, request);
        TestTopics.await(Topics.PRIVACY, PersonErased.class, answers());

        SignupQualified again = TestSignup.of(
                email, CompanySize.UP_TO_50, null, null, Instant.now().plusSeconds(5));
        signups.qualify(UUID.randomUUID(), again);

        assertEquals(
                1,
                scores.read(List.of(again.accountId()), Instant.now())
                        .get(0)
                        .facts()
                        .peopleKnown());
    }

    @Test
    void ignoresRedeliveredEvent() {
        UUID eventId = UUID.randomUUID();
        TestTopics.send(Topics.PRIVACY, eventId, request);
        TestTopics.send(Topics.PRIVACY, eventId, request);
        export();

        assertEquals(
                1,
                TestTopics.present(Topics.PRIVACY, PersonErased.class, answers())
                        .size());
    }

    @Test
    void showsWhatIsStored() {
        know();

        PersonExported exported = export();

        assertFalse(((List<?>) exported.data().get("identities")).isEmpty());
        assertFalse(((List<?>) exported.data().get("usage")).isEmpty());
        assertFalse(((List<?>) exported.data().get("usageDays")).isEmpty());
        assertFalse(((List<?>) exported.data().get("watchedEvents")).isEmpty());
        assertTrue(exported.data().get("signals").toString().contains("upgrade-blocked"));
        assertTrue(exported.data().get("signups").toString().contains(email));
    }

    private PersonExported export() {
        UUID requestId = UUID.randomUUID();
        TestTopics.send(
                Topics.PRIVACY,
                new PersonExportRequested(request.personId(), requestId, request.accountId(), email, Instant.now()));
        return TestTopics.await(
                Topics.PRIVACY, PersonExported.class, one -> one.requestId().equals(requestId));
    }

    private Predicate<PersonErased> answers() {
        return erased -> erased.requestId().equals(request.requestId());
    }

    /** Somebody who browsed, signed up and uses the product. */
    private SignupQualified know() {
        TrackedEvent identified = TestCall.identify("u-" + name, Map.of("email", email, "name", "Xaviera" + name))
                .anonymous("a-" + name)
                .at(before)
                .made();
        usage.count(List.of(
                TestCall.track("Report Shared")
                        .anonymous("a-" + name)
                        .at(before)
                        .made(),
                identified,
                TestCall.track("Plan Limit Reached")
                        .user("u-" + name)
                        .at(before)
                        .made()));
        SignupQualified signup = TestSignup.of(email, CompanySize.UP_TO_50, "u-" + name, "a-" + name, before);
        signups.qualify(UUID.randomUUID(), signup);
        return signup;
    }

    /** In every column of text or JSON of every table. */
    private void assertNoTrace(List<String> texts) {
        database.query("""
            SELECT table_name, column_name FROM information_schema.columns
            WHERE table_schema = 'public' AND data_type IN ('text', 'jsonb', 'character varying')
            """, row -> List.of(row.getString(1), row.getString(2)))
                .forEach(column -> texts.forEach(text -> assertEquals(
                        0,
                        database.query(
                                        "SELECT count(*) FROM \"" + column.get(0) + "\" WHERE position(? IN \""
                                                + column.get(1) + "\"::text) > 0",
                                        row -> row.getInt(1),
                                        text)
                                .get(0),
                        text + " in " + column)));
    }
}
