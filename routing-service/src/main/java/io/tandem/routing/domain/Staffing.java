package io.tandem.routing.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Who serves which pool at the moment.
 *
 * @param pools the reps of each pool by its name, those who are switched off included
 */
public record Staffing(Map<String, List<Rep>> pools) {

    /** Reps of a pool who are switched on. */
    public List<Rep> active(String pool) {
        return pools.getOrDefault(pool, List.of()).stream().filter(Rep::active).toList();
    }

    /** Whether the work email is that of a rep who is switched on. */
    public boolean isActive(String email) {
        return pools.values().stream()
                .flatMap(List::stream)
                .anyMatch(rep -> rep.active() && rep.email().equalsIgnoreCase(email));
    }

    /** Why the first touch cannot be in time, in words, or null if it can. */
    public String whyNeverInTime(String pool, int slaMinutes, Instant now) {
        return slaMinutes <= 0 ? "the first touch is due the moment it begins" : null;
    }
}
