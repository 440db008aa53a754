package io.tandem.kit.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** The shape every service has, as rules for its architecture test. None of them passes for want of classes. */
public final class LayerRules {
    private LayerRules() {}

    /** The service's own classes, without its tests. */
    public static JavaClasses classesOf(String basePackage) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(basePackage);
    }

    /** Checks all rules below. */
    public static void checkService(String basePackage) {
        var classes = classesOf(basePackage);
        domainDependsOnlyOnJavaAndContracts(basePackage).check(classes);
        dependsOnNoOtherService(basePackage).check(classes);
        useCasesFormNoCycles(basePackage).check(classes);
        namesSayWhatThingsAre().check(classes);
    }

    public static ArchRule domainDependsOnlyOnJavaAndContracts(String basePackage) {
        return classes()
                .that()
                .resideInAPackage(basePackage + ".domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", basePackage + ".domain..", "io.tandem.contracts..")
                .allowEmptyShould(false)
                .as("the domain is pure: it knows Java and the contracts, no framework");
    }

    /** Of Tandem a service knows itself, the contracts and the kit. */
    public static ArchRule dependsOnNoOtherService(String basePackage) {
        return classes()
                .that()
                .resideInAPackage(basePackage + "..")
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.describe(
                        "are its own, contracts, kit or outside Tandem",
                        (JavaClass target) -> !target.getPackageName().startsWith("io.tandem")
                                || isWithin(target, basePackage)
                                || isWithin(target, "io.tandem.contracts")
                                || isWithin(target, "io.tandem.kit")))
                .allowEmptyShould(false)
                .as("services share contracts and kit, nothing else");
    }

    public static ArchRule useCasesFormNoCycles(String basePackage) {
        return SlicesRuleDefinition.slices()
                .matching(basePackage + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(false);
    }

    public static ArchRule namesSayWhatThingsAre() {
        return noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("DAO")
                .allowEmptyShould(false);
    }

    private static boolean isWithin(JavaClass type, String packageName) {
        return type.getPackageName().equals(packageName)
                || type.getPackageName().startsWith(packageName + ".");
    }
}
