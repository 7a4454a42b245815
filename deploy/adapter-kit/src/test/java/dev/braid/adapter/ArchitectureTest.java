package dev.braid.adapter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.braid.adapter", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule AUTHORS_OF_ADAPTERS_NEED_NO_FRAMEWORK = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "io.smallrye..", "io.vertx..", "jakarta..");

    /** Else it could trust what it is there to doubt. */
    @ArchTest
    static final ArchRule THE_SUITE_KNOWS_ADAPTERS_FROM_OUTSIDE_ONLY = noClasses()
            .that()
            .resideInAPackage("..conformance..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..adapter.server..");
}
