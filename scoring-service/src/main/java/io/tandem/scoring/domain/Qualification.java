package io.tandem.scoring.domain;

import io.tandem.contracts.Score;
import io.tandem.contracts.Stage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a model makes of an account and its people: scores, and the stages that they lead to.
 *
 * @param machine the score as the model has it
 * @param score the score in force, which people may have set
 * @param earned where the score leads that the model has, whatever people set
 * @param standing the stage in force, which people may have set
 * @param people those who give the account a score of their own, the highest first
 */
public record Qualification(
        Score machine, Score score, Standing earned, Standing standing, List<QualifiedPerson> people, Inputs inputs) {

    /**
     * What is known of an account beside its facts.
     *
     * @param earned the stage to which its score led it last; where it goes next depends on it
     */
    public record Inputs(Stage earned, Circumstances circumstances, Overrides overrides, List<Member> people) {
        public static final Inputs NONE = new Inputs(Stage.NONE, Circumstances.NONE, Overrides.NONE, List.of());

        /** As it is known after this outcome. */
        private Inputs after(Qualification outcome) {
            return new Inputs(
                    outcome.earned().stage(),
                    circumstances,
                    overrides,
                    outcome.people().stream()
                            .map(person -> person.member().at(person.standing().stage()))
                            .toList());
        }
    }

    /**
     * Somebody of the account.
     *
     * @param key the person as identities have it
     * @param facts what they alone did and are
     * @param stage where their score led them last
     */
    public record Member(
            String key, UUID personId, String who, AccountFacts facts, Stage stage, Circumstances circumstances) {
        private Member at(Stage next) {
            return new Member(key, personId, who, facts, next, circumstances);
        }
    }

    /** Somebody of the account, with their score and where it leads. */
    public record QualifiedPerson(Member member, Score score, Standing standing) {}

    /** The most points that a model gives to anybody for what they are. */
    public static double mostFitOfAPerson(CompiledModel model) {
        return model.definition().fit().groups().stream()
                .flatMap(group -> group.criteria().stream())
                .mapToDouble(Qualification::mostOfAPerson)
                .sum();
    }

    /** Of a person only the role is known; a condition may hold for anybody. */
    private static double mostOfAPerson(Criterion criterion) {
        if (criterion.when() != null) {
            return Math.max(0, criterion.points().doubleValue());
        }
        return "role".equals(criterion.field())
                ? Stream.concat(
                                Stream.of(criterion.otherwise()),
                                Stream.concat(
                                        criterion.values().values().stream(),
                                        criterion.words().stream().map(Criterion.WordBand::points)))
                        .mapToDouble(BigDecimal::doubleValue)
                        .max()
                        .orElse(0)
                : 0;
    }

    public static Qualification of(CompiledModel model, AccountFacts facts, Inputs inputs, Instant now) {
        Map<String, Object> variables = Variables.of(facts);
        PresentValue present = new PresentValue(now);
        Score machine = Scoring.score(model, facts, variables, present);
        Score score = inputs.overrides().over(machine);
        Stages stages = model.definition().stages();
        Standing earned =
                Staging.next(inputs.earned(), points(machine), stages.account(), inputs.circumstances(), stages, now);
        // A score that was set by hand does not waver, so that nothing keeps it where it does not lead.
        Standing reached = inputs.overrides().of(Overrides.Kind.SCORE).isEmpty()
                ? earned
                : Staging.next(Stage.NONE, points(score), stages.account(), inputs.circumstances(), stages, now);
        return new Qualification(
                machine,
                score,
                earned,
                inputs.overrides().over(reached),
                people(model, variables, inputs.people(), present, now),
                inputs);
    }

    /** The same account with these people. */
    public Qualification with(CompiledModel model, AccountFacts facts, List<Member> members, Instant now) {
        return new Qualification(
                machine,
                score,
                earned,
                standing,
                people(model, Variables.of(facts), members, new PresentValue(now), now),
                new Inputs(inputs.earned(), inputs.circumstances(), inputs.overrides(), members));
    }

    private static List<QualifiedPerson> people(
            CompiledModel model,
            Map<String, Object> ofAccount,
            List<Member> members,
            PresentValue present,
            Instant now) {
        return members.stream()
                .map(member -> qualified(model, ofAccount, member, present, now))
                .sorted((one, other) ->
                        Double.compare(other.score().total(), one.score().total()))
                .toList();
    }

    private static QualifiedPerson qualified(
            CompiledModel model, Map<String, Object> ofAccount, Member member, PresentValue present, Instant now) {
        Score score = Scoring.ofPerson(model, member.facts(), ofAccount, present);
        Stages stages = model.definition().stages();
        return new QualifiedPerson(
                member,
                score,
                Staging.next(member.stage(), points(score), stages.person(), member.circumstances(), stages, now));
    }

    /** A time, the latest at most, before which nothing of this can change unless something happens. */
    public Instant unchangedUntil(CompiledModel model, Instant now, Instant latest) {
        Stages stages = model.definition().stages();
        Duration halfLife = model.definition().engagement().groups().stream()
                .map(EngagementGroup::halfLife)
                .filter(halfLives -> !halfLives.isZero())
                .min(Duration::compareTo)
                .orElse(Duration.ofDays(1));
        Stream<Instant> moving = Stream.concat(
                Stream.of(Crossings.notBefore(
                        Crossings.Moving.of(machine, model),
                        accountThresholds(model, Stages.Band::leave),
                        accountThresholds(model, Stages.Band::enter),
                        halfLife,
                        now,
                        latest)),
                people.stream()
                        .map(person -> Crossings.notBefore(
                                Crossings.Moving.of(person.score(), model),
                                person.standing().stage() == Stage.NONE
                                        ? Stream.of()
                                        : beyondFit(stages.person(), person.score(), Stages.Band::leave),
                                beyondFit(stages.person(), person.score(), Stages.Band::enter),
                                halfLife,
                                now,
                                latest)));
        return Stream.concat(moving, Stream.of(sameCircumstancesUntil(stages, now, latest)))
                .min(Instant::compareTo)
                .orElse(latest);
    }

    /** Where another grade or stage begins. */
    private Stream<BigDecimal> accountThresholds(CompiledModel model, Function<Stages.Band, BigDecimal> end) {
        return Stream.concat(
                model.definition().grades().engagement().stream(),
                beyondFit(model.definition().stages().account(), machine, end));
    }

    private Instant sameCircumstancesUntil(Stages stages, Instant now, Instant latest) {
        return circumstancesEnd(stages, now)
                .filter(time -> time.isBefore(latest))
                .orElse(latest);
    }

    /** When a cool-down or the effect of a hand that was raised ends next, of the account or of one of its people. */
    public Optional<Instant> circumstancesEnd(Stages stages, Instant now) {
        return Stream.concat(Stream.of(inputs.circumstances()), people.stream().map(person -> person.member()
                        .circumstances()))
                .flatMap(each -> Staging.nextChange(each, stages, now).stream())
                .min(Instant::compareTo);
    }

    /**
     * The time at which some of this changes first if nothing happens; the latest, or when a cool-down or the effect of a
     * hand that was raised ends, at most.
     */
    public Instant changesAt(CompiledModel model, AccountFacts facts, Instant now, Instant latest) {
        String present = outcome();
        Inputs from = inputs.after(this);
        return Crossings.first(
                time -> !of(model, facts, from, time).outcome().equals(present),
                onlyFades(model),
                now,
                sameCircumstancesUntil(model.definition().stages(), now, latest));
    }

    /** Whether nothing takes points away, of the account or of one of its people. */
    public boolean onlyFades(CompiledModel model) {
        return Stream.concat(Stream.of(machine), people.stream().map(QualifiedPerson::score))
                .allMatch(each -> Crossings.Moving.of(each, model).onlyFades());
    }

    private String outcome() {
        return score.grade() + " " + standing.stage() + " " + earned.stage() + " "
                + people.stream()
                        .filter(person -> person.standing().stage() != Stage.NONE)
                        .map(person ->
                                person.member().key() + " " + person.standing().stage())
                        .sorted()
                        .collect(Collectors.joining(" "));
    }

    /** How much engagement the thresholds ask for beyond the fit of a score. */
    private static Stream<BigDecimal> beyondFit(
            Stages.Thresholds thresholds, Score score, Function<Stages.Band, BigDecimal> end) {
        return Stream.of(thresholds.nurture(), thresholds.sales())
                .map(band -> end.apply(band).subtract(BigDecimal.valueOf(score.fit())));
    }

    private static BigDecimal points(Score score) {
        return BigDecimal.valueOf(score.total()).setScale(2, RoundingMode.UNNECESSARY);
    }
}
