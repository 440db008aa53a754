package io.tandem.crm.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Something that the owner of a relationship could do next, with its reason. It is a suggestion: nothing happens by itself,
 * and nobody who asked for peace is in it.
 *
 * @param key one suggestion for one occasion: what was dismissed is not suggested again
 * @param personId whom it is about, or null
 * @param dueOn until when it makes sense, or null
 */
public record NextStep(Kind kind, String key, String text, UUID personId, LocalDate dueOn) {
    private static final long QUIET_DAYS = 21;

    /** What is suggested. */
    public enum Kind {
        /** A next step that was agreed is due, or a sale has gone quiet. */
        FOLLOW_UP,
        /** A sale hangs on one person. */
        MULTI_THREAD,
        /** A contract ends soon. */
        RENEWAL_PREP,
        /** The champion has left, or there is none where one is needed. */
        CHAMPION_CHANGED
    }

    /** A next step that was agreed in an interaction and is not done. */
    public record Agreed(UUID interactionId, String step, LocalDate dueOn, Set<UUID> participants) {}

    /** A sale under way. */
    public record Sale(UUID id, String name, OpportunityStage stage) {}

    /**
     * What the suggestions are made of.
     *
     * @param wishes how people want to be dealt with, for those who said something
     * @param doNotContact those who are not to be contacted, whoever says so
     */
    public record Situation(
            RelationshipHealth.Facts facts,
            List<Agreed> agreed,
            List<Sale> sales,
            List<DateWarning> warnings,
            Map<UUID, ContactRules.Wish> wishes,
            Set<UUID> doNotContact) {
        boolean mayApproach(UUID person, Instant now) {
            return !doNotContact.contains(person)
                    && ContactRules.mayApproach(
                            wishes.getOrDefault(person, ContactRules.Wish.NONE),
                            facts.lastContact(person).orElse(null),
                            now);
        }

        /** The highest who may be approached now, of those whom somebody was in touch with, else of all. */
        Optional<RelationshipHealth.Person> approachable(Instant now, boolean reachedBefore) {
            Set<UUID> reached = facts.reached(now).stream()
                    .map(RelationshipHealth.Person::id)
                    .collect(Collectors.toSet());
            return facts.people().stream()
                    .filter(person -> !person.left() && reached.contains(person.id()) == reachedBefore)
                    .filter(person -> mayApproach(person.id(), now))
                    .max(Comparator.comparing(RelationshipHealth.Person::seniority)
                            .thenComparing(RelationshipHealth.Person::id));
        }
    }

    public static List<NextStep> of(Situation situation, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        List<NextStep> steps = new ArrayList<>();
        situation.agreed.stream()
                .filter(agreed -> agreed.dueOn != null && !agreed.dueOn.isAfter(today))
                .filter(agreed -> agreed.participants.isEmpty()
                        || agreed.participants.stream().anyMatch(person -> situation.mayApproach(person, now)))
                .forEach(agreed -> steps.add(new NextStep(
                        Kind.FOLLOW_UP,
                        "agreed:" + agreed.interactionId,
                        "Due since " + agreed.dueOn + ": " + agreed.step,
                        agreed.participants.stream()
                                .filter(person -> situation.mayApproach(person, now))
                                .min(Comparator.naturalOrder())
                                .orElse(null),
                        agreed.dueOn)));
        quiet(situation, now).ifPresent(steps::add);
        situation.sales.forEach(sale -> multiThread(situation, sale, now).ifPresent(steps::add));
        situation.warnings.stream()
                .filter(warning -> warning.occasion() == DateWarning.Occasion.RENEWAL)
                .forEach(warning -> steps.add(renewal(warning)));
        steps.addAll(champions(situation));
        return steps;
    }

    private static Optional<NextStep> quiet(Situation situation, Instant now) {
        Optional<Instant> last = situation.facts.lastContact(null);
        if (situation.sales.isEmpty()
                || last.isEmpty()
                || Duration.between(last.get(), now).toDays() < QUIET_DAYS) {
            return Optional.empty();
        }
        LocalDate day = LocalDate.ofInstant(last.get(), ZoneOffset.UTC);
        return situation
                .approachable(now, true)
                .or(() -> situation.approachable(now, false))
                .map(person -> new NextStep(
                        Kind.FOLLOW_UP,
                        "quiet:" + day,
                        "A sale is under way, but nobody was in touch since " + day + ". Get in touch with "
                                + named(person, situation),
                        person.id(),
                        null));
    }

    private static Optional<NextStep> multiThread(Situation situation, Sale sale, Instant now) {
        if (sale.stage == OpportunityStage.DISCOVERY
                || situation.facts.reached(now).size() != 1) {
            return Optional.empty();
        }
        String alone = named(situation.facts.reached(now).get(0), situation);
        return situation
                .approachable(now, false)
                .map(person -> new NextStep(
                        Kind.MULTI_THREAD,
                        "thread:" + sale.id,
                        "\"" + sale.name + "\" hangs on " + alone + " alone. Get to know " + named(person, situation),
                        person.id(),
                        null));
    }

    private static NextStep renewal(DateWarning warning) {
        String when = warning.daysLeft() < 0 ? "ended on " : "ends on ";
        return new NextStep(
                Kind.RENEWAL_PREP,
                "renewal:" + warning.engagementId() + ":" + warning.date(),
                "\"" + warning.engagement() + "\" " + when + warning.date() + ". Prepare the renewal",
                null,
                warning.date());
    }

    private static List<NextStep> champions(Situation situation) {
        List<NextStep> steps = new ArrayList<>();
        List<RelationshipHealth.Person> champions = situation.facts.champions();
        boolean anyThere = champions.stream().anyMatch(person -> !person.left());
        if (!anyThere) {
            champions.forEach(gone -> steps.add(new NextStep(
                    Kind.CHAMPION_CHANGED,
                    "champion:" + gone.id(),
                    (isLeftInPeace(gone, situation) ? "The champion" : named(gone, situation) + ", the champion,")
                            + " has left. Find another",
                    null,
                    null)));
            if (champions.isEmpty()) {
                situation.sales.stream()
                        .filter(sale -> sale.stage.compareTo(OpportunityStage.TECHNICAL_EVALUATION) >= 0)
                        .forEach(sale -> steps.add(new NextStep(
                                Kind.CHAMPION_CHANGED,
                                "no-champion:" + sale.id,
                                "\"" + sale.name + "\" has come to " + sale.stage.words()
                                        + " without a champion. Find one",
                                null,
                                null)));
            }
        }
        return steps;
    }

    private static String named(RelationshipHealth.Person person, Situation situation) {
        if (isLeftInPeace(person, situation)) {
            return "one person";
        }
        return person.name() == null ? "somebody whose name is not known" : person.name();
    }

    private static boolean isLeftInPeace(RelationshipHealth.Person person, Situation situation) {
        return situation.doNotContact.contains(person.id())
                || situation
                        .wishes
                        .getOrDefault(person.id(), ContactRules.Wish.NONE)
                        .doNotContact();
    }
}
