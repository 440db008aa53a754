package io.tandem.scoring.signals;

import io.tandem.contracts.TrackedEvent;
import io.tandem.scoring.domain.CompiledModel;
import io.tandem.scoring.domain.Measure;
import io.tandem.scoring.domain.SignalRule;
import io.tandem.scoring.domain.Watch;
import io.tandem.scoring.models.EventMatching;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which events the signals of a model look for. Immutable, so all threads share it. */
final class Watches {
    private static final int MOST_CHARACTERS = 255;

    private final Map<String, Used> byId = new HashMap<>();
    private final EventMatching matching;

    Watches(CompiledModel model) {
        model.definition().signals().forEach(rule -> rule.watches()
                .forEach((id, watch) -> byId.put(id, new Used(watch, rule.kind().onlyFirst()))));
        Map<String, Measure> measures = new HashMap<>();
        byId.forEach((id, used) -> measures.put(
                id,
                new Measure(
                        used.watch().events(),
                        used.watch().where(),
                        0,
                        used.watch().keep(),
                        false)));
        matching = new EventMatching(measures, model.conditions());
    }

    private record Used(Watch watch, boolean onlyFirst) {}

    static Set<String> ids(List<SignalRule> rules) {
        Map<String, Watch> all = new HashMap<>();
        rules.forEach(rule -> all.putAll(rule.watches()));
        return all.keySet();
    }

    /** Whether somebody may wait for what a watch has counted; of steps it matters that they were not reached. */
    boolean isWaitedFor(WatchedEvent event) {
        return !byId.get(event.watch()).onlyFirst();
    }

    List<WatchedEvent> of(TrackedEvent call, String userKey, Instant at) {
        return matching.of(call).stream()
                .map(counted -> watched(counted.id(), byId.get(counted.id()), call, userKey, at))
                .toList();
    }

    private static WatchedEvent watched(String id, Used used, TrackedEvent call, String userKey, Instant at) {
        Map<String, Object> properties = call.properties() == null ? Map.of() : call.properties();
        Map<String, Object> detail = new TreeMap<>();
        if (!used.onlyFirst()) {
            used.watch().keep().forEach(name -> {
                Object value = properties.get(name);
                if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                    detail.put(name, value);
                }
            });
        }
        Object thing =
                used.watch().by() == null ? null : properties.get(used.watch().by());
        return new WatchedEvent(
                userKey,
                id,
                used.onlyFirst() ? LocalDate.EPOCH : LocalDate.ofInstant(at, ZoneOffset.UTC),
                thing instanceof String || thing instanceof Number ? cut(String.valueOf(thing)) : "",
                at,
                call.messageId(),
                detail);
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
    }
}
