package io.tandem.routing.assignment;

import io.tandem.routing.domain.BusinessCalendar;
import io.tandem.routing.domain.Ledger;
import io.tandem.routing.domain.Staffing;
import io.tandem.routing.rep.RepRepository;
import io.tandem.routing.storage.Database;
import io.tandem.routing.storage.Database.Call;
import io.tandem.routing.storage.Database.Column;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The pools of reps and their ledgers. Whoever assigns holds the lock until the transaction ends. */
@ApplicationScoped
public class Pools {
    private static final String LEDGERS =
            "SELECT pool, rep_id, weight, assigned, credit, last_sequence, present FROM ledger_entry ORDER BY pool, rep_id";

    private static final String SAVE_LINES = """
            INSERT INTO ledger_entry (pool, rep_id, weight, assigned, credit, last_sequence, present)
            SELECT * FROM unnest(?::text[], ?::uuid[], ?::int[], ?::bigint[], ?::numeric[], ?::bigint[], ?::boolean[])
            ON CONFLICT (pool, rep_id) DO UPDATE SET
                weight = excluded.weight,
                assigned = excluded.assigned,
                credit = excluded.credit,
                last_sequence = excluded.last_sequence,
                present = excluded.present
            """;

    private static final String SAVE_SEQUENCES = """
            UPDATE pool SET sequence = ledger.sequence
            FROM unnest(?::text[], ?::bigint[]) AS ledger (name, sequence) WHERE pool.name = ledger.name
            """;

    @Inject
    Database database;

    @Inject
    RepRepository reps;

    @Inject
    RosterReader roster;

    @Inject
    Clock clock;

    /** Begins to assign; nothing is locked yet. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Assignments open() {
        return new Assignments(this);
    }

    /**
     * Locks every pool, always in one order: they share the reps' capacity, and two transactions that need two pools
     * cannot deadlock. The rest is read behind the lock, in the same round trip.
     */
    Locked lock() {
        Call<Map.Entry<String, Long>> sequences = sequences(" ORDER BY name FOR UPDATE");
        Call<Line> lines = lines();
        Call<Long> version = roster.askVersion();
        Call<Map.Entry<UUID, Integer>> waiting = reps.askWaiting();
        database.together(sequences, lines, version, waiting);
        Instant now = now();
        return new Locked(ledgers(sequences, lines), roster.read(version, now), RepRepository.waiting(waiting), now);
    }

    /** All that assignments are made from. */
    record Locked(List<Ledger> ledgers, Roster roster, Map<UUID, Integer> waiting, Instant now) {}

    /** The ledgers as they stand, for somebody to look at. */
    List<Ledger> ledgers() {
        Call<Map.Entry<String, Long>> sequences = sequences("");
        Call<Line> lines = lines();
        database.together(sequences, lines);
        return ledgers(sequences, lines);
    }

    private static Call<Map.Entry<String, Long>> sequences(String inWhichOrder) {
        return Call.query(
                "SELECT name, sequence FROM pool" + inWhichOrder,
                row -> Map.entry(row.getString("name"), row.getLong("sequence")));
    }

    private static Call<Line> lines() {
        return Call.query(
                LEDGERS,
                row -> new Line(
                        row.getString("pool"),
                        new Ledger.Standing(
                                row.getObject("rep_id", UUID.class),
                                row.getInt("weight"),
                                row.getLong("assigned"),
                                row.getBigDecimal("credit"),
                                row.getLong("last_sequence"),
                                row.getBoolean("present"))));
    }

    private static List<Ledger> ledgers(Call<Map.Entry<String, Long>> sequences, Call<Line> lines) {
        Map<String, List<Ledger.Standing>> standings = lines.rows().stream()
                .collect(Collectors.groupingBy(Line::pool, Collectors.mapping(Line::standing, Collectors.toList())));
        return sequences.rows().stream()
                .map(pool ->
                        new Ledger(pool.getKey(), pool.getValue(), standings.getOrDefault(pool.getKey(), List.of())))
                .toList();
    }

    /** Who could receive now, by every name that work may be sent to. Nothing is locked for the question. */
    public List<Taker> takers() {
        Instant now = now();
        return roster(now).takers(now, waiting());
    }

    /** Who serves which pool, able to receive or not. Nothing is locked for the question. */
    @Transactional
    public Staffing staffing() {
        Instant now = now();
        Map<UUID, Integer> waiting = waiting();
        Roster roster = roster(now);
        return new Staffing(roster.pools().keySet().stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        name -> roster.taking(name).orElseThrow().staffing(now, waiting))));
    }

    Roster roster(Instant now) {
        return roster.read(now);
    }

    Instant now() {
        return clock.instant();
    }

    /** When who works, in which to count how long work of a pool may wait; as it stands now. */
    @FunctionalInterface
    public interface Calendars {
        /** @param repId who has it; null, or somebody who does not belong to the pool, for the hours of the pool itself */
        BusinessCalendar of(String pool, UUID repId);
    }

    /** Read once for all that is looked at together. */
    @Transactional
    public Calendars calendars() {
        return roster(now())::calendar;
    }

    Map<UUID, Integer> waiting() {
        return reps.waiting();
    }

    void save(List<Call<?>> saving) {
        if (!saving.isEmpty()) {
            database.together(saving.toArray(Call<?>[]::new));
        }
    }

    /** What writes the lines that differ from those before, of ledgers that are locked. */
    static List<Call<?>> saving(Map<String, Ledger> before, List<Ledger> changed) {
        if (changed.isEmpty()) {
            return List.of();
        }
        List<Line> lines = new ArrayList<>();
        for (Ledger ledger : changed) {
            List<Ledger.Standing> known = before.get(ledger.pool()).standings();
            ledger.standings().stream()
                    .filter(standing -> !known.contains(standing))
                    .forEach(standing -> lines.add(new Line(ledger.pool(), standing)));
        }
        return List.of(
                Call.update(
                        SAVE_LINES,
                        Column.of("text", lines, Line::pool),
                        Column.of("uuid", lines, line -> line.standing().repId()),
                        Column.of("int4", lines, line -> line.standing().weight()),
                        Column.of("int8", lines, line -> line.standing().assigned()),
                        Column.of("numeric", lines, line -> line.standing().credit()),
                        Column.of("int8", lines, line -> line.standing().lastSequence()),
                        Column.of("bool", lines, line -> line.standing().present())),
                Call.update(
                        SAVE_SEQUENCES,
                        Column.of("text", changed, Ledger::pool),
                        Column.of("int8", changed, Ledger::sequence)));
    }

    /** One rep's line in the ledger of one pool. */
    private record Line(String pool, Ledger.Standing standing) {}
}
