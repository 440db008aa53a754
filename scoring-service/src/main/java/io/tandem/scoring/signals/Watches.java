package io.tandem.scoring.signals;

import io.tandem.scoring.domain.Measure;
import io.tandem.scoring.domain.SignalRule;
import io.tandem.scoring.domain.WatchUse;
import io.tandem.scoring.models.EventMatching;
import io.tandem.scoring.models.ScoringModels;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which events signals look for. Immutable, so all threads share it. */
final class Watches {
    private static final int MOST_CHARACTERS = 255;

    private final Map<String, WatchUse> byId;
    private final EventMatching matching;

    Watches(Map<String, WatchUse> uses, ScoringModels models) {
        byId = Map.copyOf(uses);
        Map<String, Measure> measures = new HashMap<>();
        byId.forEach((id, used) -> measures.put(
                id,
                new Measure(
                        used.watch().events(),
                        used.watch().where(),
                        0,
                        used.watch().keep(),
                        false)));
        matching = models.matching(measures);
    }

    static Set<String> ids(List<SignalRule> rules) {
        return rules.stream().flatMap(rule -> rule.watches().keySet().stream()).collect(Collectors.toSet());
    }

    /** Whether somebody may wait for what a watch has counted; of steps it matters that they were not reached. */
    boolean isWaitedFor(WatchedEvent event) {
        return !byId.get(event.watch()).onlyFirst();
    }

    List<WatchedEvent> of(RollupService.Call call) {
        return matching.of(call.type(), call.event(), call.properties()).stream()
                .map(counted -> watched(counted.id(), byId.get(counted.id()), call))
                .toList();
    }

    private static WatchedEvent watched(String id, WatchUse used, RollupService.Call call) {
        Map<String, Object> properties = call.properties();
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
                call.userKey(),
                id,
                used.onlyFirst() ? LocalDate.EPOCH : LocalDate.ofInstant(call.at(), ZoneOffset.UTC),
                thing instanceof String || thing instanceof Number ? cut(String.valueOf(thing)) : "",
                call.at(),
                call.messageId(),
                detail);
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
    }
}
