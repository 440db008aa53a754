package io.tandem.scoring.domain;

import static io.tandem.scoring.domain.StandardModel.MODEL;
import static io.tandem.scoring.domain.TestFacts.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Contribution;
import io.tandem.contracts.Score;
import io.tandem.contracts.Stage;
import io.tandem.scoring.domain.Overrides.Kind;
import io.tandem.scoring.domain.Qualification.Inputs;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QualificationTest {
    private static final String[] RULES = {
        "plan-limit-reached", "enterprise-feature", "report-shared", "invite-sent", "project-created", "signed-in"
    };

    @Test
    void findsTheMomentAtWhichTimeAloneChangesGradeOrStage() {
        Random random = new Random(7);
        int crossed = 0;
        for (int run = 0; run < 300; run++) {
            AccountFacts facts = facts(random);
            Qualification now = Qualification.of(MODEL, facts, inputs(facts, random), NOW);
            Instant latest = NOW.plus(Duration.ofDays(1 + random.nextInt(60)));
            Instant at = now.changesAt(MODEL, facts, NOW, latest);
            Inputs after = new Inputs(
                    now.earned().stage(),
                    now.inputs().circumstances(),
                    now.inputs().overrides(),
                    List.of());

            assertFalse(
                    now.unchangedUntil(MODEL, NOW, latest).isAfter(at),
                    "the closed form never promises more than holds");
            if (!outcome(now).equals(outcome(Qualification.of(MODEL, facts, after, at)))) {
                crossed++;
            }
            long millis = Duration.between(NOW, at).toMillis();
            for (long probe : new long[] {0, random.nextInt(1000) * millis / 1000, millis - 1}) {
                assertEquals(outcome(now), outcome(Qualification.of(MODEL, facts, after, NOW.plusMillis(probe))));
            }
        }
        assertTrue(crossed > 100, "only " + crossed + " crossed anything");
    }

    @Test
    void closedFormIsNearTheMomentWhereNoCapBites() {
        AccountFacts facts = new TestFacts()
                .signup(CompanySize.UP_TO_200, "Head of Data", "reporting")
                .used("report-shared", 3, NOW)
                .facts();
        Inputs none = Inputs.NONE;
        Qualification now = Qualification.of(MODEL, facts, none, NOW);
        Instant latest = NOW.plus(Duration.ofDays(365));

        // 15 points of engagement fall to 14, where the digit changes: 14 days · log2(15 / 14).
        Instant expected = NOW.plusMillis((long) (Duration.ofDays(14).toMillis() * Math.log(15 / 14.0) / Math.log(2)));
        Duration early = Duration.between(now.unchangedUntil(MODEL, NOW, latest), expected);
        Duration off = Duration.between(now.changesAt(MODEL, facts, NOW, latest), expected)
                .abs();
        assertTrue(early.compareTo(Duration.ZERO) >= 0 && early.compareTo(Duration.ofHours(4)) < 0, early::toString);
        assertTrue(off.compareTo(Duration.ofMinutes(30)) < 0, off::toString);
    }

    @Test
    void whatPeopleSetStandsAboveTheModelAndAddsUp() {
        Random random = new Random(11);
        for (int run = 0; run < 300; run++) {
            AccountFacts facts = facts(random);
            Inputs inputs = inputs(facts, random);
            Qualification plain = Qualification.of(
                    MODEL, facts, new Inputs(inputs.earned(), inputs.circumstances(), Overrides.NONE, List.of()), NOW);
            Qualification set = Qualification.of(MODEL, facts, inputs, NOW);

            assertEquals(plain.score(), set.machine(), "the model's own stays to be seen");
            assertEquals(plain.earned(), set.earned(), "and where it leads");
            assertAddsUp(set.score());
            inputs.overrides()
                    .of(Kind.SCORE)
                    .ifPresent(score -> assertEquals(
                            0,
                            new BigDecimal(score.value())
                                    .compareTo(BigDecimal.valueOf(set.score().total()))));
            assertEquals(
                    inputs.overrides()
                            .of(Kind.GRADE)
                            .map(Overrides.Override::value)
                            .orElse(plain.score().grade()),
                    set.score().grade());
            assertEquals(
                    inputs.overrides()
                            .of(Kind.STAGE)
                            .map(Overrides.Override::value)
                            .orElseGet(() -> (inputs.overrides().of(Kind.SCORE).isEmpty()
                                            ? plain.earned()
                                            : Qualification.of(MODEL, facts, from(Stage.NONE, inputs), NOW)
                                                    .standing())
                                    .stage()
                                    .name()),
                    set.standing().stage().name());
        }
    }

    @Test
    void scoreSetByHandLeadsWhereItLeadsAnybodyAndLeavesNoMark() {
        AccountFacts facts = new TestFacts()
                .signup(CompanySize.UP_TO_200, "Head of Data", "reporting")
                .facts();
        Overrides high = new Overrides(Map.of(Kind.SCORE, override(Kind.SCORE, "80")));
        Qualification set = Qualification.of(
                MODEL, facts, new Inputs(Stage.NONE, Inputs.NONE.circumstances(), high, List.of()), NOW);
        assertEquals(Stage.SALES, set.standing().stage());
        assertEquals(Stage.NONE, set.earned().stage(), "33 points are not worth nurturing");

        Overrides middling = new Overrides(Map.of(Kind.SCORE, override(Kind.SCORE, "50")));
        assertEquals(
                Stage.NURTURE,
                Qualification.of(
                                MODEL,
                                facts,
                                new Inputs(Stage.SALES, Inputs.NONE.circumstances(), middling, List.of()),
                                NOW)
                        .standing()
                        .stage());
    }

    @Test
    void saysWhoSetAScoreAndWhy() {
        AccountFacts facts = new TestFacts()
                .signup(CompanySize.UP_TO_200, "Head of Data", "reporting")
                .facts();
        Overrides overrides = new Overrides(Map.of(
                Kind.SCORE,
                new Overrides.Override(
                        Kind.SCORE, "80", "they are opening ten branches", "maya@tandem.example", NOW, null)));

        Score score = Qualification.of(
                        MODEL, facts, new Inputs(Stage.NONE, Inputs.NONE.circumstances(), overrides, List.of()), NOW)
                .score();

        Contribution last = score.explanation().get(score.explanation().size() - 1);
        assertEquals("OVERRIDE", last.group());
        assertEquals("maya@tandem.example set the score to 80: they are opening ten branches", last.reason());
        assertEquals(80, score.total());
        assertEquals(33, score.fit());
    }

    private static void assertAddsUp(Score score) {
        BigDecimal sum = score.explanation().stream()
                .map(part -> BigDecimal.valueOf(part.points()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertEquals(0, BigDecimal.valueOf(score.total()).compareTo(sum), score::toString);
    }

    private static String outcome(Qualification qualification) {
        return qualification.score().grade()
                + qualification.earned().stage()
                + qualification.standing().stage();
    }

    private static AccountFacts facts(Random random) {
        TestFacts facts = new TestFacts().signup(CompanySize.values()[random.nextInt(6)], "Head of Data", "reporting");
        for (String rule : RULES) {
            if (random.nextInt(3) > 0) {
                facts.used(rule, 1 + random.nextInt(12), NOW.minusSeconds(random.nextInt(20 * 86_400)));
            }
        }
        return facts.facts();
    }

    private static Inputs from(Stage stage, Inputs inputs) {
        return new Inputs(stage, inputs.circumstances(), inputs.overrides(), List.of());
    }

    private static Inputs inputs(AccountFacts facts, Random random) {
        Map<Kind, Overrides.Override> set = new EnumMap<>(Kind.class);
        if (random.nextInt(4) == 0) {
            set.put(
                    Kind.SCORE,
                    override(
                            Kind.SCORE,
                            BigDecimal.valueOf(random.nextInt(10_001), 2).toPlainString()));
        }
        if (random.nextInt(4) == 0) {
            set.put(Kind.GRADE, override(Kind.GRADE, "A" + (1 + random.nextInt(4))));
        }
        if (random.nextInt(4) == 0) {
            set.put(Kind.STAGE, override(Kind.STAGE, Stage.values()[random.nextInt(3)].name()));
        }
        return new Inputs(
                Stage.values()[random.nextInt(3)],
                new Circumstances(
                        random.nextInt(5) == 0 ? NOW.minus(Duration.ofDays(random.nextInt(100))) : null,
                        random.nextInt(5) == 0 ? NOW.minus(Duration.ofDays(random.nextInt(40))) : null,
                        random.nextInt(2) == 0 ? NOW.plus(Duration.ofDays(random.nextInt(40))) : null,
                        false),
                new Overrides(set),
                List.of());
    }

    private static Overrides.Override override(Kind kind, String value) {
        return new Overrides.Override(kind, value, "because", "maya@tandem.example", NOW, null);
    }
}
