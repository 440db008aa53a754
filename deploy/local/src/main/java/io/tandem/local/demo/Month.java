package io.tandem.local.demo;

import io.tandem.local.demo.Company.Habit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What the people of one company do in the product during the month: the same for the same company. */
final class Month {
    static final int DAYS = 30;

    private static final List<String> FEATURES = List.of("charts", "filters", "exports", "schedules", "comments");
    private static final List<String> ENTERPRISE_FEATURES = List.of("sso", "scim", "audit-log", "roles", "api-tokens");
    private static final List<String> LIMITS = List.of("seats", "projects", "rows", "reports");

    private final Company company;
    private final Random random;
    private final List<Moment> moments = new ArrayList<>();

    private Month(Company company) {
        this.company = company;
        this.random = new Random(company.people().get(0).userId().hashCode());
    }

    /** In order of time. */
    static List<Moment> of(Company company) {
        Month month = new Month(company);
        month.play();
        month.moments.sort(Comparator.comparing(Moment::sinceStart));
        return month.moments;
    }

    private void play() {
        int firstDay = random.nextInt(company.habit() == Habit.GROWING ? 10 : 22);
        int arrival = firstDay;
        Person inviter = null;
        for (Person person : company.people()) {
            live(person, arrival);
            if (inviter != null) {
                add(person, "Invite Accepted", Map.of("invitedBy", inviter.email()), arrival);
            }
            inviter = company.people().get(0);
            arrival = Math.min(DAYS - 4, arrival + 1 + random.nextInt(6));
        }
        if (company.habit() == Habit.GROWING) {
            report(firstDay);
        }
        boolean enterprise = company.habit() == Habit.EVALUATING && random.nextInt(100) < 60
                || company.habit() == Habit.GROWING && random.nextInt(100) < 45;
        if (enterprise) {
            add(last(), "Feature Used", Map.of("feature", oneOf(ENTERPRISE_FEATURES)), DAYS - 4 + random.nextInt(3));
        }
        boolean limited = company.habit() == Habit.GROWING && random.nextInt(100) < 70
                || company.habit() == Habit.ACTIVE && random.nextInt(100) < 12;
        if (limited) {
            add(
                    last(),
                    "Plan Limit Reached",
                    Map.of("limit", oneOf(LIMITS), "plan", "free"),
                    DAYS - 3 + random.nextInt(3));
        }
    }

    /** The product says once a day how much of the plan is used up. */
    private void report(int firstDay) {
        int allowed = 100;
        int growth = 2 + random.nextInt(3);
        int used = allowed - growth * (DAYS - firstDay) - random.nextInt(40);
        for (int day = firstDay; day < DAYS; day++) {
            used += growth;
            add(
                    company.people().get(0),
                    "Usage Reported",
                    Map.of("metric", "projects", "used", Math.max(1, used), "allowed", allowed),
                    day);
        }
    }

    private void live(Person person, int arrival) {
        add(person, "Signed In", Map.of(), arrival);
        if (company.habit() == Habit.DORMANT) {
            if (random.nextBoolean()) {
                add(person, "Project Created", Map.of("name", "Try-out"), arrival);
            }
            return;
        }
        add(person, "Project Created", Map.of("name", oneOf(FEATURES) + " of the week"), arrival);
        if (company.people().size() > 1 && person != last()) {
            add(person, "Invite Sent", Map.of(), arrival + 1);
        }
        int eagerness = company.habit() == Habit.GROWING ? 65 : 40;
        for (int day = arrival + 1; day < DAYS; day++) {
            if (random.nextInt(100) < eagerness) {
                add(person, "Signed In", Map.of(), day);
                for (int i = random.nextInt(3); i > 0; i--) {
                    add(person, "Feature Used", Map.of("feature", oneOf(FEATURES)), day);
                }
                if (random.nextInt(100) < 15) {
                    add(person, "Report Shared", Map.of("with", 1 + random.nextInt(5)), day);
                }
            }
        }
    }

    private void add(Person person, String event, Map<String, Object> properties, int day) {
        Duration since = Duration.ofDays(Math.min(day, DAYS - 1)).plusMinutes(7 * 60 + random.nextInt(12 * 60));
        moments.add(new Moment(person, event, properties, since, "demo-" + person.userId() + "-" + moments.size()));
    }

    private Person last() {
        return company.people().get(company.people().size() - 1);
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
