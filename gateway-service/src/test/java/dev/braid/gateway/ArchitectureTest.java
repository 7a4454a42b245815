package dev.braid.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.braid.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule theDomainDependsOnTheJdkOnly = classes()
            .that()
            .resideInAPackage("..gateway.domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "dev.braid.gateway.domain..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.braid.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theGatewayHasNoDatabase = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..", "org.hibernate..", "dev.braid.platform.db..", "dev.braid.platform.outbox..");

    @ArchTest
    static final ArchRule shapesOfTheServicesAreNotKnownToRestAndOpenApi = noClasses()
            .that()
            .resideInAnyPackage("..gateway.rest..", "..gateway.openapi..", "..gateway.json..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.braid.api..");
}
