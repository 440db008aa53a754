package io.tandem.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenSamplesTest {
    @ParameterizedTest
    @MethodSource("io.tandem.contracts.EventTypes#all")
    void sampleComesBackUnchangedFromItsRecord(Class<?> type) throws JsonProcessingException {
        Object event = EventTypes.JSON.readValue(EventTypes.sample(type), type);

        assertEquals(
                EventTypes.JSON.readTree(EventTypes.sample(type)),
                EventTypes.JSON.readTree(EventTypes.JSON.writeValueAsString(event)));
    }

    @ParameterizedTest
    @MethodSource("io.tandem.contracts.EventTypes#all")
    void sampleShowsEveryField(Class<?> type) throws JsonProcessingException {
        var shown = new TreeSet<String>();
        EventTypes.JSON.readTree(EventTypes.sample(type)).fieldNames().forEachRemaining(shown::add);

        assertEquals(
                Arrays.stream(type.getRecordComponents())
                        .map(component -> component.getName())
                        .collect(Collectors.toCollection(TreeSet::new)),
                shown);
    }

    @ParameterizedTest
    @MethodSource("io.tandem.contracts.EventTypes#all")
    void unknownFieldIsIgnored(Class<?> type) throws JsonProcessingException {
        ObjectNode grown = (ObjectNode) EventTypes.JSON.readTree(EventTypes.sample(type));
        grown.putObject("addedLater").put("by", "a newer service");

        assertEquals(
                EventTypes.JSON.readValue(EventTypes.sample(type), type), EventTypes.JSON.treeToValue(grown, type));
    }

    @Test
    void samplesNameAccountsAndPeopleByTheSharedRule() throws JsonProcessingException {
        AccountScored scored = EventTypes.JSON.readValue(EventTypes.sample(AccountScored.class), AccountScored.class);

        assertEquals(AccountId.ofDomain(scored.domain()), scored.accountId());
        assertEquals(PersonId.ofEmail(scored.signup().email()), scored.signup().personId());
        scored.people().forEach(person -> assertEquals(PersonId.ofEmail(person.email()), person.personId()));
        assertEquals(scored.accountId().toString(), scored.key());
    }

    @Test
    void contributionsOfTheSampleAddUpToItsScore() throws JsonProcessingException {
        Score score = EventTypes.JSON
                .readValue(EventTypes.sample(AccountScored.class), AccountScored.class)
                .score();

        assertEquals(
                score.total(),
                score.explanation().stream().mapToDouble(Contribution::points).sum());
        assertEquals(score.total(), score.fit() + score.engagement());
    }

    @Test
    void keyIsNotPartOfTheJson() throws JsonProcessingException {
        TrackedEvent tracked = EventTypes.JSON.readValue(EventTypes.sample(TrackedEvent.class), TrackedEvent.class);

        assertEquals(tracked.sourceId() + ":" + tracked.userId(), tracked.key());
        assertTrue(EventTypes.JSON.valueToTree(tracked).path("key").isMissingNode());
    }
}
