package io.tandem.routing.domain;

import io.tandem.contracts.Owner;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A salesperson as assignment sees one, at one moment.
 *
 * @param weight the rep's share of the pool compared with the others'
 * @param priority breaks ties, higher first
 * @param capacity how many handoffs may wait for the rep's first touch at once
 * @param waiting how many do
 * @param away null while at work
 * @param skills what the rep knows, sorted
 * @param languages ISO 639 codes, sorted
 */
public record Rep(
        UUID id,
        String name,
        String email,
        int weight,
        int priority,
        int capacity,
        int waiting,
        boolean active,
        Away away,
        List<String> skills,
        List<String> languages) {

    public Rep {
        skills = skills == null ? List.of() : List.copyOf(skills);
        languages = languages == null ? List.of() : List.copyOf(languages);
    }

    /** At work, and without skills that anybody asks for. */
    public Rep(
            UUID id, String name, String email, int weight, int priority, int capacity, int waiting, boolean active) {
        this(id, name, email, weight, priority, capacity, waiting, active, null, List.of(), List.of());
    }

    /** Somebody switched off, away or at capacity never receives. */
    public boolean canReceive() {
        return isFree() && away == null;
    }

    /** The same in a pool of which this is said: where work is not to wait for somebody to begin, it goes to who is away. */
    public boolean canReceive(AfterHours afterHours) {
        return afterHours == AfterHours.ASSIGN_NEXT ? isFree() : canReceive();
    }

    /** Could receive but for the hour. */
    boolean isFree() {
        return active && waiting < capacity;
    }

    /** Why nothing can be assigned now, or empty. */
    public Optional<String> hindrance() {
        if (!active) {
            return Optional.of("switched off");
        }
        if (waiting >= capacity) {
            return Optional.of("at capacity: " + waiting + " of " + capacity + " wait for the first touch");
        }
        return Optional.ofNullable(away).map(Away::because);
    }

    Rep atWork() {
        return new Rep(id, name, email, weight, priority, capacity, waiting, active, null, skills, languages);
    }

    public Owner asOwner() {
        return new Owner(id, name, email);
    }
}
