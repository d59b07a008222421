package org.tokenapi.gates;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.RestController;
import org.tokenapi.client.Call;
import org.tokenapi.client.Constraints;
import org.tokenapi.client.Secret;

/** The arrows of the house, kept by the build. */
final class ArchitectureTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.tokenapi");

    @Test
    void packagesOfTheEngineLeanOnlyOnThoseBelow() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("org.tokenapi.contract..")
                .layer("spec")
                .definedBy("org.tokenapi.contract.spec..")
                .layer("check")
                .definedBy("org.tokenapi.contract.check..")
                .layer("cases")
                .definedBy("org.tokenapi.contract.cases..")
                .layer("wiremock")
                .definedBy("org.tokenapi.contract.wiremock..")
                .layer("verify")
                .definedBy("org.tokenapi.contract.verify..")
                .layer("junit")
                .definedBy("org.tokenapi.contract.junit..")
                .layer("mutation")
                .definedBy("org.tokenapi.contract.mutation..")
                .layer("diff")
                .definedBy("org.tokenapi.contract.diff..")
                .layer("report")
                .definedBy("org.tokenapi.contract.report..")
                .layer("cli")
                .definedBy("org.tokenapi.contract.cli..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("mutation")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("diff")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("report")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("verify")
                .mayOnlyBeAccessedByLayers("junit", "mutation", "report", "cli")
                .whereLayer("junit")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("wiremock")
                .mayOnlyBeAccessedByLayers("junit", "cli")
                .whereLayer("cases")
                .mayOnlyBeAccessedByLayers("wiremock", "verify", "junit", "mutation", "diff", "report", "cli")
                .whereLayer("check")
                .mayOnlyBeAccessedByLayers("cases", "wiremock", "junit", "verify", "mutation", "diff", "report", "cli")
                .check(MAIN);
    }

    @Test
    void packagesOfTheEngineFormNoCycle() {
        slices().matching("org.tokenapi.contract.(*)..")
                .should()
                .beFreeOfCycles()
                .check(MAIN);
    }

    @Test
    void packagesOfTheServerFormNoCycle() {
        // Each package is a slice, the root package among them: a class there that others need would close a cycle.
        slices().matching("org.tokenapi.(**)")
                .should()
                .beFreeOfCycles()
                .check(MAIN.that(resideInAPackage("org.tokenapi.referenceserver..")));
    }

    @Test
    void controllersOfTheServerLeanOnServicesAndTheseOnRepositories() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("controllers")
                .definedBy(annotatedWith(RestController.class))
                .layer("services")
                .definedBy(annotatedWith(Service.class))
                .layer("repositories")
                .definedBy(simpleNameEndingWith("Repository").and(resideInAPackage("org.tokenapi.referenceserver..")))
                .whereLayer("controllers")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("services")
                .mayOnlyBeAccessedByLayers("controllers")
                .whereLayer("repositories")
                .mayOnlyBeAccessedByLayers("services")
                .check(MAIN);
    }

    @Test
    void engineKnowsNoSibling() {
        in("org.tokenapi.contract..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.tokenapi.client..", "org.tokenapi.serverstubs..", "org.tokenapi.referenceserver..")
                .check(MAIN);
    }

    @Test
    void onlyTheWiremockPackageKnowsWireMock() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.tokenapi.contract.wiremock..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.github.tomakehurst.wiremock..")
                .check(MAIN);
    }

    @Test
    void clientKnowsNeitherServerNorSpringNorEngine() {
        in("org.tokenapi.client..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.tokenapi.contract..",
                        "org.tokenapi.serverstubs..",
                        "org.tokenapi.referenceserver..",
                        "org.springframework..")
                .check(MAIN);
    }

    @Test
    void serverKnowsNeitherClientNorEngine() {
        in("org.tokenapi.referenceserver..", "org.tokenapi.serverstubs..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.tokenapi.client..", "org.tokenapi.contract..")
                .check(MAIN);
    }

    @Test
    void generatedCodeOfTheClientKnowsOnlyWhatItIsWrittenFor() {
        in("org.tokenapi.client.generated..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.tokenapi..")
                        .and(resideOutsideOfPackage("..generated.."))
                        .and(not(belongToAnyOf(Call.class, Constraints.class, Secret.class))))
                .check(MAIN);
    }

    @Test
    void serverStubsAreAllGenerated() {
        classes()
                .that()
                .resideInAPackage("org.tokenapi.serverstubs..")
                .should()
                .resideInAPackage("org.tokenapi.serverstubs.generated..")
                .check(MAIN);
    }

    private static GivenClassesConjunction in(String... packages) {
        return noClasses().that().resideInAnyPackage(packages);
    }
}
