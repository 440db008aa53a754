package io.tandem.crm.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StakeholderMapTest {
    private static final UUID CFO = new UUID(0, 1);
    private static final UUID HEAD = new UUID(0, 2);
    private static final UUID ENGINEER = new UUID(0, 3);
    private static final UUID LAWYER = new UUID(0, 4);

    @Test
    void superiorsStandInTheMiddleAboveTheirReports() {
        StakeholderMap map = StakeholderMap.of(
                List.of(member(ENGINEER, HEAD), member(LAWYER, HEAD), member(HEAD, CFO), member(CFO, null)));

        Map<UUID, StakeholderMap.Place> places = byPerson(map);
        assertEquals(2, places.get(ENGINEER).level());
        assertEquals(0.5, places.get(HEAD).column());
        assertEquals(0.5, places.get(CFO).column());
        assertEquals(2, map.columns());
        assertEquals(3, map.levels());
        assertEquals(3, map.lines().size());
    }

    @Test
    void linesThatWouldMakeACircleAreLeftOut() {
        StakeholderMap map = StakeholderMap.of(List.of(member(HEAD, CFO), member(CFO, HEAD)));

        assertEquals(List.of(new StakeholderMap.Line(HEAD, CFO)), map.lines());
    }

    @Test
    void circleIsSeenHoweverLong() {
        Map<UUID, UUID> lines = Map.of(ENGINEER, HEAD, HEAD, CFO);

        assertTrue(StakeholderMap.makesCircle(lines, CFO, ENGINEER));
        assertTrue(StakeholderMap.makesCircle(lines, CFO, CFO));
        assertFalse(StakeholderMap.makesCircle(lines, LAWYER, ENGINEER));
    }

    @Test
    void everybodyIsPlacedOnceAndNobodyOnAnother() {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            List<UUID> people = IntStream.range(0, 1 + random.nextInt(30))
                    .mapToObj(i -> new UUID(7, i))
                    .toList();
            List<StakeholderMap.Member> members = people.stream()
                    .map(person ->
                            member(person, random.nextBoolean() ? people.get(random.nextInt(people.size())) : LAWYER))
                    .toList();

            StakeholderMap map = StakeholderMap.of(members);

            assertEquals(people.size(), map.places().size());
            assertEquals(
                    people.size(),
                    map.places().stream()
                            .map(place -> List.of(place.column(), place.level()))
                            .distinct()
                            .count());
            Map<UUID, StakeholderMap.Place> places = byPerson(map);
            map.lines()
                    .forEach(line -> assertEquals(
                            places.get(line.superior()).level() + 1,
                            places.get(line.report()).level()));
        }
    }

    @Test
    void titlesTellHowHighSomebodyStands() {
        assertEquals(Seniority.EXECUTIVE, Seniority.ofTitle("CTO & Co-Founder"));
        assertEquals(Seniority.EXECUTIVE, Seniority.ofTitle("Vice President, Data"));
        assertEquals(Seniority.DIRECTOR, Seniority.ofTitle("Head of Operations"));
        assertEquals(Seniority.MANAGER, Seniority.ofTitle("Team lead"));
        assertEquals(Seniority.STAFF, Seniority.ofTitle("Coordinator"));
        assertEquals(Seniority.STAFF, Seniority.ofTitle(null));
    }

    private static Map<UUID, StakeholderMap.Place> byPerson(StakeholderMap map) {
        return map.places().stream()
                .collect(Collectors.toMap(place -> place.member().personId(), Function.identity()));
    }

    private static StakeholderMap.Member member(UUID person, UUID reportsTo) {
        return new StakeholderMap.Member(person, "P" + person, null, null, Influence.HIGH, null, reportsTo, false);
    }
}
