package io.tandem.scoring.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.scoring.domain.Measure;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventMatchingTest {
    private final AtomicInteger failed = new AtomicInteger();

    @Test
    void anEventCountsForEveryMeasureItMatches() {
        EventMatching matching = matching(
                measure("Feature Used", null),
                measure("Feature Used", "event.properties.seats > 3"),
                measure("Signed In", null),
                new Measure(List.of(), "event.type == 'track'", 7, List.of(), false));

        assertEquals(3, matching.of("track", "Feature Used", Map.of("seats", 5)).size());
        assertEquals(2, matching.of("track", "Feature Used", Map.of("seats", 2)).size());
        assertEquals(0, matching.of("page", null, Map.of()).size());
    }

    @Test
    void conditionsOfOtherEventsAreNotEvaluated() {
        EventMatching matching = matching(measure("Feature Used", "event.properties.seats > 3"));

        matching.of("track", "Signed In", Map.of("seats", "many"));

        assertEquals(0, failed.get());
    }

    @Test
    void whatCanNoLongerBeEvaluatedCountsAsNotMet() {
        EventMatching matching = matching(
                measure("Feature Used", "event.properties.seats > 3"),
                measure("Feature Used", "event.properties.seats >"));

        assertEquals(1, matching.of("track", "Feature Used", Map.of("seats", 5)).size());
        assertEquals(1, failed.get());
    }

    @Test
    void whatAsksForNoPropertiesIsEvaluatedOnceForAllEventsOfAName() {
        AtomicInteger asked = new AtomicInteger();
        Measure others = new Measure(List.of(), "!(event.name in ['Signed In'])", 7, List.of(), false);
        EventMatching matching = new EventMatching(Map.of(others.id(), others), (condition, variables) -> {
            asked.incrementAndGet();
            return !"Signed In".equals(variables.get("event.name"));
        });

        for (int i = 0; i < 3; i++) {
            assertEquals(
                    1, matching.of("track", "Feature Used", Map.of("seats", i)).size());
            assertEquals(
                    0, matching.of("track", "Signed In", Map.of("seats", i)).size());
        }
        assertEquals(2, asked.get());
    }

    @Test
    void aConditionThatFailsCountsAsNoMatchAndIsCounted() {
        EventMatching matching = matching(measure("Feature Used", "event.properties.seats > 3"));

        assertEquals(0, matching.of("track", "Feature Used", Map.of()).size());
        assertEquals(
                0, matching.of("track", "Feature Used", Map.of("seats", "many")).size());
        assertEquals(0, matching.of("track", "Feature Used", null).size());
        assertEquals(3, failed.get());
    }

    @Test
    void numbersAreAlikeHoweverTheyWereWritten() throws IOException {
        EventMatching matching = matching(measure("Paid", "event.properties.amount == 100"));

        for (String amount : List.of("100", "100.0", "1e2", "1.00e2")) {
            Map<String, Object> properties =
                    new ObjectMapper().readValue("{\"amount\":" + amount + "}", new TypeReference<>() {});
            assertEquals(1, matching.of("track", "Paid", properties).size(), amount);
        }
    }

    @Test
    void conditionsLookIntoWhatIsNested() {
        EventMatching matching =
                matching(measure("Paid", "event.properties.cart.items.exists(i, i.sku == 'seat' && i.count >= 2)"));

        assertEquals(
                1,
                matching.of(
                                "track",
                                "Paid",
                                Map.of("cart", Map.of("items", List.of(Map.of("sku", "seat", "count", 2)))))
                        .size());
    }

    @Test
    void whatAConditionMayCostIsBounded() {
        EventMatching matching =
                matching(measure("Paid", "event.properties.list.all(a, event.properties.list.all(b, a == b))"));

        matching.of("track", "Paid", Map.of("list", Collections.nCopies(5_000, 1)));

        assertEquals(1, failed.get());
    }

    private static Measure measure(String event, String where) {
        return new Measure(List.of(event), where, 14, List.of(), false);
    }

    private EventMatching matching(Measure... measures) {
        Map<String, Measure> byId = new LinkedHashMap<>();
        for (Measure measure : measures) {
            byId.put(measure.id(), measure);
        }
        return new EventMatching(byId, new CelConditions(failed::incrementAndGet));
    }
}
