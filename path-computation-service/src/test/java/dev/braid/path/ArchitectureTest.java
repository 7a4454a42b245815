package dev.braid.path;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.braid.path", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule theEngineKnowsNothing = classes()
            .that()
            .resideInAPackage("..path.engine..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.braid.path.engine..", "java..");

    @ArchTest
    static final ArchRule theDomainKnowsTheEngineAndTheJdk = classes()
            .that()
            .resideInAPackage("..path.domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.braid.path.domain..", "dev.braid.path.engine..", "java..");

    @ArchTest
    static final ArchRule theGuardRailsKnowTheDomainAndTheJdk = classes()
            .that()
            .resideInAPackage("..path.guard..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.braid.path.guard..", "dev.braid.path.domain..", "dev.braid.path.engine..", "java..");

    @ArchTest
    static final ArchRule theGateSharesNothingWithWhatPlans = noClasses()
            .that()
            .resideInAPackage("..path.gate..")
            .and()
            .doNotHaveSimpleName("KnownMoves")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..path.engine..", "..path.guard..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching(
                    "dev.braid.path.domain.(network.Network.*|decision.(?!Signal).*|route.(PathFinder|DemandSearch|PlanDraft|ReservationBook|Calendar|Leg))");

    @ArchTest
    static final ArchRule theGateKnowsTheDomainAndTheJdk = classes()
            .that()
            .resideInAPackage("..path.gate..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.braid.path.gate..", "dev.braid.path.domain..", "dev.braid.path.engine..", "java..");

    @ArchTest
    static final ArchRule theControlsKnowTheGuardRailsAndTheJdk = classes()
            .that()
            .resideInAPackage("dev.braid.path.control..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.braid.path.control..", "dev.braid.path.guard..", "java..");

    @ArchTest
    static final ArchRule theDomainHasNoClockOfItsOwn = noClasses()
            .that()
            .resideInAnyPackage(
                    "..path.domain..", "..path.engine..", "..path.guard..", "..path.gate..", "dev.braid.path.control..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule onlyTheLoopSpeaksToKafka = noClasses()
            .that()
            .resideOutsideOfPackage("..path.planning..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.braid.path.(**)").should().beFreeOfCycles();
}
