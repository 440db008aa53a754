package io.tandem.routing.assignment;

import io.tandem.routing.calendar.Attendance;
import io.tandem.routing.domain.AfterHours;
import io.tandem.routing.domain.BusinessCalendar;
import io.tandem.routing.domain.Rep;
import io.tandem.routing.domain.Staffing;
import io.tandem.routing.rep.Role;
import io.tandem.routing.rep.SalesRep;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The pools and who belongs to them, as they stood when this was read.
 *
 * @param version of all that is in it, see the table {@code roster}
 * @param year for which the public holidays are known
 */
record Roster(long version, int year, Map<String, Pool> pools) {

    /**
     * A pool.
     *
     * @param role whose reps alone take part, or null
     * @param attendance when the pool works, for work that nobody has yet
     * @param successor where what is sent here goes instead, or null
     * @param manager the email of who looks after it, or null
     * @param members who take part
     */
    record Pool(
            String name,
            Role role,
            AfterHours afterHours,
            Attendance attendance,
            String successor,
            String manager,
            List<Member> members) {

        List<Rep> reps(Instant now, Map<UUID, Integer> waiting) {
            return members.stream()
                    .map(member -> member.contending(now, waiting))
                    .toList();
        }

        Staffing.Pool staffing(Instant now, Map<UUID, Integer> waiting) {
            return new Staffing.Pool(
                    name,
                    afterHours,
                    attendance.calendar(),
                    members.stream()
                            .map(member -> new Staffing.Member(
                                    member.contending(now, waiting),
                                    member.attendance().calendar()))
                            .toList());
        }
    }

    /** @param weight in this pool, or null for the rep's own */
    record Member(SalesRep rep, Integer weight, Attendance attendance) {
        Rep contending(Instant now, Map<UUID, Integer> waiting) {
            return rep.contending(weight, waiting.getOrDefault(rep.id(), 0), attendance.at(now));
        }
    }

    /** The pool that takes what is sent to this one. */
    Optional<Pool> taking(String name) {
        Pool pool = pools.get(name);
        while (pool != null && pool.successor() != null) {
            pool = pools.get(pool.successor());
        }
        return Optional.ofNullable(pool);
    }

    /** Who could receive now, by every name that work may be sent to. */
    List<Taker> takers(Instant now, Map<UUID, Integer> waiting) {
        return pools.keySet().stream()
                .flatMap(name -> {
                    Pool pool = taking(name).orElseThrow();
                    return pool.reps(now, waiting).stream()
                            .filter(rep -> rep.canReceive(pool.afterHours()))
                            .map(rep -> new Taker(name, rep.id()));
                })
                .toList();
    }

    BusinessCalendar calendar(String name, UUID repId) {
        Pool pool = taking(name).orElseThrow(() -> new IllegalStateException("there is no pool " + name));
        return pool.members().stream()
                .filter(member -> member.rep().id().equals(repId))
                .findFirst()
                .map(Member::attendance)
                .orElse(pool.attendance())
                .calendar();
    }
}
