package io.tandem.scoring.models;

import io.tandem.scoring.domain.Conditions;
import io.tandem.scoring.domain.Measure;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Finds the measures that an event counts for. Conditions are evaluated only where the event's name fits, and those that
 * do not ask for properties once for all events of a name.
 */
public final class EventMatching {
    private static final String PROPERTIES = "properties";

    /** Products have some hundred names of events; whoever puts numbers into them has any number. */
    private static final int MOST_KNOWN = 5_000;

    private final Conditions conditions;
    private final Map<String, List<Counted>> byName = new HashMap<>();
    private final List<Counted> ofAnyName = new ArrayList<>();
    private final Map<Named, Candidates> known = new ConcurrentHashMap<>();

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
        Named named = new Named(type, name == null ? "" : name);
        Candidates candidates = known.get(named);
        if (candidates == null) {
            candidates = candidates(named);
            if (known.size() < MOST_KNOWN) {
                known.put(named, candidates);
            }
        }
        if (candidates.asking().isEmpty()) {
            return candidates.certain();
        }
        Map<String, Object> variables = named.with(properties == null ? Map.of() : values(properties));
        List<Counted> matching = new ArrayList<>(candidates.certain());
        for (Counted candidate : candidates.asking()) {
            if (conditions.hold(candidate.measure().where(), variables)) {
                matching.add(candidate);
            }
        }
        return matching;
    }

    private Candidates candidates(Named named) {
        List<Counted> certain = new ArrayList<>();
        List<Counted> asking = new ArrayList<>();
        for (List<Counted> some : List.of(byName.getOrDefault(named.name(), List.of()), ofAnyName)) {
            for (Counted candidate : some) {
                String where = candidate.measure().where();
                if (where != null && where.contains(PROPERTIES)) {
                    asking.add(candidate);
                } else if (where == null || conditions.hold(where, named.with(Map.of()))) {
                    certain.add(candidate);
                }
            }
        }
        return new Candidates(List.copyOf(certain), List.copyOf(asking));
    }

    /** What conditions can be asked of events before their properties. */
    private record Named(String type, String name) {
        Map<String, Object> with(Map<String, Object> properties) {
            return Map.of("event.type", type, "event.name", name, "event." + PROPERTIES, properties);
        }
    }

    /**
     * What events of one type and name may count for.
     *
     * @param certain whatever their properties
     * @param asking if their properties are as these ask for
     */
    private record Candidates(List<Counted> certain, List<Counted> asking) {}

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
