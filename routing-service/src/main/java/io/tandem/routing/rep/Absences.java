package io.tandem.routing.rep;

import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import io.tandem.routing.audit.AuditTrail;
import io.tandem.routing.domain.BusinessCalendar;
import io.tandem.routing.storage.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** When reps are away for days. */
@ApplicationScoped
public class Absences {
    private static final int MOST_YEARS = 2;

    @Inject
    Database database;

    @Inject
    RepRepository reps;

    @Inject
    PoolsLock pools;

    @Inject
    AuditTrail audit;

    @Inject
    Event<CapacityFreed> capacityFreed;

    /** Those that are not over, by rep. */
    public Map<UUID, List<BusinessCalendar.Absence>> since(LocalDate day) {
        return database
                .query(
                        "SELECT rep_id, from_day, to_day FROM rep_absence WHERE to_day >= ? ORDER BY rep_id, from_day",
                        row -> Map.entry(
                                row.getObject("rep_id", UUID.class),
                                new BusinessCalendar.Absence(
                                        row.getObject("from_day", LocalDate.class),
                                        row.getObject("to_day", LocalDate.class))),
                        day)
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** Of one rep, the latest first. */
    List<AbsenceView> of(UUID repId) {
        requireRep(repId);
        return database.query(
                "SELECT id, from_day, to_day, reason FROM rep_absence WHERE rep_id = ? ORDER BY from_day DESC LIMIT 200",
                row -> new AbsenceView(
                        row.getObject("id", UUID.class),
                        row.getObject("from_day", LocalDate.class),
                        row.getObject("to_day", LocalDate.class),
                        row.getString("reason")),
                repId);
    }

    @Transactional
    AbsenceView add(UUID repId, AbsenceRequest request) {
        if (request.to().isBefore(request.from())
                || request.to().isAfter(request.from().plusYears(MOST_YEARS))) {
            throw RequestFaults.problem("to", "must not be before from, nor more than two years after it");
        }
        pools.take();
        requireRep(repId);
        if (!database.query(
                        "SELECT FROM rep_absence WHERE rep_id = ? AND from_day <= ? AND to_day >= ?",
                        row -> true,
                        repId,
                        request.to(),
                        request.from())
                .isEmpty()) {
            throw Problem.conflict("The rep is away on some of these days already.");
        }
        AbsenceView added = new AbsenceView(UUID.randomUUID(), request.from(), request.to(), request.saidReason());
        database.update(
                "INSERT INTO rep_absence (id, rep_id, from_day, to_day, reason) VALUES (?, ?, ?, ?, ?)",
                added.id(),
                repId,
                added.from(),
                added.to(),
                added.reason());
        audit.changed("absence added", "rep/" + repId, null, added);
        return added;
    }

    @Transactional
    void remove(UUID repId, UUID id) {
        pools.take();
        if (database.update("DELETE FROM rep_absence WHERE rep_id = ? AND id = ?", repId, id) == 0) {
            throw Problem.notFound("The rep has no absence " + id + ".");
        }
        audit.changed("absence removed", "rep/" + repId, id, null);
        capacityFreed.fire(new CapacityFreed());
    }

    private void requireRep(UUID repId) {
        reps.find(repId).orElseThrow(() -> RepService.unknown(repId));
    }
}
