package dev.braid.pcep;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.braid.pcep", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.braid.pcep.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule MESSAGES_KNOW_NOTHING_BUT_THE_JDK = classes()
            .that()
            .resideInAPackage("dev.braid.pcep.wire..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "dev.braid.pcep.wire..");

    @ArchTest
    static final ArchRule SESSIONS_KNOW_NO_ORDERS = noClasses()
            .that()
            .resideInAPackage("dev.braid.pcep.session..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.braid.pcep.adapter..", "dev.braid.api..", "dev.braid.adapter..");
}
