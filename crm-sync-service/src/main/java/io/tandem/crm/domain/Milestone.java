package io.tandem.crm.domain;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A point of an engagement at which something is to be there.
 *
 * @param id without one, that of its name
 * @param dueOn null while nobody has said
 * @param doneOn null while it is not reached
 */
public record Milestone(UUID id, String name, LocalDate dueOn, LocalDate doneOn) {
    public Milestone {
        id = id == null ? UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)) : id;
    }

    /** Not there although its day is over. */
    public boolean isLate(LocalDate today) {
        return doneOn == null && dueOn != null && dueOn.isBefore(today);
    }

    /** What of milestones changed, in plain sentences. */
    public static List<String> changes(List<Milestone> before, List<Milestone> after) {
        Map<UUID, Milestone> known =
                before.stream().collect(Collectors.toMap(Milestone::id, Function.identity(), (one, same) -> one));
        List<String> changes = new ArrayList<>();
        for (Milestone now : after) {
            Milestone then = known.remove(now.id);
            if (then == null) {
                changes.add("Milestone \"" + now.name + "\" added");
            } else if (then.doneOn == null && now.doneOn != null) {
                changes.add("Milestone \"" + now.name + "\" reached on " + now.doneOn);
            } else if (!then.equals(now)) {
                changes.add("Milestone \"" + now.name + "\" changed");
            }
        }
        known.values().forEach(gone -> changes.add("Milestone \"" + gone.name + "\" removed"));
        return changes;
    }
}
