package dev.braid.provisioning;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.hibernate.reactive.mutiny.Mutiny;

@AnalyzeClasses(packages = "dev.braid.provisioning", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule theDomainDependsOnTheJdkOnly = classes()
            .that()
            .resideInAPackage("..provisioning.domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "dev.braid.provisioning.domain..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.braid.provisioning.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyPlatformOpensSessions = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.hibernate.reactive.mutiny.Mutiny$SessionFactory")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "io.vertx.mutiny.sqlclient..");

    /** Its answer gets lost when two run at the same time, and the transaction then never ends. */
    @ArchTest
    static final ArchRule nobodyDeletesEntities = noClasses()
            .should()
            .callMethod(Mutiny.StatelessSession.class, "delete", Object.class)
            .orShould()
            .callMethod(Mutiny.StatelessSession.class, "deleteAll", Object[].class);

    @ArchTest
    static final ArchRule onlyTheProviderPackageSpeaksHttp = noClasses()
            .that()
            .resideOutsideOfPackage("..provisioning.provider..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net.http..");

    @ArchTest
    static final ArchRule nothingIsNamedByWhatItIsNot = noClasses()
            .that()
            .doNotHaveModifier(com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC)
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Dto");
}
