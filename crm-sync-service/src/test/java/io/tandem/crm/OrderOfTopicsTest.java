package io.tandem.crm;

import static io.tandem.crm.CrmApi.relationship;
import static io.tandem.crm.Story.JONAS;
import static io.tandem.crm.Story.MAYA;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.Event;
import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.contracts.RelationshipChanged;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Kafka keeps the order of one account within a topic, not between topics. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class OrderOfTopicsTest {
    @Inject
    SeenEvents seen;

    @Test
    void everyInterleavingOfScoresAndRoutesGivesTheSameRelationship() {
        List<String> interleavings = interleavings(3, 3);
        List<Telling> tellings = interleavings.stream().map(Telling::new).toList();

        for (int step = 0; step < 6; step++) {
            List<UUID> sent = new ArrayList<>();
            for (Telling telling : tellings) {
                sent.add(telling.sendStep(step));
            }
            seen.await(sent);
        }

        Map<String, Object> expected = recordOf(tellings.get(0).story);
        assertEquals("A2", ((Map<?, ?>) expected.get("score")).get("grade"));
        assertEquals(6, ((List<?>) expected.get("timeline")).size());
        assertEquals(2, ((List<?>) expected.get("stakeholders")).size());
        Map<UUID, List<Owner>> told = toldOthers(2 * tellings.size());
        for (Telling telling : tellings) {
            assertEquals(List.of(MAYA, JONAS), told.get(telling.story.account), telling.topics);
            assertEquals(expected, recordOf(telling.story), telling.topics);
        }
    }

    /** The record without the ids that differ from account to account. */
    private static Map<String, Object> recordOf(Story story) {
        Map<String, Object> view = relationship(story.account).getMap("");
        assertEquals(story.account.toString(), view.remove("accountId"));
        assertEquals(story.domain, view.remove("domain"));
        Map<?, ?> handoff = (Map<?, ?>) view.get("handoff");
        assertEquals(story.handoff.toString(), handoff.remove("id"));
        handoff.remove("decisionId");
        ((List<?>) view.get("stakeholders"))
                .forEach(person -> assertEquals(story.account.toString(), ((Map<?, ?>) person).remove("accountId")));
        ((List<?>) view.get("timeline")).forEach(entry -> ((Map<?, ?>) entry).remove("id"));
        return view;
    }

    /** The owners that others were told of, for each account. */
    private static Map<UUID, List<Owner>> toldOthers(int atLeast) {
        return TestTopics.await(Topics.RELATIONSHIPS, RelationshipChanged.class, atLeast, changed -> true).stream()
                .map(TestTopics.Sent::event)
                .collect(Collectors.groupingBy(
                        RelationshipChanged::accountId,
                        Collectors.mapping(RelationshipChanged::owner, Collectors.toList())));
    }

    /** All ways to merge two topics, each of which keeps its own order. */
    private static List<String> interleavings(int scores, int routes) {
        if (scores == 0 || routes == 0) {
            return List.of("S".repeat(scores) + "R".repeat(routes));
        }
        List<String> all = new ArrayList<>();
        interleavings(scores - 1, routes).forEach(rest -> all.add("S" + rest));
        interleavings(scores, routes - 1).forEach(rest -> all.add("R" + rest));
        return all;
    }

    /** One story, told in one interleaving to an account of its own. */
    private static final class Telling {
        private final Story story = new Story();
        private final String topics;
        private final List<Event> scores;
        private final List<Event> routes;

        Telling(String topics) {
            this.topics = topics;
            String ana = "ana@harbourline.example";
            scores = List.of(
                    story.scored(1, "B4", 30, story.signupOf(ana, "Ana Ribeiro", "Head of Operations")),
                    story.signal(12, "3 people use the product"),
                    story.scored(
                            13,
                            "A2",
                            72,
                            story.person(ana, "Ana Ribeiro", "Head of Operations"),
                            story.person("ben@harbourline.example", "Ben Okafor", null)));
            routes = List.of(
                    story.decided(2, Motion.SELF_SERVE, null), story.opened(14, MAYA), story.assigned(16, JONAS));
        }

        UUID sendStep(int step) {
            boolean isScore = topics.charAt(step) == 'S';
            int index = (int) topics.substring(0, step)
                    .chars()
                    .filter(topic -> topic == topics.charAt(step))
                    .count();
            return isScore
                    ? TestTopics.send(Topics.SCORES, scores.get(index))
                    : TestTopics.send(Topics.ROUTES, routes.get(index));
        }
    }
}
