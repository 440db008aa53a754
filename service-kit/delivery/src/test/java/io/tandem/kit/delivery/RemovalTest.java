package io.tandem.kit.delivery;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the kit's tables hold of a text can be found and removed. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class RemovalTest {
    @Inject
    DeadLetters deadLetters;

    @Inject
    IdempotencyStore answers;

    @Inject
    Outbox outbox;

    @Inject
    Notes notes;

    @Inject
    DataSource dataSource;

    @Test
    void removesTheDeadLettersThatContainAText() {
        String text = UUID.randomUUID() + "@one.example";
        buried("{\"note\": \"from " + text.toUpperCase() + "\", ");
        buried("{\"note\": \"from other" + text + "\", ");

        assertThat(inTransaction(() -> deadLetters.containing(List.of(text)))).hasSize(1);
        assertThat(inTransaction(() -> deadLetters.removeContaining(List.of(text))))
                .isEqualTo(1);
        assertThat(inTransaction(() -> deadLetters.containing(List.of(text)))).isEmpty();
        assertThat(inTransaction(() -> deadLetters.removeContaining(List.of("other" + text))))
                .isEqualTo(1);
    }

    @Test
    void findsATextInTheCauseToo() {
        String text = UUID.randomUUID() + "@one.example";
        NoteTaken note = NoteTaken.of("broken " + UUID.randomUUID());
        notes.whenStoring(note.text(), stored -> {
            throw new IllegalArgumentException("No two notes of " + text + ".");
        });
        TestTopics.send(Topics.SIGNUPS, note);
        await().until(() -> inTransaction(() -> deadLetters.removeContaining(List.of(text))) == 1);
    }

    @Test
    void removesTheAnswersThatContainAText() {
        String key = UUID.randomUUID().toString();
        String item = "tea for " + UUID.randomUUID();
        String first = order(key, item).asString();
        assertThat(order(key, item).asString()).isEqualTo(first);

        assertThat(inTransaction(() -> answers.removeContaining(List.of("nobody", item))))
                .isEqualTo(1);
        assertThat(order(key, item).asString()).isNotEqualTo(first);
    }

    @Test
    void withdrawsEventsOfOneTopicThatAreNotSentYet() {
        String text = UUID.randomUUID() + "@one.example";
        // The relay cannot see them before the commit.
        int withdrawn = inTransaction(() -> {
            insertUnsent(Topics.SIGNUPS, text);
            insertUnsent(Topics.ROUTES, text);
            int removed = outbox.removeContaining(Topics.SIGNUPS, List.of(text));
            assertThat(outbox.removeContaining(Topics.SIGNUPS, List.of(text))).isZero();
            return removed + 10 * outbox.removeContaining(Topics.ROUTES, List.of(text));
        });
        assertThat(withdrawn).isEqualTo(11);
    }

    @Test
    void removesNothingForNoText() {
        buried("{\"note\": ");
        assertThat(inTransaction(() -> deadLetters.removeContaining(List.of("", " "))))
                .isZero();
        assertThat(inTransaction(() -> answers.removeContaining(List.of()))).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ana@one.example   | true  | {\"email\":\"ana@one.example\"}",
                "ana@one.example   | true  | ANA@One.Example",
                "ana@one.example   | true  | Write to ana@one.example.",
                "ana@one.example   | true  | {\"text\":\"me:\\nana@one.example\\nthanks\"}",
                "ana@one.example   | true  | „ana@one.example“",
                "ana@one.example   | false | joana@one.example",
                "ana@one.example   | false | jo.ana@one.example",
                "ana@one.example   | false | ana@one.example.org",
                "ana@one.example   | false | ana@oneXexample",
                "Zoë \"Z\" Ångström | true  | {\"name\":\"Zoë \\\"Z\\\" Ångström\"}",
                "Zoë Ångström      | true  | {\"name\":\"Zo\\u00eb \\u00C5ngstr\\u00f6m\"}",
                "Zoë Ångström      | true  | zoë ångström",
                "a\\b (c) [d]*      | true  | {\"path\":\"a\\\\b (c) [d]*\"}",
                "a.c               | false | abc"
            })
    void findsATextThatStandsByItself(String text, boolean found, String content) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement match = connection.prepareStatement("SELECT lower(encode(?, 'escape')) ~ ?")) {
            match.setBytes(1, content.getBytes(StandardCharsets.UTF_8));
            match.setString(2, TextPattern.of(List.of(text)));
            try (ResultSet row = match.executeQuery()) {
                row.next();
                assertThat(row.getBoolean(1)).isEqualTo(found);
            }
        }
    }

    private void buried(String payload) {
        UUID eventId = UUID.randomUUID();
        TestTopics.sendRaw(Topics.SIGNUPS, "key", eventId, "NoteTaken", payload.getBytes(StandardCharsets.UTF_8));
        await().until(() -> !inTransaction(() -> deadLetters.containing(List.of(eventId.toString())))
                .isEmpty());
    }

    private static Response order(String key, String item) {
        return given().contentType(ContentType.JSON)
                .header(IdempotencyFilters.KEY, key)
                .body("{\"item\":\"" + item + "\"}")
                .post("/orders");
    }

    private void insertUnsent(String topic, String text) {
        String sql = """
                INSERT INTO outbox (bucket, topic, key, event_id, headers, payload)
                VALUES (0, ?, 'key', gen_random_uuid(), '{}', convert_to(?, 'UTF8'))
                """;
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, topic);
            insert.setString(2, "{\"text\":\"" + text + "\"}");
            insert.executeUpdate();
        } catch (SQLException failure) {
            throw new DatabaseFailure(failure);
        }
    }

    private static <T> T inTransaction(Callable<T> work) {
        return QuarkusTransaction.requiringNew().call(work);
    }
}
