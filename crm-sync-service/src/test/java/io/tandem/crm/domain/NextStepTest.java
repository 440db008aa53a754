package io.tandem.crm.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.crm.domain.ContactRules.Wish;
import io.tandem.crm.domain.NextStep.Agreed;
import io.tandem.crm.domain.NextStep.Sale;
import io.tandem.crm.domain.NextStep.Situation;
import io.tandem.crm.domain.RelationshipHealth.Contact;
import io.tandem.crm.domain.RelationshipHealth.Person;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NextStepTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final UUID ANA = new UUID(0, 1);
    private static final UUID RUI = new UUID(0, 2);
    private static final Sale EVALUATION = new Sale(new UUID(1, 1), "Rollout", OpportunityStage.TECHNICAL_EVALUATION);

    private final List<Contact> contacts = new ArrayList<>();
    private final List<Person> people =
            new ArrayList<>(List.of(person(ANA, DecisionRole.CHAMPION, false), person(RUI, null, false)));
    private final List<Agreed> agreed = new ArrayList<>();
    private final List<Sale> sales = new ArrayList<>();
    private final List<DateWarning> warnings = new ArrayList<>();
    private final Map<UUID, Wish> wishes = new HashMap<>();
    private final Set<UUID> doNotContact = new HashSet<>();

    @Test
    void agreedStepIsSuggestedOnceItIsDue() {
        agreed.add(new Agreed(new UUID(2, 1), "Send the offer", LocalDate.of(2026, 3, 2), Set.of(ANA)));
        agreed.add(new Agreed(new UUID(2, 2), "Call", LocalDate.of(2026, 3, 3), Set.of(ANA)));

        assertEquals(List.of("Due since 2026-03-02: Send the offer"), texts());
    }

    @Test
    void quietSaleAsksForAContact() {
        sales.add(EVALUATION);
        contacts.add(contact(21, ANA, RUI));

        assertEquals(List.of(NextStep.Kind.FOLLOW_UP), kinds());
        contacts.add(contact(1, ANA, RUI));
        assertEquals(List.of(), kinds());
    }

    @Test
    void saleThatHangsOnOnePersonAsksForAnother() {
        sales.add(EVALUATION);
        contacts.add(contact(1, ANA));

        assertEquals(List.of("\"Rollout\" hangs on Ana alone. Get to know Rui"), texts());
        doNotContact.add(RUI);
        assertEquals(List.of(), texts());
    }

    @Test
    void whoeverAskedForPeaceIsInNoSuggestion() {
        sales.add(EVALUATION);
        contacts.add(contact(30, ANA));
        wishes.put(RUI, new Wish(null, null, true));
        wishes.put(ANA, new Wish(null, 60, false));
        agreed.add(new Agreed(new UUID(2, 1), "Send the offer", LocalDate.of(2026, 3, 1), Set.of(RUI)));

        assertEquals(List.of(), texts());
    }

    @Test
    void whoeverAskedForPeaceIsNotNamedBesideOthers() {
        sales.add(EVALUATION);
        contacts.add(contact(1, ANA));
        doNotContact.add(ANA);
        assertEquals(List.of("\"Rollout\" hangs on one person alone. Get to know Rui"), texts());

        sales.clear();
        doNotContact.clear();
        wishes.put(ANA, new Wish(null, null, true));
        people.set(0, person(ANA, DecisionRole.CHAMPION, true));
        assertEquals(List.of("The champion has left. Find another"), texts());
    }

    @Test
    void randomSituationsNeverNameWhoAskedForPeace() {
        Random random = new Random(41);
        for (int round = 0; round < 2000; round++) {
            contacts.clear();
            sales.clear();
            agreed.clear();
            for (int i = 0; i < random.nextInt(5); i++) {
                contacts.add(contact(random.nextInt(60), random.nextBoolean() ? ANA : RUI));
            }
            if (random.nextBoolean()) {
                sales.add(EVALUATION);
            }
            if (random.nextBoolean()) {
                agreed.add(new Agreed(new UUID(2, 1), "Call", LocalDate.of(2026, 3, 1), Set.of(ANA, RUI)));
            }
            doNotContact.clear();
            UUID peace = random.nextBoolean() ? ANA : RUI;
            doNotContact.add(peace);

            String name = peace.equals(ANA) ? "Ana" : "Rui";
            assertTrue(steps().stream()
                    .noneMatch(
                            step -> peace.equals(step.personId()) || step.text().contains(name)));
        }
    }

    @Test
    void renewalIsPreparedAndExpansionIsNot() {
        warnings.addAll(DateWarning.of(
                List.of(
                        new DateWarning.Dated(
                                DateWarning.Occasion.RENEWAL, new UUID(3, 1), "Care", LocalDate.of(2026, 4, 1)),
                        new DateWarning.Dated(
                                DateWarning.Occasion.EXPANSION, new UUID(3, 1), "Care", LocalDate.of(2026, 4, 1))),
                LocalDate.of(2026, 3, 2)));

        assertEquals(List.of("\"Care\" ends on 2026-04-01. Prepare the renewal"), texts());
    }

    @Test
    void lostAndMissingChampionsAreTold() {
        people.set(0, person(ANA, DecisionRole.CHAMPION, true));
        assertEquals(List.of("Ana, the champion, has left. Find another"), texts());

        people.remove(0);
        contacts.add(contact(1, RUI));
        sales.add(EVALUATION);
        assertEquals(List.of("\"Rollout\" has come to Technical evaluation without a champion. Find one"), texts());
    }

    private List<NextStep> steps() {
        return NextStep.of(
                new Situation(
                        new RelationshipHealth.Facts(contacts, people, Satisfaction.of(List.of(), NOW), List.of()),
                        agreed,
                        sales,
                        warnings,
                        wishes,
                        doNotContact),
                NOW);
    }

    private List<String> texts() {
        return steps().stream().map(NextStep::text).toList();
    }

    private List<NextStep.Kind> kinds() {
        return steps().stream().map(NextStep::kind).toList();
    }

    private static Contact contact(int daysAgo, UUID... people) {
        return new Contact(NOW.minus(Duration.ofDays(daysAgo)), true, true, Set.of(people));
    }

    private static Person person(UUID id, DecisionRole role, boolean left) {
        return new Person(id, id.equals(ANA) ? "Ana" : "Rui", Seniority.DIRECTOR, role, null, left);
    }
}
