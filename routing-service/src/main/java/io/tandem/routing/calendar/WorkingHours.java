package io.tandem.routing.calendar;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.tandem.kit.web.RequestFaults;
import io.tandem.routing.domain.BusinessCalendar;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** When somebody works, as an admin says it. */
public record WorkingHours(
        @NotNull @Size(max = 64) @Schema(description = "IANA time zone", examples = "Europe/Berlin")
        String zone,

        @NotEmpty @Schema(description = "Hours by the day on which they begin; a day that is absent is free")
        Map<DayOfWeek, @NotNull @Size(max = 8) List<@NotNull @Valid Hours>> week,

        @Size(max = 32)
        @Schema(
                description = "Whose public holidays are free: ISO 3166 country, or country and region; null for none",
                examples = {"DE-BY", "US"},
                nullable = true)
        String holidays) {

    /** From a time until another. One that is not later is that of the next day: 22:00 to 06:00, 00:00 to 00:00. */
    public record Hours(
            @NotNull
            @JsonFormat(pattern = "HH:mm")
            @Schema(implementation = String.class, examples = "09:00", pattern = "\\d\\d:\\d\\d")
            LocalTime from,

            @NotNull
            @JsonFormat(pattern = "HH:mm")
            @Schema(implementation = String.class, examples = "17:00", pattern = "\\d\\d:\\d\\d")
            LocalTime to) {}

    /** Refuses what makes no calendar, naming the field. */
    public void requireUsable(String field) {
        zoneId(field);
        if (holidays != null && !Holidays.knows(holidays)) {
            throw RequestFaults.problem(field + ".holidays", "names no country or region whose holidays are known");
        }
        try {
            calendar(Set.of(), List.of());
        } catch (IllegalArgumentException unusable) {
            throw RequestFaults.problem(field + ".week", unusable.getMessage());
        }
    }

    /** The calendar around a moment: public holidays are known from the year before it to two years after it. */
    public BusinessCalendar calendar(Instant around, List<BusinessCalendar.Absence> absences) {
        int year = around.atZone(ZoneId.of(zone)).getYear();
        Set<LocalDate> days = holidays == null
                ? Set.of()
                : Holidays.of(holidays, year - 1, year + 2).keySet();
        return calendar(days, absences);
    }

    /** What the public holiday on this day is called in English, or null. */
    public String holiday(LocalDate day) {
        return holidays == null
                ? null
                : Holidays.of(holidays, day.getYear(), day.getYear()).get(day);
    }

    private BusinessCalendar calendar(Set<LocalDate> days, List<BusinessCalendar.Absence> absences) {
        Map<DayOfWeek, List<BusinessCalendar.Hours>> hours = new EnumMap<>(DayOfWeek.class);
        week.forEach((day, some) -> hours.put(
                day,
                some.stream()
                        .map(one -> new BusinessCalendar.Hours(one.from(), one.to()))
                        .toList()));
        return new BusinessCalendar(ZoneId.of(zone), hours, days, absences);
    }

    private void zoneId(String field) {
        try {
            ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw RequestFaults.problem(field + ".zone", "is no known time zone");
        }
    }
}
