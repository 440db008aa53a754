package io.tandem.scoring.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A pattern worth telling. A draft may hold anything; {@link SignalFaults} says what is wrong with it.
 *
 * @param name as routing and people know it, such as {@code upgrade-blocked}
 * @param kind what is looked for
 * @param with the kind's numbers that differ from its usual ones
 * @param events the events that the kind needs, in the order it says
 * @param sentences the first of which every placeholder is known is the reason that people read
 */
public record SignalRule(
        String name, SignalKind kind, Map<String, Integer> with, List<Watch> events, List<String> sentences) {
    /** People are listed in order of arrival up to this many. */
    public static final int MOST_PEOPLE = 10;

    public SignalRule {
        with = with == null ? Map.of() : new LinkedHashMap<>(with);
        events = Lists.copy(events);
        sentences = Lists.copy(sentences);
    }

    public int number(String parameter) {
        Integer own = with.get(parameter);
        return own != null ? own : kind.parameter(parameter).orElseThrow().usual();
    }

    double percent(String parameter) {
        return number(parameter) / 100.0;
    }

    /** What is counted for it, by id. */
    public Map<String, WatchUse> watches() {
        Map<String, WatchUse> watches = new LinkedHashMap<>();
        events.forEach(watch -> watches.put(watch(watch), new WatchUse(watch, kind.onlyFirst())));
        return watches;
    }

    String watch(int nth) {
        return watch(events.get(nth));
    }

    private String watch(Watch watch) {
        return watch.id(kind.onlyFirst());
    }
}
