package io.tandem.scoring.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.contracts.Signal;
import io.tandem.scoring.domain.SignalLedger.Entry;
import io.tandem.scoring.domain.SignalLedger.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignalLedgerTest {
    private static final Instant NOW = TestFacts.NOW;

    @Test
    void tellsOfAnEpisodeOnce() {
        Entry first = enter(found(episode(5, null)), List.of());
        assertEquals(List.of("busy"), first.fired().stream().map(Signal::name).toList());
        assertEquals(1, first.inForce().size());

        Entry again = enter(found(episode(5, null)), stored(first));

        assertEquals(List.of(), again.fired());
        assertEquals(List.of(), again.changed());
        assertEquals(1, again.inForce().size());
    }

    @Test
    void aNewEpisodeAfterOneThatEndedIsToldAnew() {
        List<Row> before = stored(enter(found(episode(50, null)), List.of()));

        Entry entry = enter(found(episode(50, 20), episode(5, null)), before);

        assertEquals(1, entry.fired().size());
        assertEquals(at(5), entry.fired().get(0).firedAt());
        assertEquals(2, entry.changed().size());
        assertEquals(at(20), entry.changed().get(0).episode().endedAt());
    }

    @Test
    void lateUsageMovesTheStartWithoutTellingAgain() {
        List<Row> before = stored(enter(found(episode(5, null)), List.of()));

        Entry entry = enter(found(episode(9, null)), before);

        assertEquals(List.of(), entry.fired());
        assertEquals(at(9), entry.changed().get(0).episode().startedAt());
        assertEquals(7L, entry.changed().get(0).id());
    }

    @Test
    void whatWasOverBeforeItBecameKnownIsRecordedAndNotTold() {
        Entry entry = enter(found(episode(50, 20)), List.of());

        assertEquals(List.of(), entry.fired());
        assertFalse(entry.changed().get(0).told());
        assertEquals(List.of(), entry.inForce());
    }

    @Test
    void whatWasOverBeforeTheRecordIsReadIsNotRecordedAnew() {
        assertEquals(List.of(), enter(found(episode(200, 120)), List.of()).changed());
        assertEquals(1, enter(found(episode(200, null)), List.of()).changed().size());
    }

    @Test
    void whatIsSilencedIsRecordedAndToldOnceThatIsOver() {
        Entry silenced = SignalLedger.enter(List.of(found(episode(5, null))), List.of(), name -> true, NOW);
        assertEquals(List.of(), silenced.fired());
        assertEquals(List.of(), silenced.inForce());
        assertTrue(silenced.changed().get(0).silenced());

        Entry lifted = enter(found(episode(5, null)), stored(silenced));

        assertEquals(1, lifted.fired().size());
    }

    @Test
    void whatWasToldIsNotToldAgainAfterASilence() {
        List<Row> told = stored(enter(found(episode(5, null)), List.of()));
        Entry silenced = SignalLedger.enter(List.of(found(episode(5, null))), told, name -> true, NOW);
        assertEquals(List.of(), silenced.inForce());

        Entry lifted = enter(found(episode(5, null)), stored(silenced));

        assertEquals(1, lifted.inForce().size());
        assertEquals(List.of(), lifted.fired());
    }

    @Test
    void whatBelongsElsewhereIsWithdrawnAndToldAgainIfItComesBack() {
        List<Row> told = stored(enter(found(episode(5, null)), List.of()));

        Entry gone = enter(found(), told);
        assertTrue(gone.changed().get(0).withdrawn());
        assertEquals(NOW, gone.changed().get(0).episode().endedAt());

        Entry back = enter(found(episode(5, null)), stored(gone));
        assertEquals(1, back.fired().size());
        assertFalse(back.changed().get(0).withdrawn());
        assertEquals(7L, back.changed().get(0).id());
    }

    @Test
    void whatWasNeverToldAndShowsNothingIsDropped() {
        List<Row> untold = stored(enter(found(episode(50, 20)), List.of()));

        assertEquals(List.of(7L), enter(found(), untold).dropped());
    }

    @Test
    void anEpisodeOlderThanWhatIsKeptStaysAndOnlyItsEndIsNoticed() {
        Row old = new Row(7L, "busy", episode(300, null), false, false, true);

        Entry goesOn = enter(found(episode(100, null)), List.of(old));
        assertEquals(at(300), goesOn.inForce().get(0).firedAt());
        assertEquals(List.of(), goesOn.fired());

        Entry over = enter(found(), List.of(old));
        assertFalse(over.changed().get(0).withdrawn());
        assertEquals(NOW, over.changed().get(0).episode().endedAt());
    }

    @Test
    void whatShowedAnEpisodeWhenItWasToldStaysAsItWasTold() {
        List<Row> told = stored(enter(found(episode(5, null, 5)), List.of()));

        Row more = enter(found(episode(5, null, 9)), told).changed().get(0);
        assertEquals(Map.of("events", 5L), more.episode().fired().evidence());
        assertEquals(Map.of("events", 9L), more.episode().latest().evidence());

        List<Row> untold = stored(enter(found(episode(50, 20, 5)), List.of()));
        assertEquals(
                Map.of("events", 9L),
                enter(found(episode(50, 20, 9)), untold)
                        .changed()
                        .get(0)
                        .episode()
                        .fired()
                        .evidence());
    }

    @Test
    void aSignalThatTheModelNoLongerHasEnds() {
        List<Row> told = stored(enter(found(episode(5, null)), List.of()));

        Entry entry = SignalLedger.enter(List.of(), told, name -> false, NOW);

        assertEquals(NOW, entry.changed().get(0).episode().endedAt());
        assertFalse(entry.changed().get(0).withdrawn());
        assertNull(told.get(0).episode().endedAt());
    }

    private static Entry enter(Signals.Found found, List<Row> recorded) {
        return SignalLedger.enter(List.of(found), recorded, name -> false, NOW);
    }

    /** As they come back from the database. */
    private static List<Row> stored(Entry entry) {
        return entry.changed().stream()
                .map(row -> new Row(7L, row.name(), row.episode(), row.withdrawn(), row.silenced(), row.told()))
                .toList();
    }

    private static Signals.Found found(Episode... episodes) {
        return new Signals.Found("busy", at(119), List.of(episodes));
    }

    private static Episode episode(int startedDaysAgo, Integer endedDaysAgo) {
        return episode(startedDaysAgo, endedDaysAgo, 5);
    }

    private static Episode episode(int startedDaysAgo, Integer endedDaysAgo, long events) {
        Episode.Finding finding = new Episode.Finding("acme.com is busy", Map.of("events", events));
        return new Episode(at(startedDaysAgo), endedDaysAgo == null ? null : at(endedDaysAgo), finding, finding);
    }

    private static Instant at(int daysAgo) {
        return NOW.minus(Duration.ofDays(daysAgo));
    }
}
