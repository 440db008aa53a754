package io.tandem.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CastTest {
    @Test
    void playsTheSameMonthEveryTime() {
        List<Company> first = Cast.of(1, 50);
        assertEquals(first, Cast.of(1, 50));
        assertEquals(
                first.stream().map(Month::of).toList(),
                Cast.of(1, 50).stream().map(Month::of).toList());
    }

    @Test
    void givesEveryPersonEveryDomainAndEveryEventANameOfItsOwn() {
        List<Company> companies = Cast.of(2_000, 200);
        assertUnique(companies.stream().map(one -> one.people().get(0).email().split("@")[1]));
        assertUnique(companies.stream().flatMap(one -> one.people().stream()).map(Person::userId));
        assertUnique(companies.stream().flatMap(one -> Month.of(one).stream()).map(Moment::messageId));
    }

    @Test
    void staysWithinTheMonth() {
        assertTrue(Cast.of(2_000, 200).stream()
                .flatMap(one -> Month.of(one).stream())
                .allMatch(moment -> moment.sinceStart().compareTo(Duration.ofDays(Month.DAYS)) < 0));
    }

    private static void assertUnique(Stream<String> names) {
        List<String> all = names.toList();
        assertEquals(all.size(), all.stream().distinct().count());
    }
}
