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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is told of accounts and waits to be sent. */
@ApplicationScoped
class UnsentScores {
    /** Events name people by their email, by their id, or by their user id among people and in what signals were seen in. */
    private static final String NAMING = """
            SELECT bucket, id, convert_from(payload, 'UTF8') AS event FROM outbox
            WHERE topic = ? AND (
                position(lower(?) IN lower(convert_from(payload, 'UTF8'))) > 0
                OR position(? IN convert_from(payload, 'UTF8')) > 0
                OR EXISTS (
                    SELECT FROM unnest(ARRAY['$.who', '$.people[*].userId', '$.signal.evidence.**', '$.signals[*].evidence.**'])
                        AS place, jsonb_path_query(convert_from(payload, 'UTF8')::jsonb, place::jsonpath) AS v
                    WHERE jsonb_typeof(v) = 'string' AND v #>> '{}' = ANY (?)))
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

        private boolean is(JsonNode person) {
            return MEMBERS.stream()
                    .map(member -> person.path(member).asText())
                    .anyMatch(text ->
                            email.equalsIgnoreCase(text) || personId.toString().equals(text) || ids.contains(text));
        }

        private boolean isIn(JsonNode signal) {
            return hasText(signal, this::isSpokenOf) || hasText(signal.path("evidence"), ids::contains);
        }

        private boolean isSpokenOf(String text) {
            return text.toLowerCase(Locale.ROOT).contains(email.toLowerCase(Locale.ROOT));
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

    private record Unsent(int bucket, long id, JsonNode event) {}

    /** Nothing that is sent from now on names the person. */
    Erased erase(Named person) {
        List<Unsent> naming = database.query(
                NAMING,
                row -> new Unsent(
                        row.getInt("bucket"), row.getLong("id"), json.read(row.getString("event"), JsonNode.class)),
                Topics.SCORES,
                person.email(),
                person.personId().toString(),
                text(person.ids()));
        Set<UUID> withdrawnOf = new HashSet<>();
        List<Unsent> withdrawn = new ArrayList<>();
        List<Unsent> changed = new ArrayList<>();
        for (Unsent one : naming) {
            without(one.event(), person)
                    .ifPresentOrElse(rest -> changed.add(new Unsent(one.bucket(), one.id(), rest)), () -> {
                        withdrawn.add(one);
                        withdrawnOf.add(
                                UUID.fromString(one.event().path("accountId").asText()));
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
        if (rest.path("people") instanceof ArrayNode people) {
            people.removeIf(person::is);
        }
        Stream.concat(Stream.of(rest.path("signal")), rest.path("signals").valueStream())
                .filter(person::isIn)
                .forEach(signal -> ((ObjectNode) signal)
                        .<ObjectNode>set("reason", signal.path("name"))
                        .putObject("evidence"));
        redact(rest, person);
        return Optional.of(rest);
    }

    /** Takes the email out of words that people wrote. */
    private static void redact(JsonNode said, Named person) {
        Pattern email = Pattern.compile("(?iu)" + Pattern.quote(person.email()));
        said.propertyStream()
                .filter(member -> member.getValue().isTextual())
                .forEach(member -> member.setValue(TextNode.valueOf(
                        email.matcher(member.getValue().asText()).replaceAll("(erased)"))));
        said.forEach(inner -> redact(inner, person));
    }
}
