package io.tandem.routing.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** How the time for a first touch runs out. It runs in the working hours of whoever is to be in touch. */
public final class Sla {
    /** All of the time is used up. */
    public static final int BREACHED = 100;

    private Sla() {}

    /** A moment at which so much of the time is used up, in percent. */
    public record Mark(int percent, Instant at) {}

    /**
     * The mark to wake up at next. Of several that have passed already the latest: who was asleep for a while is told
     * once.
     *
     * @param due when all of the time is used up, as it was told when the time began; later changes of the working hours
     *     do not move it
     * @param warnAt percents at which somebody is to be warned
     * @param reached the last mark that was woken up at, 0 for none
     */
    public static Mark next(
            BusinessCalendar calendar,
            Instant since,
            Instant due,
            Duration allowed,
            Collection<Integer> warnAt,
            int reached,
            Instant now) {
        Mark breach = new Mark(BREACHED, due);
        if (!now.isBefore(due)) {
            return breach;
        }
        List<Mark> warnings = warnAt.stream()
                .filter(percent -> percent > reached && percent < BREACHED)
                .sorted()
                .map(percent -> new Mark(
                        percent,
                        calendar.plus(since, allowed.multipliedBy(percent).dividedBy(BREACHED))))
                .filter(mark -> mark.at().isBefore(due))
                .toList();
        return warnings.stream()
                .filter(mark -> !mark.at().isAfter(now))
                .reduce((earlier, later) -> later)
                .orElse(warnings.isEmpty() ? breach : warnings.get(0));
    }
}
