package io.tandem.scoring.models;

import io.tandem.scoring.domain.Conditions;
import io.tandem.scoring.domain.Measure;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds the measures that an event counts for. Conditions are evaluated only where the event's name fits. */
public final class EventMatching {
    private final Conditions conditions;
    private final Map<String, List<Counted>> byName = new HashMap<>();
    private final List<Counted> ofAnyName = new ArrayList<>();

    /** A measure with its id, which takes a hash to compute. */
    public record Counted(String id, Measure measure) {}

    public EventMatching(Map<String, Measure> measures, Conditions conditions) {
        this.conditions = conditions;
        measures.forEach((id, measure) -> {
            Counted counted = new Counted(id, measure);
            if (measure.events().isEmpty()) {
                ofAnyName.add(counted);
            }
            measure.events().forEach(name -> byName.computeIfAbsent(name, none -> new ArrayList<>())
                    .add(counted));
        });
    }

    /**
     * @param name of a {@code track} event; null for pages and screens, which conditions see as the empty text
     * @param properties as read from JSON, may be null
     */
    public List<Counted> of(String type, String name, Map<String, Object> properties) {
        List<Counted> matching = new ArrayList<>();
        Map<String, Object> variables = null;
        for (List<Counted> candidates : List.of(byName.getOrDefault(name == null ? "" : name, List.of()), ofAnyName)) {
            for (Counted candidate : candidates) {
                String where = candidate.measure().where();
                if (where != null && variables == null) {
                    variables = Map.of(
                            "event.type", type,
                            "event.name", name == null ? "" : name,
                            "event.properties", properties == null ? Map.of() : values(properties));
                }
                if (where == null || conditions.hold(where, variables)) {
                    matching.add(candidate);
                }
            }
        }
        return matching;
    }

    private static Map<String, Object> values(Map<String, Object> properties) {
        Map<String, Object> values = new HashMap<>();
        properties.forEach((name, value) -> {
            if (value != null) {
                values.put(name, value(value));
            }
        });
        return values;
    }

    /**
     * Numbers as CEL knows them, and whole ones alike however they were written: the database gives {@code 1e2} back as
     * {@code 100}, and the sums must not depend on where an event was read. What is null is as good as absent.
     */
    @SuppressWarnings("unchecked")
    private static Object value(Object value) {
        if (value instanceof Integer || value instanceof Short) {
            return ((Number) value).longValue();
        }
        if (value instanceof BigInteger whole) {
            return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole.doubleValue();
        }
        if (value instanceof Number number && !(value instanceof Long)) {
            double real = number.doubleValue();
            return real == Math.rint(real) && Math.abs(real) < 1L << 53 ? (Object) (long) real : (Object) real;
        }
        if (value instanceof Map<?, ?> map) {
            return values((Map<String, Object>) map);
        }
        if (value instanceof Collection<?> list) {
            return list.stream()
                    .filter(element -> element != null)
                    .map(EventMatching::value)
                    .collect(Collectors.toList());
        }
        return value;
    }
}
