package io.tandem.scoring.domain;

import io.tandem.contracts.Contribution;
import io.tandem.contracts.Score;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Applies a scoring model to an account. All sums are in hundredths of a point, so that the contributions add up to the
 * score exactly.
 */
public final class Scoring {
    private static final String FIT = "FIT";
    static final String ENGAGEMENT = "ENGAGEMENT";

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Scoring() {}

    public static Score score(CompiledModel model, AccountFacts account, Instant now) {
        return score(model, account, Variables.of(account), new PresentValue(now));
    }

    /** @param variables those of the account */
    static Score score(CompiledModel model, AccountFacts account, Map<String, Object> variables, PresentValue present) {
        return score(model, account, variables, variables, present);
    }

    /**
     * What one of an account's people alone is worth: by fit for what they are, by engagement for what they did there.
     * Conditions of engagement see the company and its plan, so that of a rule people have what their account has by them.
     *
     * @param ofAccount the variables of the account
     */
    static Score ofPerson(
            CompiledModel model, AccountFacts person, Map<String, Object> ofAccount, PresentValue present) {
        return score(model, person, Variables.of(person), ofAccount, present);
    }

    private static Score score(
            CompiledModel model,
            AccountFacts account,
            Map<String, Object> ofFit,
            Map<String, Object> ofEngagement,
            PresentValue present) {
        ScoringModel definition = model.definition();
        List<Contribution> explanation = new ArrayList<>();
        long fit = total(fit(model, account, ofFit), FIT, definition.fit().cap(), explanation);
        long engagement = total(
                engagement(model, account, ofEngagement, present),
                ENGAGEMENT,
                definition.engagement().cap(),
                explanation);
        String grade = "" + (char) ('A' + rank(fit, definition.grades().fit()))
                + (char) ('1' + rank(engagement, definition.grades().engagement()));
        return new Score(
                points(fit + engagement), points(fit), points(engagement), grade, explanation, model.version());
    }

    private static List<Group> fit(CompiledModel model, AccountFacts account, Map<String, Object> variables) {
        List<Group> groups = new ArrayList<>();
        for (FitGroup group : model.definition().fit().groups()) {
            List<Part> parts = new ArrayList<>();
            for (Criterion criterion : group.criteria()) {
                part(criterion, model, account, variables).ifPresent(parts::add);
            }
            groups.add(new Group(group.group(), group.cap(), parts));
        }
        return groups;
    }

    private static Optional<Part> part(
            Criterion criterion, CompiledModel model, AccountFacts account, Map<String, Object> variables) {
        if (criterion.when() != null) {
            return holds(criterion.when(), model, account, variables)
                    ? Optional.of(new Part(criterion.rule(), hundredths(criterion.points()), criterion.reason()))
                    : Optional.empty();
        }
        return Answer.to(criterion.field(), account)
                .map(answer -> new Part(
                        criterion.rule(),
                        hundredths(pointsFor(answer.value(), criterion)),
                        answer.reason(criterion.reason())));
    }

    /** A condition that names a person holds if it does for anybody. */
    private static boolean holds(
            String condition, CompiledModel model, AccountFacts account, Map<String, Object> variables) {
        return model.asksForPerson(condition)
                ? account.people().stream()
                        .anyMatch(person -> model.conditions().hold(condition, Variables.with(person, variables)))
                : model.conditions().hold(condition, variables);
    }

    private static BigDecimal pointsFor(String answer, Criterion criterion) {
        BigDecimal exact = criterion.values().get(answer);
        if (exact != null) {
            return exact;
        }
        String words = inWords(answer);
        return criterion.words().stream()
                .filter(band -> band.any().stream().anyMatch(phrase -> words.contains(inWords(phrase))))
                .map(Criterion.WordBand::points)
                .findFirst()
                .orElse(criterion.otherwise());
    }

    /** Lower-case words between single spaces, so that a phrase is found only where whole words match. */
    private static String inWords(String text) {
        return " "
                + NO_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip() + " ";
    }

    private static List<Group> engagement(
            CompiledModel model, AccountFacts account, Map<String, Object> variables, PresentValue present) {
        List<Group> groups = new ArrayList<>();
        for (EngagementGroup group : model.definition().engagement().groups()) {
            List<Part> parts = new ArrayList<>();
            for (EngagementRule rule : group.rules()) {
                Counted counted = counted(rule, model, account, variables);
                if (counted.events() > 0) {
                    LocalDate last = LocalDate.ofInstant(counted.lastAt(), ZoneOffset.UTC);
                    parts.add(new Part(
                            rule.rule(),
                            hundredths(rule, group, counted.weights(), present),
                            rule.reason() + " ×" + counted.events() + ", last on " + last));
                }
            }
            groups.add(new Group(group.group(), group.cap(), parts));
        }
        return groups;
    }

