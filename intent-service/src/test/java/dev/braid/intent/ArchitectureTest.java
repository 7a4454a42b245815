package dev.braid.intent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.braid.intent.watching.IntentWatch;
import org.hibernate.reactive.mutiny.Mutiny;

@AnalyzeClasses(packages = "dev.braid.intent", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule theDomainKnowsTheJdkAndItselfOnly = classes()
            .that()
            .resideInAPackage("..intent.domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "dev.braid.intent.domain..");

    @ArchTest
    static final ArchRule onlyPlatformOpensSessions = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("org\\.hibernate\\.reactive\\..*SessionFactory.*");

    /** Its answer gets lost when two run at the same time, and the transaction then never ends: docs/adr/0016. */
    @ArchTest
    static final ArchRule nobodyDeletesEntities = noClasses()
            .should()
            .callMethod(Mutiny.StatelessSession.class, "delete", Object.class)
            .orShould()
            .callMethod(Mutiny.StatelessSession.class, "deleteAll", Object[].class);

    @ArchTest
    static final ArchRule onlyTheChangeFeedHoldsAConnectionOfItsOwn = noClasses()
            .that()
            .doNotHaveSimpleName("ChangeFeed")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "java.sql..");

    @ArchTest
    static final ArchRule nobodySendsPastTheOutbox =
            noClasses().should().dependOnClassesThat().haveNameMatching(".*\\.(MutinyEmitter|Emitter|KafkaProducer)");

    @ArchTest
    static final ArchRule rowsStayInTheStore = noClasses()
            .that()
            .resideOutsideOfPackage("..store..")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Row");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.braid.intent.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule featuresDoNotKnowEachOther = slices().matching(
                    "dev.braid.intent.(tenants|ports|intents|watching|quotes|progress|sla)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                    com.tngtech.archunit.base.DescribedPredicate.alwaysTrue(),
                    com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo(IntentWatch.class));

    @ArchTest
    static final ArchRule nothingIsNamedByWhatItIsNot = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Dto)")
            .orShould()
            .resideInAnyPackage("..util..", "..common..");
}
