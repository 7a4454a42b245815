package dev.braid.telemetry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.braid.telemetry", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule theDomainKnowsNothingButTheJdk = classes()
            .that()
            .resideInAPackage("..telemetry.domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "dev.braid.telemetry.domain..");

    @ArchTest
    static final ArchRule windowsKnowTheDomainAndTheirSketch = classes()
            .that()
            .resideInAPackage("..telemetry.windows..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "org.HdrHistogram..", "dev.braid.telemetry.domain..", "dev.braid.telemetry.windows..");

    @ArchTest
    static final ArchRule thePackagesFormNoCycle =
            slices().matching("dev.braid.telemetry.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theLoopHasNoDatabase = noClasses()
            .that()
            .resideOutsideOfPackages("..telemetry.history..", "..telemetry.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "io.agroal..", "..telemetry.store..");

    @ArchTest
    static final ArchRule nobodyWritesWithWhatWaitsForAnOutbox = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.hibernate..", "dev.braid.platform.db..", "dev.braid.platform.outbox..");

    @ArchTest
    static final ArchRule onlyTheKafkaPackageOpensClients = noClasses()
            .that()
            .resideOutsideOfPackage("..telemetry.kafka..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("org\\.apache\\.kafka\\.clients\\.(producer\\.KafkaProducer|consumer\\.KafkaConsumer)");

    @ArchTest
    static final ArchRule samplesPassNoFrameworkThatCostsMoreThanTheirWindow = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.microprofile.reactive..", "io.smallrye.reactive.messaging..");
}
