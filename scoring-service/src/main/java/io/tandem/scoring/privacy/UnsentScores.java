package io.tandem.scoring.privacy;

import static io.tandem.scoring.database.Database.Column.numbers;
import static io.tandem.scoring.database.Database.Column.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tandem.contracts.Topics;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is told of accounts and waits to be sent. */
@ApplicationScoped
class UnsentScores {
    /**
     * Events name people by their email, by their id, or by the id of a user or browser: of who signed up, among people and
     * in what signals were seen in. What holds none of these is not read as JSON: there may be many, and nobody scores
     * meanwhile.
     */
    private static final String NAMING = """
            SELECT bucket, id, event, by_id FROM (
                SELECT bucket, id, event, CASE
                    WHEN EXISTS (SELECT FROM unnest(?::text[]) AS said WHERE position(to_json(said)::text IN event) > 0)
                    THEN EXISTS (
                        SELECT FROM unnest(ARRAY['$.who', '$.signup.userId', '$.signup.anonymousId',
                                '$.people[*].userId', '$.signal.evidence.**', '$.signals[*].evidence.**']) AS place,
                            jsonb_path_query(event::jsonb, place::jsonpath) AS v
                        WHERE jsonb_typeof(v) = 'string' AND v #>> '{}' = ANY (?))
                    ELSE false END AS by_id
                FROM outbox CROSS JOIN LATERAL (SELECT convert_from(payload, 'UTF8') AS event) AS written
                WHERE topic = ?) AS waiting
            WHERE by_id OR position(lower(?) IN lower(event)) > 0 OR position(? IN event) > 0
            """;

    @Inject
    Database database;

    @Inject
    Json json;

    /**
     * A person as events name them.
     *
     * @param ids of users and browsers
     */
    record Named(String email, UUID personId, Set<String> ids) {
        private static final List<String> MEMBERS = List.of("email", "personId", "userId", "who");

        Named {
            ids = Set.copyOf(ids);
        }

        /** The email by itself: joana's is not ana's, nor is one of another domain that begins alike. */
        private Pattern spoken() {
            return Pattern.compile(
                    "(?iu)(?<![\\p{L}\\p{N}._+-])" + Pattern.quote(email) + "(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])");
        }

        private boolean isNamedIn(JsonNode event) {
            Pattern spoken = spoken();
            return hasText(
                    event,
                    text -> spoken.matcher(text).find() || personId.toString().equals(text));
        }

        private boolean is(JsonNode person) {
            return MEMBERS.stream()
                    .map(member -> person.path(member).asText())
                    .anyMatch(text ->
                            email.equalsIgnoreCase(text) || personId.toString().equals(text) || ids.contains(text));
        }

        private boolean isIn(JsonNode signal) {
            Pattern spoken = spoken();
            return hasText(signal, text -> spoken.matcher(text).find())
                    || hasText(signal.path("evidence"), ids::contains);
        }

        private static boolean hasText(JsonNode said, Predicate<String> text) {
            return said.isTextual() && text.test(said.asText())
                    || said.valueStream().anyMatch(inner -> hasText(inner, text));
        }
    }

    /**
     * @param events how many were withdrawn, or are sent without the person
     * @param withdrawnOf the accounts of those that were withdrawn, which have to be told again
     */
    record Erased(long events, Set<UUID> withdrawnOf) {}

    private record Unsent(int bucket, long id, JsonNode event, boolean byId) {
        Unsent with(JsonNode rest) {
            return new Unsent(bucket, id, rest, byId);
        }
    }

    /** Nothing that is sent from now on names the person. */
    Erased erase(Named person) {
        List<Unsent> naming = database.query(
                NAMING,
                row -> new Unsent(
                        row.getInt("bucket"),
                        row.getLong("id"),
                        json.read(row.getString("event"), JsonNode.class),
                        row.getBoolean("by_id")),
                text(person.ids()),
                text(person.ids()),
                Topics.SCORES,
                person.email(),
                person.personId().toString());
        naming = naming.stream()
                .filter(one -> one.byId() || person.isNamedIn(one.event()))
                .toList();
        Set<UUID> withdrawnOf = new HashSet<>();
        List<Unsent> withdrawn = new ArrayList<>();
        List<Unsent> changed = new ArrayList<>();
        for (Unsent one : naming) {
            without(one.event(), person).ifPresentOrElse(rest -> changed.add(one.with(rest)), () -> {
                withdrawn.add(one);
                withdrawnOf.add(UUID.fromString(one.event().path("accountId").asText()));
            });
        }
        database.update(
                "DELETE FROM outbox o USING unnest(?::int[], ?::bigint[]) AS w (bucket, id)"
                        + " WHERE o.bucket = w.bucket AND o.id = w.id",
                numbers(withdrawn.stream().map(Unsent::bucket).toList()),
                numbers(withdrawn.stream().map(Unsent::id).toList()));
        database.update(
                "UPDATE outbox o SET payload = convert_to(c.event, 'UTF8')"
                        + " FROM unnest(?::int[], ?::bigint[], ?::text[]) AS c (bucket, id, event)"
                        + " WHERE o.bucket = c.bucket AND o.id = c.id",
                numbers(changed.stream().map(Unsent::bucket).toList()),
                numbers(changed.stream().map(Unsent::id).toList()),
                text(changed.stream().map(one -> json.write(one.event())).toList()));
        return new Erased(naming.size(), withdrawnOf);
    }

    /**
     * What others need of an event that names the person; nothing if it is about the person, or a score that is told again
     * when the account has been scored without them.
     */
    static Optional<JsonNode> without(JsonNode event, Named person) {
        boolean answersAnother = "SIGNUP".equals(event.path("trigger").asText()) && !person.is(event.path("signup"));
        if (person.is(event) || event.has("trigger") && !answersAnother) {
            return Optional.empty();
        }
        ObjectNode rest = event.deepCopy();
        // Another may have signed up from the same browser.
        if (rest.path("signup") instanceof ObjectNode signup
                && person.ids().contains(signup.path("anonymousId").asText())) {
            signup.putNull("anonymousId");
        }
        if (rest.path("people") instanceof ArrayNode people) {
            people.removeIf(person::is);
        }
        Stream.concat(Stream.of(rest.path("signal")), rest.path("signals").valueStream())
                .filter(person::isIn)
                .forEach(signal -> ((ObjectNode) signal)
                        .<ObjectNode>set("reason", signal.path("name"))
                        .putObject("evidence"));
        redact(rest, person.spoken());
        return Optional.of(rest);
    }

    /** Takes the email out of words that people wrote. */
    private static void redact(JsonNode said, Pattern email) {
        said.propertyStream()
                .filter(member -> member.getValue().isTextual())
                .forEach(member -> member.setValue(TextNode.valueOf(
                        email.matcher(member.getValue().asText()).replaceAll("(erased)"))));
        said.forEach(inner -> redact(inner, email));
    }
}
