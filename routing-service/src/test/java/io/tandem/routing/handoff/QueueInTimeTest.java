package io.tandem.routing.handoff;

import static io.tandem.routing.RoutingApi.addRep;
import static io.tandem.routing.RoutingApi.as;
import static io.tandem.routing.RoutingApi.awaitHandoff;
import static io.tandem.routing.RoutingApi.decision;
import static io.tandem.routing.RoutingApi.dismissReps;
import static io.tandem.routing.RoutingApi.drainLeftovers;
import static io.tandem.routing.RoutingApi.eventually;
import static io.tandem.routing.RoutingApi.handoffs;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.HandoffOpened;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.routing.MovableClock;
import io.tandem.routing.RoutingApi.NewRep;
import io.tandem.routing.Scored;
import jakarta.inject.Inject;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits while nobody works. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class QueueInTimeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private ZonedDateTime sunday;
    private Instant mondayAtNine;

    @Inject
    MovableClock clock;

    @BeforeEach
    void itIsSunday() {
        dismissReps();
        drainLeftovers();
        sunday = clock.instant()
                .atZone(BERLIN)
                .with(TemporalAdjusters.next(DayOfWeek.SUNDAY))
                .truncatedTo(ChronoUnit.DAYS)
                .plusHours(12);
        mondayAtNine = sunday.plusDays(1).withHour(9).toInstant();
        clock.moveTo(sunday.toInstant());
    }

    @AfterEach
    void asBefore() {
        dismissReps();
        as("admin")
                .body(Map.of("description", "large accounts", "afterHours", "QUEUE"))
                .put("/api/v1/pools/SALES_LED")
                .then()
                .statusCode(200);
    }

    @Test
    void queueDrainsFairlyWhenWorkingHoursBegin() {
        NewRep ada = working("Ada");
        NewRep bo = working("Bo");
        List<Scored> banks = banks(4);
        HandoffOpened waiting = open(banks.get(0));
        banks.subList(1, 4).forEach(QueueInTimeTest::open);
        assertNull(waiting.owner());
        assertEquals(
                "nobody yet: no rep of pool SALES_LED can receive now: 2 outside working hours;"
                        + " somebody is back at " + mondayAtNine,
                because(waiting));

        clock.moveTo(mondayAtNine.plusSeconds(1));

        eventually(() -> assertEquals(
                Map.of(ada.id().toString(), 2L, bo.id().toString(), 2L),
                banks.stream()
                        .map(QueueInTimeTest::owner)
                        .collect(Collectors.groupingBy(id -> id, Collectors.counting()))));
    }

    @Test
    void queueDrainsWhenAnAbsenceEnds() {
        LocalDate today = LocalDate.ofInstant(sunday.toInstant(), ZoneOffset.UTC);
        NewRep ada = addRep("Ada", 1, 50, "SALES_LED");
        as("admin")
                .body(Map.of("from", today.minusDays(5).toString(), "to", today.toString()))
                .post("/api/v1/reps/" + ada.id() + "/absences")
                .then()
                .statusCode(201);
        Scored bank = Scored.newAccount(CompanySize.UP_TO_5000);
        assertTrue(because(open(bank)).contains("1 absent until " + today));

        clock.moveTo(
                today.plusDays(1).atStartOfDay(ZoneOffset.UTC).plusSeconds(1).toInstant());

        eventually(() -> assertEquals(ada.id().toString(), owner(bank)));
    }

    @Test
    void goesToWhoeverWorksNextWhereThePoolSaysSo() {
        as("admin")
                .body(Map.of("description", "large accounts", "afterHours", "ASSIGN_NEXT"))
                .put("/api/v1/pools/SALES_LED")
                .then()
                .statusCode(200);
        NewRep ada = working("Ada");

        HandoffOpened opened = open(Scored.newAccount(CompanySize.UP_TO_5000));

        assertEquals(ada.id(), opened.owner().id());
        assertTrue(because(opened).endsWith("nobody works now, and Ada is back first, at " + mondayAtNine));
        as("analyst")
                .post("/api/v1/decisions/" + opened.decisionId() + "/replay")
                .then()
                .statusCode(200)
                .body("identical", equalTo(true));
    }

    private static NewRep working(String name) {
        NewRep rep = addRep(name, 1, 50, "SALES_LED");
        List<Map<String, String>> hours = List.of(Map.of("from", "09:00", "to", "17:00"));
        Map<String, Object> week = new HashMap<>();
        Stream.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY").forEach(day -> week.put(day, hours));
        as("admin")
                .body(Map.of("zone", "Europe/Berlin", "week", week))
                .put("/api/v1/reps/" + rep.id() + "/working-hours")
                .then()
                .statusCode(200);
        return rep;
    }

    private static List<Scored> banks(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Scored.newAccount(CompanySize.UP_TO_5000))
                .toList();
    }

    private static HandoffOpened open(Scored account) {
        TestTopics.send(Topics.SCORES, account.signup());
        return awaitHandoff(account.accountId());
    }

    private static String because(HandoffOpened handoff) {
        // Reps of other tests are switched off, but still members.
        return decision(handoff.decisionId()).getString("ownerBecause").replaceFirst(", \\d+ switched off", "");
    }

    private static Object owner(Scored account) {
        Object owner = handoffs(account.accountId()).get(0).get("owner");
        return owner == null ? "nobody" : ((Map<?, ?>) owner).get("id");
    }
}
