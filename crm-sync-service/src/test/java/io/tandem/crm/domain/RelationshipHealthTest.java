package io.tandem.crm.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.contracts.Money;
import io.tandem.crm.domain.RelationshipHealth.Band;
import io.tandem.crm.domain.RelationshipHealth.Contact;
import io.tandem.crm.domain.RelationshipHealth.Part;
import io.tandem.crm.domain.RelationshipHealth.Part.Aspect;
import io.tandem.crm.domain.RelationshipHealth.Person;
import io.tandem.crm.domain.RelationshipHealth.Project;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RelationshipHealthTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Satisfaction UNKNOWN = Satisfaction.of(List.of(), NOW);

    @Test
    void partsAddUpAndStayWithinTheirBounds() {
        Random random = new Random(17);
        for (int round = 0; round < 3000; round++) {
            RelationshipHealth health = RelationshipHealth.of(facts(random), NOW);

            assertEquals(health.parts().stream().mapToInt(Part::points).sum(), health.total());
            assertEquals(
                    health.parts().subList(0, 6).stream().mapToInt(Part::points).sum(), health.strength());
            assertEquals(100, health.parts().stream().mapToInt(Part::outOf).sum());
            assertEquals(
                    RelationshipHealth.MOST_STRENGTH,
                    health.parts().subList(0, 6).stream().mapToInt(Part::outOf).sum());
            health.parts()
                    .forEach(part -> assertTrue(0 <= part.points() && part.points() <= part.outOf(), part.toString()));
            assertEquals(
                    health.total() >= 70 ? Band.HEALTHY : health.total() >= 40 ? Band.WATCH : Band.AT_RISK,
                    health.band());
        }
    }

    @Test
    void anotherMeetingNeverMakesItWorse() {
        Random random = new Random(23);
        for (int round = 0; round < 2000; round++) {
            RelationshipHealth.Facts before = facts(random);
            List<Contact> more = new ArrayList<>(before.contacts());
            more.add(new Contact(NOW, true, true, ids(before.people())));

            int after = RelationshipHealth.of(
                            new RelationshipHealth.Facts(
                                    more, before.people(), before.satisfaction(), before.projects()),
                            NOW)
                    .total();

            assertTrue(after >= RelationshipHealth.of(before, NOW).total());
        }
    }

    @Test
    void timeAloneNeverMakesContactsFresher() {
        Random random = new Random(29);
        for (int round = 0; round < 2000; round++) {
            RelationshipHealth.Facts facts = facts(random);
            int now = RelationshipHealth.of(facts, NOW).strength();
            int later = RelationshipHealth.of(facts, NOW.plus(Duration.ofDays(random.nextInt(400))))
                    .strength();

            // The share of the two sides may even out when old contacts drop out; nothing else may rise.
            assertTrue(later <= now + 10, now + " became " + later);
        }
    }

    @Test
    void closeRelationshipIsHealthyAndOneThatNobodyTendsIsAtRisk() {
        List<Person> people = List.of(
                person(1, Seniority.EXECUTIVE, DecisionRole.ECONOMIC_BUYER),
                person(2, Seniority.DIRECTOR, DecisionRole.CHAMPION),
                person(3, Seniority.STAFF, null),
                person(4, Seniority.STAFF, null));
        List<Contact> contacts = IntStream.range(0, 12)
                .mapToObj(week -> new Contact(NOW.minus(Duration.ofDays(7L * week)), true, true, ids(people)))
                .toList();
        RelationshipHealth close =
                RelationshipHealth.of(new RelationshipHealth.Facts(contacts, people, UNKNOWN, List.of()), NOW);
        RelationshipHealth untended =
                RelationshipHealth.of(new RelationshipHealth.Facts(List.of(), people, UNKNOWN, List.of()), NOW);

        assertEquals(75, close.strength());
        assertEquals(Band.HEALTHY, close.band());
        assertEquals(3 + 8 + 5, untended.total());
        assertEquals(Band.AT_RISK, untended.band());
    }

    @Test
    void singleThreadAndLostChampionAreNamed() {
        Person gone = new Person(id(1), "Ana", Seniority.DIRECTOR, DecisionRole.CHAMPION, null, true);
        Person left = person(2, Seniority.STAFF, null);
        Contact call = new Contact(NOW, true, false, Set.of(id(1), id(2)));
        RelationshipHealth health = RelationshipHealth.of(
                new RelationshipHealth.Facts(List.of(call), List.of(gone, left), UNKNOWN, List.of()), NOW);

        assertEquals("single-threaded: one person carries the relationship", reason(health, Aspect.BREADTH));
        assertEquals("the champion has left", reason(health, Aspect.CHAMPION));
    }

    @Test
    void lateMilestonesAndSpentBudgetsCount() {
        RelationshipHealth health = RelationshipHealth.of(
                new RelationshipHealth.Facts(
                        List.of(), List.of(), UNKNOWN, List.of(new Project(4, 2, false), new Project(0, 0, true))),
                NOW);

        assertEquals(
                5,
                health.parts().stream()
                        .filter(part -> part.aspect() == Aspect.PROJECTS)
                        .findAny()
                        .orElseThrow()
                        .points());
    }

    @Test
    void valueIsTheSteadyIncomeKeptAndDiscounted() {
        List<ClientValue.Won> sales = List.of(
                won("10000.00", "EUR", 10),
                won("2000.00", "EUR", 300),
                won("9000.00", "EUR", 400),
                won("5.00", "USD", 1));

        ClientValue value = ClientValue.of(sales, 100, NOW).orElseThrow();

        assertEquals(new Money(new BigDecimal("12000.00"), "EUR"), value.annual());
        assertEquals(new BigDecimal("76000.00"), value.value().amount());
        assertTrue(ClientValue.of(sales, 40, NOW)
                        .orElseThrow()
                        .value()
                        .amount()
                        .compareTo(value.value().amount())
                < 0);
        assertTrue(ClientValue.of(List.of(won("1.00", "EUR", 400)), 100, NOW).isEmpty());
    }

    @Test
    void renewalsWarnEarlyAndUntilAnotherDateIsNamed() {
        LocalDate today = LocalDate.of(2026, 3, 2);
        List<DateWarning> warnings = DateWarning.of(
                List.of(
                        dated(today.plusDays(91)),
                        dated(today.plusDays(90)),
                        dated(today.plusDays(60)),
                        dated(today.plusDays(30)),
                        dated(today.minusDays(1)),
                        dated(null)),
                today);

        assertEquals(
                List.of(
                        DateWarning.Level.OVERDUE,
                        DateWarning.Level.URGENT,
                        DateWarning.Level.SOON,
                        DateWarning.Level.EARLY),
                warnings.stream().map(DateWarning::level).toList());
    }

    private static DateWarning.Dated dated(LocalDate date) {
        return new DateWarning.Dated(DateWarning.Occasion.RENEWAL, id(9), "Rollout", date);
    }

    private static ClientValue.Won won(String amount, String currency, int daysAgo) {
        return new ClientValue.Won(new Money(new BigDecimal(amount), currency), NOW.minus(Duration.ofDays(daysAgo)));
    }

    private static String reason(RelationshipHealth health, Aspect aspect) {
        return health.parts().stream()
                .filter(part -> part.aspect() == aspect)
                .findAny()
                .orElseThrow()
                .reason();
    }

    private static RelationshipHealth.Facts facts(Random random) {
        List<Person> people = IntStream.range(0, random.nextInt(7))
                .mapToObj(i -> new Person(
                        id(i),
                        "P" + i,
                        Seniority.values()[random.nextInt(4)],
                        random.nextBoolean() ? null : DecisionRole.values()[random.nextInt(6)],
                        random.nextBoolean() ? null : Stance.values()[random.nextInt(3)],
                        random.nextInt(4) == 0))
                .toList();
        List<Contact> contacts = IntStream.range(0, random.nextInt(20))
                .mapToObj(i -> {
                    boolean inbound = random.nextBoolean();
                    return new Contact(
                            NOW.minus(Duration.ofDays(random.nextInt(365))),
                            inbound,
                            !inbound || random.nextBoolean(),
                            people.stream()
                                    .filter(person -> random.nextBoolean())
                                    .map(Person::id)
                                    .collect(Collectors.toSet()));
                })
                .toList();
        Satisfaction satisfaction = random.nextBoolean()
                ? UNKNOWN
                : new Satisfaction(
                        null, 0, null, 0, random.nextDouble(), random.nextBoolean() ? null : random.nextDouble() - 0.5);
        List<Project> projects = IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> {
                    int milestones = random.nextInt(5);
                    return new Project(milestones, random.nextInt(milestones + 1), random.nextBoolean());
                })
                .toList();
        return new RelationshipHealth.Facts(contacts, people, satisfaction, projects);
    }

    private static Person person(int id, Seniority seniority, DecisionRole role) {
        return new Person(id(id), "P" + id, seniority, role, null, false);
    }

    private static Set<UUID> ids(List<Person> people) {
        return people.stream().map(Person::id).collect(Collectors.toSet());
    }

    private static UUID id(int id) {
        return new UUID(0, id);
    }
}