    /** What gives points now: of a rule that names a person, what those did for whom its condition holds. */
    private static Counted counted(
            EngagementRule rule, CompiledModel model, AccountFacts account, Map<String, Object> variables) {
        RuleUsage usage = account.usageByRule().get(rule.rule());
        if (usage == null) {
            return Counted.NOTHING;
        }
        if (model.asksForPerson(rule.when())) {
            return usage.people().stream()
                    .filter(one -> model.conditions().hold(rule.when(), Variables.with(one.person(), variables)))
                    .map(one -> new Counted(one.events(), one.weights(), one.lastAt()))
                    .reduce(Counted.NOTHING, Counted::plus);
        }
        return model.conditions().hold(rule.when(), variables)
                ? new Counted(usage.events(), usage.weights(), usage.lastAt())
                : Counted.NOTHING;
    }

    /** What events of this weight give under a rule. */
    static long hundredths(EngagementRule rule, EngagementGroup group, BigDecimal weights, PresentValue present) {
        BigDecimal decayed = present.of(weights, group.halfLife());
        return hundredths(capped(decayed.multiply(rule.points()), rule.cap()));
    }

    /** The weight of what each person did that gives points now. */
    static Map<String, BigDecimal> weights(
            EngagementRule rule, CompiledModel model, AccountFacts account, Map<String, Object> variables) {
        RuleUsage usage = account.usageByRule().get(rule.rule());
        Map<String, BigDecimal> weights = new TreeMap<>();
        if (usage != null) {
            usage.people().stream()
                    .filter(one -> model.conditions().hold(rule.when(), Variables.with(one.person(), variables)))
                    .forEach(one -> weights.merge(one.who(), one.weights(), BigDecimal::add));
        }
        return weights;
    }

    private static BigDecimal capped(BigDecimal points, BigDecimal cap) {
        return cap == null ? points : points.min(cap).max(cap.negate());
    }

    /**
     * Adds the parts to the explanation, and what the caps of groups and of the whole take away as parts of their own;
     * returns the sum, which is never negative.
     */
    private static long total(List<Group> groups, String kind, BigDecimal cap, List<Contribution> explanation) {
        String name = kind.toLowerCase(Locale.ROOT);
        long total = 0;
        for (Group group : groups) {
            long sum = 0;
            for (Part part : group.parts()) {
                if (part.hundredths() != 0) {
                    sum += part.hundredths();
                    explanation.add(new Contribution(part.rule(), kind, points(part.hundredths()), part.reason()));
                }
            }
            total += limited(sum, group.name(), kind, group.cap(), explanation);
        }
        total = limited(total, name, kind, cap, explanation);
        if (total < 0) {
            explanation.add(
                    new Contribution(name + "-floor", kind, points(-total), name + " does not count below 0 points"));
            return 0;
        }
        return total;
    }

    private static long limited(long sum, String name, String kind, BigDecimal cap, List<Contribution> explanation) {
        long most = hundredths(cap);
        if (sum <= most) {
            return sum;
        }
        explanation.add(new Contribution(
                name + "-cap", kind, points(most - sum), name + " counts up to " + cap.toPlainString() + " points"));
        return most;
    }

    private static int rank(long hundredths, List<BigDecimal> cuts) {
        int rank = 0;
        while (rank < cuts.size() && hundredths < hundredths(cuts.get(rank))) {
            rank++;
        }
        return rank;
    }

    static long hundredths(BigDecimal points) {
        return points.setScale(2, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
    }

    static double points(long hundredths) {
        return BigDecimal.valueOf(hundredths, 2).doubleValue();
    }

    private record Counted(long events, BigDecimal weights, Instant lastAt) {
        static final Counted NOTHING = new Counted(0, BigDecimal.ZERO, Instant.EPOCH);

        Counted plus(Counted other) {
            return new Counted(
                    events + other.events,
                    weights.add(other.weights),
                    lastAt.isAfter(other.lastAt) ? lastAt : other.lastAt);
        }
    }

    private record Part(String rule, long hundredths, String reason) {}

    private record Group(String name, BigDecimal cap, List<Part> parts) {}
}
