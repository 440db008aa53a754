package io.tandem.local.demo;

import io.tandem.local.demo.Company.Habit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import net.datafaker.Faker;

/**
 * The companies of the demo and their people: the same for the same seed. Their domains end in {@code .example}, which
 * nobody can own.
 */
final class Cast {
    private static final List<String> STARTUP_ENDINGS =
            List.of("Labs", "Works", "Studio", "Cloud", "Analytics", "Software", "Robotics", "Health", "Pay", "Data");
    private static final List<String> COUNTRIES =
            List.of("US", "US", "US", "GB", "DE", "FR", "NL", "SE", "CA", "IN", "BR", "AU", "PL", "ES", "JP");
    private static final List<String> USE_CASES = List.of(
            "weekly reports for the team",
            "product analytics",
            "one dashboard for sales and finance",
            "replacing spreadsheets",
            "customer reporting",
            "operations reporting across regions",
            "embedding reports in our own product");
    private static final List<String> SMALL_ROLES =
            List.of("Founder", "CTO", "Head of Product", "Software Engineer", "Data Analyst", "Operations Manager");
    private static final List<String> LARGE_ROLES = List.of(
            "VP Engineering",
            "Director of Analytics",
            "Head of Data",
            "IT Manager",
            "Data Analyst",
            "Solutions Architect");

    private final Random random;
    private final Faker faker;
    private final Set<String> domains = new HashSet<>();

    private Cast(long seed) {
        this.random = new Random(seed);
        this.faker = new Faker(Locale.ENGLISH, random);
    }

    static List<Company> of(long seed, int companies) {
        Cast cast = new Cast(seed);
        List<Company> all = new ArrayList<>();
        for (int i = 0; i < companies; i++) {
            all.add(cast.company());
        }
        return all;
    }

    private Company company() {
        int dice = random.nextInt(100);
        String size = dice < 34
                ? "1-10"
                : dice < 66
                        ? "11-50"
                        : dice < 85 ? "51-200" : dice < 94 ? "201-1000" : dice < 98 ? "1001-5000" : "5001+";
        boolean startup = dice < 66;
        Habit habit = habit(dice, random.nextInt(100));
        String name;
        String domain;
        do {
            name = startup
                    ? faker.name().lastName() + " " + oneOf(STARTUP_ENDINGS)
                    : faker.company().name();
            domain = slug(name) + ".example";
        } while (!domains.add(domain));
        int people =
                switch (habit) {
                    case DORMANT -> 1;
                    case ACTIVE, EVALUATING -> 1 + random.nextInt(2);
                    case GROWING -> 3 + random.nextInt(4);
                };
        return new Company(
                name,
                size,
                oneOf(COUNTRIES),
                oneOf(USE_CASES),
                random.nextInt(100) < 6,
                habit,
                people(people, domain, startup ? SMALL_ROLES : LARGE_ROLES));
    }

    private static Habit habit(int size, int dice) {
        if (size < 66) {
            return dice < 32 ? Habit.DORMANT : dice < 74 ? Habit.ACTIVE : Habit.GROWING;
        }
        if (size < 85) {
            return dice < 40 ? Habit.DORMANT : dice < 80 ? Habit.ACTIVE : Habit.EVALUATING;
        }
        return dice < 50 ? Habit.DORMANT : Habit.EVALUATING;
    }

    private List<Person> people(int count, String domain, List<String> roles) {
        List<Person> people = new ArrayList<>();
        Set<String> emails = new HashSet<>();
        while (people.size() < count) {
            String first = faker.name().firstName();
            String last = faker.name().lastName();
            String email = slug(first) + "." + slug(last) + "@" + domain;
            if (emails.add(email)) {
                people.add(new Person(
                        "u_" + slug(first) + "_" + domain.replace(".example", ""),
                        first + " " + last,
                        email,
                        oneOf(roles)));
            }
        }
        return people;
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static String slug(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
