package io.tandem.routing.assignment;

import io.tandem.routing.calendar.Attendance;
import io.tandem.routing.calendar.WorkingHours;
import io.tandem.routing.domain.AfterHours;
import io.tandem.routing.domain.BusinessCalendar;
import io.tandem.routing.rep.Absences;
import io.tandem.routing.rep.RepRepository;
import io.tandem.routing.rep.Role;
import io.tandem.routing.rep.SalesRep;
import io.tandem.routing.storage.Database;
import io.tandem.routing.storage.Database.Call;
import io.tandem.routing.storage.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the roster, and only when it has changed: every assignment asks for it. */
@ApplicationScoped
class RosterReader {
    @Inject
    Database database;

    @Inject
    RepRepository reps;

    @Inject
    Absences absences;

    @Inject
    StoredJson json;

    private volatile Roster last;

    private record Membership(String pool, UUID repId, Integer weight) {}

    /** As it stands now; what another transaction changes meanwhile is seen under the pools' lock only. */
    Roster read(Instant now) {
        Call<Long> version = askVersion();
        database.together(version);
        return read(version, now);
    }

    /** To be asked together with other things, and before the roster is read. */
    Call<Long> askVersion() {
        return Call.query("SELECT version FROM roster", row -> row.getLong("version"));
    }

    Roster read(Call<Long> asked, Instant now) {
        long version = asked.rows().get(0);
        int year = now.atZone(ZoneOffset.UTC).getYear();
        Roster known = last;
        if (known == null || known.version() != version || known.year() != year) {
            // The version first: what is read after it may be newer, and is then read once more.
            known = new Roster(version, year, pools(now));
            last = known;
        }
        return known;
    }

    private Map<String, Roster.Pool> pools(Instant now) {
        Map<UUID, SalesRep> byId = reps.all().stream().collect(Collectors.toMap(SalesRep::id, Function.identity()));
        Map<UUID, List<BusinessCalendar.Absence>> away =
                absences.since(LocalDate.ofInstant(now, ZoneOffset.UTC).minusYears(1));
        Map<String, List<Membership>> members = database
                .query(
                        "SELECT pool, rep_id, weight FROM pool_member ORDER BY pool, rep_id",
                        row -> new Membership(
                                row.getString("pool"),
                                row.getObject("rep_id", UUID.class),
                                row.getObject("weight", Integer.class)))
                .stream()
                .collect(Collectors.groupingBy(Membership::pool));
        return database
                .query(
                        "SELECT name, role, after_hours, working_hours, successor, manager FROM pool",
                        row -> pool(row, members.getOrDefault(row.getString("name"), List.of()), byId, away, now))
                .stream()
                .collect(Collectors.toMap(Roster.Pool::name, Function.identity()));
    }

    private Roster.Pool pool(
            ResultSet row,
            List<Membership> members,
            Map<UUID, SalesRep> reps,
            Map<UUID, List<BusinessCalendar.Absence>> away,
            Instant now)
            throws SQLException {
        String role = row.getString("role");
        Role only = role == null ? null : Role.valueOf(role);
        WorkingHours hours = json.read(row.getString("working_hours"), WorkingHours.class);
        return new Roster.Pool(
                row.getString("name"),
                only,
                AfterHours.valueOf(row.getString("after_hours")),
                attendance(hours, List.of(), now),
                row.getString("successor"),
                row.getString("manager"),
                members.stream()
                        // Somebody may have been hired between the two statements.
                        .filter(member -> reps.containsKey(member.repId()))
                        .filter(member ->
                                only == null || reps.get(member.repId()).role() == only)
                        .map(member -> {
                            SalesRep rep = reps.get(member.repId());
                            WorkingHours own = rep.workingHours(json) == null ? hours : rep.workingHours(json);
                            return new Roster.Member(
                                    rep, member.weight(), attendance(own, away.getOrDefault(rep.id(), List.of()), now));
                        })
                        .toList());
    }

    private static Attendance attendance(WorkingHours hours, List<BusinessCalendar.Absence> away, Instant now) {
        BusinessCalendar always = BusinessCalendar.ALWAYS;
        return new Attendance(
                hours,
                hours == null
                        ? new BusinessCalendar(always.zone(), always.week(), always.holidays(), away)
                        : hours.calendar(now, away));
    }
}
