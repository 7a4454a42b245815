package dev.braid.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.braid.simulator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule THE_DOMAIN_KNOWS_NOTHING_BUT_THE_JDK = classes()
            .that()
            .resideInAPackage("dev.braid.simulator.domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "dev.braid.simulator.domain..");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.braid.simulator.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_THE_API_SPEAKS_HTTP = noClasses()
            .that()
            .resideOutsideOfPackage("dev.braid.simulator.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "io.vertx.core.http..");

    @ArchTest
    static final ArchRule ONLY_TELEMETRY_SPEAKS_KAFKA = noClasses()
            .that()
            .resideOutsideOfPackage("dev.braid.simulator.telemetry..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");
}
