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
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.List;
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

    /** Each depends only on those before it. */
    static final List<String> PACKAGES_OF_THE_ENGINE = List.of(
            "spec",
            "check",
            "redact",
            "cases",
            "mock",
            "wiremock",
            "http",
            "verify",
            "diff",
            "mutation",
            "report",
            "junit",
            "cli");

    /** The same. */
    static final List<String> PACKAGES_OF_THE_SERVER = List.of(
            "value",
            "settings",
            "storage",
            "schema",
            "problem",
            "web",
            "security",
            "audit",
            "apitoken",
            "cloudtoken",
            "syncclient",
            "tokenendpoint",
            "provisioning",
            "documentation",
            "monitoring",
            "start",
            "command");

    @Test
    void packagesOfTheEngineDependOnThoseBeforeThemAlone() {
        dependOnThoseBeforeThemAlone("org.tokenapi.contract.", PACKAGES_OF_THE_ENGINE);
    }

    @Test
    void packagesOfTheServerDependOnThoseBeforeThemAlone() {
        dependOnThoseBeforeThemAlone("org.tokenapi.referenceserver.", PACKAGES_OF_THE_SERVER);
    }

    private static void dependOnThoseBeforeThemAlone(String root, List<String> packages) {
        for (int i = 0; i < packages.size() - 1; i++) {
            String[] later = packages.subList(i + 1, packages.size()).stream()
                    .map(name -> root + name + "..")
                    .toArray(String[]::new);
            in(root + packages.get(i) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(later)
                    .check(MAIN);
        }
        assertThat(MAIN.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith(root))
                        .map(name -> name.substring(root.length()))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(packages);
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
    void packagesOfTheClientAreFreeOfCycles() {
        slices().matching("org.tokenapi.(**)")
                .should()
                .beFreeOfCycles()
                // Generated operations make calls, and generated models hold secrets and check themselves.
                .ignoreDependency(
                        resideInAPackage("org.tokenapi.client.generated.."),
                        belongToAnyOf(Call.class, Constraints.class, Secret.class))
                .check(MAIN.that(resideInAPackage("org.tokenapi.client..")));
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
