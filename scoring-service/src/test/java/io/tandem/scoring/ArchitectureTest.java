package io.tandem.scoring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.scheduler.Scheduled;
import io.tandem.kit.testing.LayerRules;
import io.tandem.scoring.score.ScoringConfig;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String SCORING = "io.tandem.scoring";

    @Test
    void keepsTheShapeOfAService() {
        LayerRules.checkService(SCORING);
    }

    @Test
    void nothingButIntakeIsScheduledWhereOthersScore() {
        methods()
                .that()
                .areAnnotatedWith(Scheduled.class)
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackages(SCORING + ".intake", SCORING + ".sources", SCORING + ".domains")
                .should(askWhetherToScore())
                .check(LayerRules.classesOf(SCORING));
    }

    private static ArchCondition<JavaMethod> askWhetherToScore() {
        return new ArchCondition<>("ask first whether this instance scores") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean asks = method.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(ScoringConfig.class));
                if (!asks) {
                    events.add(SimpleConditionEvent.violated(method, method.getFullName()));
                }
            }
        };
    }
}
