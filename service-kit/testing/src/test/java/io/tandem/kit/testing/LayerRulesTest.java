package io.tandem.kit.testing;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayerRulesTest {
    private static final String GOOD = "io.tandem.kit.testing.layered";
    private static final String BAD = "io.tandem.kit.testing.layeredbadly";

    static Stream<ArchRule> good() {
        return rules(GOOD);
    }

    static Stream<ArchRule> bad() {
        return rules(BAD);
    }

    @ParameterizedTest
    @MethodSource("good")
    void admitsAServiceInOrder(ArchRule rule) {
        rule.check(classes(GOOD));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void findsWhatIsOutOfOrder(ArchRule rule) {
        assertThrows(AssertionError.class, () -> rule.check(classes(BAD)));
    }

    @ParameterizedTest
    @MethodSource("good")
    void doesNotPassForWantOfClasses(ArchRule rule) {
        assertThrows(AssertionError.class, () -> rule.check(classes("io.tandem.nothing")));
    }

    private static Stream<ArchRule> rules(String base) {
        return Stream.of(
                LayerRules.domainDependsOnlyOnJavaAndContracts(base),
                LayerRules.dependsOnNoOtherService(base),
                LayerRules.useCasesFormNoCycles(base),
                LayerRules.namesSayWhatThingsAre());
    }

    private static JavaClasses classes(String base) {
        return new ClassFileImporter().importPackages(base);
    }
}
