package io.tandem.routing.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoolAssignmentTest {
    private static final Ledger FRESH = new Ledger("SALES_LED", 0, List.of());
    private static final Instant NINE = Instant.parse("2026-11-30T08:00:00Z");
    private static final Needs FRENCH = new Needs(List.of(), "fr");

    @Test
    void whoIsAwayDoesNotReceive() {
        PoolAssignment.Result result = assign(AfterHours.QUEUE, away(1, NINE), rep(2));

        assertEquals(id(2), result.rep().id());
        assertEquals("rep 2 has the largest shortfall in pool SALES_LED: rep 2 0.00", result.because());
    }

    @Test
    void saysWhatDecidedBetweenEqualShortfalls() {
        assertBecause("rep 1 has the smallest id of the 2", FRESH, rep(1), rep(2));
        assertBecause("rep 2 has the largest weight of the 2", FRESH, rep(1), weighing(2, 3, 0));
        assertBecause("rep 2 has the highest priority of the 2", FRESH, rep(1), weighing(2, 1, 9));
        assertBecause(
                "rep 2 has the largest weight, then the smallest id of the 3",
                FRESH,
                rep(1),
                weighing(2, 3, 0),
                weighing(3, 3, 0));
        Ledger after2 = assign(AfterHours.QUEUE, away(1, NINE), rep(2)).after();
        assertBecause("rep 1 has the longest wait since the last assignment of the 2", after2, rep(2), rep(1));
    }

    @Test
    void waitsForWorkingHoursAndSaysWhen() {
        PoolAssignment.Result result =
                assign(AfterHours.QUEUE, away(1, NINE.plusSeconds(60)), away(2, NINE), off(3), full(4));

        assertNull(result.rep());
        assertEquals(FRESH, result.after());
        assertEquals(
                "nobody yet: no rep of pool SALES_LED can receive now: 1 at capacity, 2 outside working hours,"
                        + " 1 switched off; somebody is back at 2026-11-30T08:00:00Z",
                result.because());
    }

    @Test
    void goesToWhoeverWorksNextWhereThePoolSaysSo() {
        PoolState pool = new PoolState(
                FRESH,
                List.of(away(1, NINE), away(2, NINE), away(3, NINE.plusSeconds(3600)), off(4), full(5)),
                AfterHours.ASSIGN_NEXT);
        Map<UUID, Integer> received = new HashMap<>();
        for (int i = 0; i < 10; i++) {
            PoolAssignment.Result result = PoolAssignment.assign(pool, Needs.NONE, Set.of());
            received.merge(result.rep().id(), 1, Integer::sum);
            assertTrue(result.because().endsWith("is back first, at 2026-11-30T08:00:00Z"), result.because());
            pool = new PoolState(result.after(), pool.reps(), pool.afterHours());
        }

        assertEquals(Map.of(id(1), 5, id(2), 5), received);
    }

    @Test
    void nobodyIsTakenFromHomeWhileSomebodyWorks() {
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    id(2),
                    assign(AfterHours.ASSIGN_NEXT, away(1, NINE), rep(2)).rep().id());
        }
    }

    @Test
    void whoSpeaksTheLanguageGoesFirst() {
        PoolAssignment.Result result = PoolAssignment.assign(pool(rep(1), speaking(2, "fr")), FRENCH, Set.of());

        assertEquals(id(2), result.rep().id());
        assertNull(result.fallback());
        assertEquals(
                "rep 2 has the largest shortfall in pool SALES_LED of those who can receive and who speak fr: rep 2 0.00",
                result.because());
    }

    @Test
    void wholePoolIsAskedWhenNobodyWhoFitsCanReceive() {
        for (Rep fitting : List.of(
                new Rep(id(2), "r", "r@x.example", 1, 0, 5, 5, true, null, null, List.of("fr")),
                new Rep(id(2), "r", "r@x.example", 1, 0, 5, 0, false, null, null, List.of("fr")))) {
            PoolAssignment.Result result = PoolAssignment.assign(pool(rep(1), fitting), FRENCH, Set.of());

            assertEquals(id(1), result.rep().id());
            assertEquals(
                    "nobody of pool SALES_LED who speaks fr can receive now, so the whole pool was asked",
                    result.fallback());
        }
        assertNotNull(PoolAssignment.assign(pool(rep(1), speaking(2, "fr")), FRENCH, Set.of(id(2)))
                .fallback());
    }

    @Test
    void allSkillsAreNeeded() {
        Rep one = new Rep(id(1), "one", "1@x.example", 1, 0, 5, 0, true, null, List.of("banking"), null);
        Rep both = new Rep(id(2), "both", "2@x.example", 1, 0, 5, 0, true, null, List.of("banking", "security"), null);
        Needs needs = new Needs(List.of("security", "banking"), null);

        assertEquals(
                id(2),
                PoolAssignment.assign(pool(one, both), needs, Set.of()).rep().id());
    }

    @Test
    void emptyPoolSaysSo() {
        assertEquals(
                "nobody yet: pool SALES_LED has no members",
                assign(AfterHours.ASSIGN_NEXT).because());
    }

    /** A complaint of users of other tools. */
    @Test
    void mostSeniorRepDoesNotGetAllTheLeads() {
        List<Rep> reps = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            reps.add(new Rep(id(i), "rep " + i, i + "@x.example", 1, 100 - i, 1000, 0, true));
        }
        Map<UUID, Integer> received = receivedOf(30, reps);

        reps.forEach(rep -> assertEquals(6, received.get(rep.id()), rep.name()));
    }

    /** A complaint of users of other tools. */
    @Test
    void newcomerIsNotFlooded() {
        List<Rep> reps = List.of(rep(1), rep(2));
        Ledger ledger = FRESH;
        for (int i = 0; i < 1000; i++) {
            ledger = PoolAssignment.assign(new PoolState(ledger, reps, AfterHours.QUEUE), Needs.NONE, Set.of())
                    .after();
        }
        List<Rep> three = List.of(rep(1), rep(2), rep(3));
        int newcomer = 0;
        for (int i = 0; i < 12; i++) {
            PoolAssignment.Result result =
                    PoolAssignment.assign(new PoolState(ledger, three, AfterHours.QUEUE), Needs.NONE, Set.of());
            newcomer += result.rep().id().equals(id(3)) ? 1 : 0;
            ledger = result.after();
        }
        assertEquals(4, newcomer);
    }

    /**
     * The published bound over histories in which reps join, leave, are away, at capacity, and reweighted, in which work
     * needs skills and is declined, and in which pools assign after hours.
     */
    @Test
    void deviationNeverExceedsThePublishedBound() {
        Random random = new Random(20260301);
        for (int trial = 0; trial < 400; trial++) {
            int most = 2 + random.nextInt(7);
            double bound = IntStream.range(1, most).mapToDouble(i -> 1.0 / i).sum();
            AfterHours afterHours = random.nextBoolean() ? AfterHours.QUEUE : AfterHours.ASSIGN_NEXT;
            List<Rep> reps = new ArrayList<>();
            Ledger ledger = FRESH;
            for (int step = 0; step < 60; step++) {
                change(random, reps, most);
                Needs needs = random.nextInt(4) == 0 ? FRENCH : Needs.NONE;
                Set<UUID> decliners = random.nextInt(5) == 0 ? Set.of(id(1 + random.nextInt(most))) : Set.of();
                PoolState pool = new PoolState(ledger, List.copyOf(reps), afterHours);
                PoolAssignment.Result result = PoolAssignment.assign(pool, needs, decliners);
                assertTrue(
                        result.rep() == null || !decliners.contains(result.rep().id()));
                assertTrue(result.rep() == null || result.rep().canReceive() || afterHours == AfterHours.ASSIGN_NEXT);
                assertTrue(result.rep() != null
                        || reps.stream().noneMatch(rep -> rep.canReceive() && !decliners.contains(rep.id())));
                ledger = result.after();
                assertWithin(ledger, bound, "trial " + trial + " step " + step);
            }
        }
    }

    @Test
    void sameInputsGiveTheSameResultInAnyTimeZoneAndLanguage() {
        List<PoolAssignment.Result> here = history();

        assertEquals(here, in("Asia/Kathmandu", "ar-EG-u-nu-arab", PoolAssignmentTest::history));
        assertEquals(here, in("America/St_Johns", "tr-TR", PoolAssignmentTest::history));
        assertEquals(here, in("Pacific/Kiritimati", "th-TH-u-ca-buddhist-nu-thai", PoolAssignmentTest::history));
    }

    private static List<PoolAssignment.Result> history() {
        Random random = new Random(20260302);
        List<PoolAssignment.Result> results = new ArrayList<>();
        List<Rep> reps = new ArrayList<>();
        Ledger ledger = FRESH;
        for (int step = 0; step < 300; step++) {
            change(random, reps, 8);
            PoolState pool = new PoolState(ledger, List.copyOf(reps), AfterHours.ASSIGN_NEXT);
            Needs needs = random.nextInt(3) == 0 ? FRENCH : Needs.NONE;
            results.add(PoolAssignment.assign(pool, needs, Set.of()));
            ledger = results.get(step).after();
        }
        return results;
    }

    private static <T> T in(String zone, String locale, Supplier<T> work) {
        TimeZone zoneBefore = TimeZone.getDefault();
        Locale localeBefore = Locale.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            Locale.setDefault(Locale.forLanguageTag(locale));
            return work.get();
        } finally {
            TimeZone.setDefault(zoneBefore);
            Locale.setDefault(localeBefore);
        }
    }

    /** Somebody joins, leaves, goes home, comes back, fills up, is reweighted or learns French. */
    private static void change(Random random, List<Rep> reps, int most) {
        for (int changes = random.nextInt(3); changes > 0 || reps.isEmpty(); changes--) {
            int number = 1 + random.nextInt(most);
            reps.removeIf(rep -> rep.id().equals(id(number)));
            if (random.nextInt(6) > 0) {
                Away away = random.nextInt(3) == 0 ? new Away("away", NINE.plusSeconds(60L * random.nextInt(4))) : null;
                reps.add(new Rep(
                        id(number),
                        "rep " + number,
                        number + "@x.example",
                        1 + random.nextInt(random.nextBoolean() ? 3 : 50),
                        0,
                        5,
                        random.nextInt(5) == 0 ? 5 : 0,
                        random.nextInt(10) > 0,
                        away,
                        null,
                        random.nextInt(3) == 0 ? List.of("fr") : null));
            }
        }
    }

    /** The shortfalls of the ledger's own lines, reckoned anew. */
    private static void assertWithin(Ledger ledger, double bound, String where) {
        List<Ledger.Standing> present =
                ledger.standings().stream().filter(Ledger.Standing::present).toList();
        BigDecimal counted = present.stream().map(Ledger.Standing::counted).reduce(BigDecimal.ZERO, BigDecimal::add);
        long weights = present.stream().mapToLong(Ledger.Standing::weight).sum();
        for (Ledger.Standing line : present) {
            double shortfall = counted.doubleValue() * line.weight() / weights
                    - line.counted().doubleValue();
            assertTrue(shortfall > -1 - 1e-6 && shortfall < bound + 1e-6, where + ": " + shortfall);
        }
    }

    private static Map<UUID, Integer> receivedOf(int pieces, List<Rep> reps) {
        Map<UUID, Integer> received = new HashMap<>();
        Ledger ledger = FRESH;
        for (int i = 0; i < pieces; i++) {
            PoolAssignment.Result result =
                    PoolAssignment.assign(new PoolState(ledger, reps, AfterHours.QUEUE), Needs.NONE, Set.of());
            received.merge(result.rep().id(), 1, Integer::sum);
            ledger = result.after();
        }
        return received;
    }

    private static PoolAssignment.Result assign(AfterHours afterHours, Rep... reps) {
        return PoolAssignment.assign(new PoolState(FRESH, List.of(reps), afterHours), Needs.NONE, Set.of());
    }

    /** All of them have the same shortfall, and whoever receives is named first. */
    private static void assertBecause(String who, Ledger ledger, Rep... reps) {
        String because = PoolAssignment.assign(
                        new PoolState(ledger, List.of(reps), AfterHours.QUEUE), Needs.NONE, Set.of())
                .because();
        assertTrue(
                because.startsWith(
                        who + " with the largest shortfall in pool SALES_LED: " + who.substring(0, 5) + " 0.00, "),
                because);
    }

    private static Rep weighing(int number, int weight, int priority) {
        return new Rep(id(number), "rep " + number, number + "@x.example", weight, priority, 5, 0, true);
    }

    private static PoolState pool(Rep... reps) {
        return new PoolState(FRESH, List.of(reps), AfterHours.QUEUE);
    }

    private static Rep rep(int number) {
        return new Rep(id(number), "rep " + number, number + "@x.example", 1, 0, 5, 0, true);
    }

    private static Rep speaking(int number, String language) {
        return new Rep(
                id(number), "rep " + number, number + "@x.example", 1, 0, 5, 0, true, null, null, List.of(language));
    }

    private static Rep away(int number, Instant until) {
        Away away = new Away("outside working hours", until);
        return new Rep(id(number), "rep " + number, number + "@x.example", 1, 0, 5, 0, true, away, null, null);
    }

    private static Rep off(int number) {
        return new Rep(id(number), "rep " + number, number + "@x.example", 1, 0, 5, 0, false);
    }

    private static Rep full(int number) {
        return new Rep(id(number), "rep " + number, number + "@x.example", 1, 0, 5, 5, true);
    }

    private static UUID id(int number) {
        return new UUID(0, number);
    }
}
