package io.tandem.crm.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * How a relationship stands, in points that add up: what each part has is told with the reason. Of 100 points, 75 are
 * for how well people know each other ({@code strength}), 25 for what the client says and how the work goes.
 *
 * @param total the sum of all parts, from 0 to 100
 * @param strength the sum of the parts that tell how well people know each other, from 0 to {@link #MOST_STRENGTH}
 */
public record RelationshipHealth(int total, Band band, int strength, List<Part> parts) {
    public static final int MOST_STRENGTH = 75;

    private static final Duration RECENT = Duration.ofDays(180);
    private static final double RECENCY_HALF_LIFE_DAYS = 30;
    private static final int REGULAR = 9;
    private static final int BROAD = 4;

    /** What a total means. */
    public enum Band {
        /** From 70 on. */
        HEALTHY,
        /** From 40 to 69. */
        WATCH,
        /** Below 40. */
        AT_RISK;

        static Band of(int total) {
            if (total >= 70) {
                return HEALTHY;
            }
            return total >= 40 ? WATCH : AT_RISK;
        }
    }

    /** One part of it. */
    public record Part(Aspect aspect, int points, int outOf, String reason) {
        /** What is looked at. */
        public enum Aspect {
            RECENCY,
            FREQUENCY,
            TWO_WAY,
            SENIORITY,
            BREADTH,
            CHAMPION,
            SATISFACTION,
            PROJECTS
        }
    }

    /**
     * A meeting, call or email.
     *
     * @param inbound they spoke; of a meeting both are true
     */
    public record Contact(Instant at, boolean inbound, boolean outbound, Set<UUID> participants) {}

    /** Somebody at the account. */
    public record Person(UUID id, String name, Seniority seniority, DecisionRole role, Stance stance, boolean left) {
        boolean isChampion() {
            return role == DecisionRole.CHAMPION && stance != Stance.OPPOSED;
        }
    }

    /** A project under way. */
    public record Project(int milestones, int late, boolean overBudget) {}

    /** All that is looked at. */
    public record Facts(
            List<Contact> contacts, List<Person> people, Satisfaction satisfaction, List<Project> projects) {
        /** Those who took part in a contact of the last half year and are still there. */
        public List<Person> reached(Instant now) {
            Set<UUID> met = contacts.stream()
                    .filter(contact -> contact.at.isAfter(now.minus(RECENT)))
                    .flatMap(contact -> contact.participants.stream())
                    .collect(Collectors.toSet());
            return people.stream()
                    .filter(person -> !person.left && met.contains(person.id))
                    .toList();
        }

        /** When somebody was last in touch with this person, or with anybody where it is null. */
        public Optional<Instant> lastContact(UUID person) {
            return contacts.stream()
                    .filter(contact -> person == null || contact.participants.contains(person))
                    .map(Contact::at)
                    .max(Comparator.naturalOrder());
        }

        public List<Person> champions() {
            return people.stream().filter(Person::isChampion).toList();
        }
    }

    public static RelationshipHealth of(Facts facts, Instant now) {
        List<Part> strength = List.of(
                recency(facts, now),
                frequency(facts, now),
                twoWay(facts, now),
                seniority(facts, now),
                breadth(facts, now),
                champion(facts, now));
        List<Part> parts = new ArrayList<>(strength);
        parts.add(satisfaction(facts.satisfaction));
        parts.add(projects(facts.projects));
        int total = sum(parts);
        return new RelationshipHealth(total, Band.of(total), sum(strength), List.copyOf(parts));
    }

    private static int sum(List<Part> parts) {
        return parts.stream().mapToInt(Part::points).sum();
    }

    private static Part recency(Facts facts, Instant now) {
        Optional<Instant> last = facts.lastContact(null);
        if (last.isEmpty()) {
            return new Part(Part.Aspect.RECENCY, 0, 15, "no meeting, call or email is recorded");
        }
        long days = Math.max(0, Duration.between(last.get(), now).toDays());
        int points = (int) Math.round(15 * Math.pow(2, -days / RECENCY_HALF_LIFE_DAYS));
        return new Part(Part.Aspect.RECENCY, points, 15, "last contact " + days + " days ago");
    }

    private static Part frequency(Facts facts, Instant now) {
        long contacts = facts.contacts.stream()
                .filter(contact -> contact.at.isAfter(now.minus(Duration.ofDays(90))))
                .count();
        int points = (int) Math.round(10.0 * Math.min(REGULAR, contacts) / REGULAR);
        return new Part(Part.Aspect.FREQUENCY, points, 10, contacts + " contacts in the last 90 days");
    }

    private static Part twoWay(Facts facts, Instant now) {
        List<Contact> recent = facts.contacts.stream()
                .filter(contact -> contact.at.isAfter(now.minus(RECENT)))
                .toList();
        long theirs = recent.stream().filter(Contact::inbound).count();
        long ours = recent.stream().filter(Contact::outbound).count();
        int points = Math.max(theirs, ours) == 0
                ? 0
                : (int) Math.round(10.0 * Math.min(theirs, ours) / Math.max(theirs, ours));
        return new Part(
                Part.Aspect.TWO_WAY,
                points,
                10,
                "in half a year they spoke " + theirs + " times, we " + ours + " times");
    }

    private static Part seniority(Facts facts, Instant now) {
        Optional<Person> highest = facts.reached(now).stream().max(Comparator.comparing(Person::seniority));
        if (highest.isEmpty()) {
            return new Part(Part.Aspect.SENIORITY, 0, 15, "nobody took part in a contact of the last half year");
        }
        int points =
                switch (highest.get().seniority) {
                    case STAFF -> 4;
                    case MANAGER -> 8;
                    case DIRECTOR -> 12;
                    case EXECUTIVE -> 15;
                };
        return new Part(
                Part.Aspect.SENIORITY,
                points,
                15,
                "the highest we reached is "
                        + highest.get().seniority.name().toLowerCase(Locale.ROOT)
                        + (highest.get().name == null ? "" : ", " + highest.get().name));
    }

    private static Part breadth(Facts facts, Instant now) {
        int people = facts.reached(now).size();
        int points = (int) Math.round(15.0 * Math.min(BROAD, people) / BROAD);
        String reason = people == 1
                ? "single-threaded: one person carries the relationship"
                : people + " people took part in contacts of the last half year";
        return new Part(Part.Aspect.BREADTH, points, 15, reason);
    }

    private static Part champion(Facts facts, Instant now) {
        List<Person> champions = facts.champions();
        if (champions.isEmpty()) {
            return new Part(Part.Aspect.CHAMPION, 0, 10, "no champion is known");
        }
        List<Person> there = champions.stream().filter(person -> !person.left).toList();
        if (there.isEmpty()) {
            return new Part(Part.Aspect.CHAMPION, 0, 10, "the champion has left");
        }
        OptionalLong days = there.stream()
                .flatMap(person -> facts.lastContact(person.id).stream())
                .mapToLong(at -> Math.max(0, Duration.between(at, now).toDays()))
                .min();
        if (days.isEmpty()) {
            return new Part(Part.Aspect.CHAMPION, 3, 10, "a champion is known, but no contact with them is recorded");
        }
        int points = days.getAsLong() <= 60 ? 10 : days.getAsLong() <= 120 ? 6 : 3;
        return new Part(
                Part.Aspect.CHAMPION, points, 10, "last contact with a champion " + days.getAsLong() + " days ago");
    }

    private static Part satisfaction(Satisfaction satisfaction) {
        if (satisfaction.level() == null) {
            return new Part(
                    Part.Aspect.SATISFACTION, 8, 15, "nobody answered in the last half year: taken as middling");
        }
        double trend = satisfaction.trend() == null ? 0 : satisfaction.trend();
        int course = trend > 0.05 ? 3 : trend < -0.05 ? 0 : 2;
        int points = Math.min(15, (int) Math.round(12 * satisfaction.level()) + course);
        return new Part(
                Part.Aspect.SATISFACTION,
                points,
                15,
                "answers average " + Math.round(100 * satisfaction.level()) + " of 100, "
                        + (course == 3 ? "rising" : course == 0 ? "falling" : "steady"));
    }

    private static Part projects(List<Project> projects) {
        if (projects.isEmpty()) {
            return new Part(Part.Aspect.PROJECTS, 5, 10, "no project is under way: taken as middling");
        }
        int milestones = projects.stream().mapToInt(Project::milestones).sum();
        int late = projects.stream().mapToInt(Project::late).sum();
        long overBudget = projects.stream().filter(Project::overBudget).count();
        double onTime = milestones == 0 ? 1 : 1 - (double) late / milestones;
        double inBudget = 1 - (double) overBudget / projects.size();
        int points = (int) Math.round(7 * onTime + 3 * inBudget);
        return new Part(
                Part.Aspect.PROJECTS,
                points,
                10,
                late + " of " + milestones + " milestones are late, " + overBudget + " of " + projects.size()
                        + " projects over budget");
    }
}
