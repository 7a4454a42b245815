package dev.braid.netconf;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.braid.netconf", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.braid.netconf.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_NETWORK_KNOWS_NOTHING_BUT_THE_JDK = classes()
            .that()
            .resideInAPackage("dev.braid.netconf.network..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "dev.braid.netconf.network..");

    @ArchTest
    static final ArchRule THE_PROTOCOL_KNOWS_NOTHING_BUT_THE_JDK = classes()
            .that()
            .resideInAPackage("dev.braid.netconf.protocol..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "javax.xml..", "org.w3c.dom..", "org.xml.sax..", "dev.braid.netconf.protocol..");

    @ArchTest
    static final ArchRule ONLY_DEVICES_AND_SETTINGS_KNOW_SSH = noClasses()
            .that()
            .resideOutsideOfPackages("dev.braid.netconf.device..", "dev.braid.netconf.settings..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.sshd..");
}
