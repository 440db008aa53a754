package io.tandem.routing.calendar;

import io.tandem.routing.domain.Away;
import io.tandem.routing.domain.BusinessCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** Whether somebody is at work. Asked with every assignment, so it remembers what it found last. */
public final class Attendance {
    private final WorkingHours hours;
    private final BusinessCalendar calendar;
    private volatile Found last;

    /** @param hours null for who always works, but for absences */
    public Attendance(WorkingHours hours, BusinessCalendar calendar) {
        this.hours = hours;
        this.calendar = calendar;
    }

    public BusinessCalendar calendar() {
        return calendar;
    }

    /** Null at work. */
    public Away at(Instant now) {
        Found found = last;
        if (found == null
                || now.isBefore(found.asked())
                || !now.isBefore(found.span().end())) {
            found = new Found(now, calendar.next(now), null, null);
            last = found;
        }
        if (!found.span().start().isAfter(now)) {
            return null;
        }
        LocalDate today = now.atZone(calendar.zone()).toLocalDate();
        if (!today.equals(found.day())) {
            found = new Found(
                    found.asked(),
                    found.span(),
                    today,
                    new Away(because(today), found.span().start()));
            last = found;
        }
        return found.away();
    }

    private String because(LocalDate today) {
        return calendar.absences().stream()
                .filter(absence -> absence.holds(today))
                .findFirst()
                .map(absence -> "absent until " + absence.to())
                .or(() -> Optional.ofNullable(hours)
                        .map(known -> known.holiday(today))
                        .map(name -> "on holiday: " + name))
                .orElse("outside working hours");
    }

    /** @param away why not at work on this day; null where nobody asked */
    private record Found(Instant asked, BusinessCalendar.Span span, LocalDate day, Away away) {}
}
