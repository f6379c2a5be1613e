package io.edict.plain;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The house's rules of who may know whom, as design decisions that the build holds. */
class DependencyRulesTest {
    private static final String ZOOKEEPER = "io.edict.plain.internal.zookeeper..";
    private static final String MEMORY = "io.edict.plain.internal.memory..";
    private static final String FILES = "io.edict.plain.internal.files..";
    private static final String EMBEDDED = "io.edict.plain.embedded..";

    private static final String MICROMETER = "io.edict.plain.micrometer..";

    private static final String BIND = "io.edict.plain.internal.bind";

    private static final JavaClasses EDICT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.edict");

    @Test
    void onlyTheStoreAndTheEmbeddedServerKnowZooKeeper() {
        noClasses()
                .that(not(resideInAnyPackage(ZOOKEEPER, EMBEDDED)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.zookeeper..", "org.apache.curator..", "org.apache.jute..")
                .check(EDICT);
    }

    @Test
    void storeSideKnowsNothingOfTheClientSide() {
        noClasses()
                .that(resideInAnyPackage(
                        "io.edict.plain.internal.store..", "io.edict.plain.internal.fs..", ZOOKEEPER, MEMORY, FILES))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.edict.plain",
                        "io.edict.plain.internal.client..",
                        "io.edict.plain.internal.sync..",
                        "io.edict.plain.internal.disk..",
                        "io.edict.plain.internal.dispatch..",
                        "io.edict.plain.internal.content..")
                .check(EDICT);
    }

    @Test
    void onlyTheBuilderChoosesTheStore() {
        noClasses()
                .that(not(resideInAnyPackage("io.edict.plain", ZOOKEEPER, MEMORY, FILES)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(ZOOKEEPER, MEMORY, FILES))
                .check(EDICT);
    }

    @Test
    void storesKnowNothingOfEachOther() {
        for (String store : List.of(ZOOKEEPER, MEMORY, FILES)) {
            noClasses()
                    .that(resideInAnyPackage(ZOOKEEPER, MEMORY, FILES))
                    .and(not(resideInAPackage(store)))
                    .should()
                    .dependOnClassesThat(resideInAPackage(store))
                    .check(EDICT);
        }
    }

    @Test
    void stateMachineIsPureLogic() {
        classes()
                .that(resideInAPackage("io.edict.plain.internal.sync.."))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.edict",
                        "io.edict.error",
                        "io.edict.plain.internal.sync",
                        "io.edict.plain.internal.store",
                        "java.lang..",
                        "java.util",
                        "java.util.stream",
                        "java.util.function",
                        "org.jspecify.annotations")
                .check(EDICT);
    }

    @Test
    void registerOverClustersIsPureLogic() {
        classes()
                .that(resideInAPackage("io.edict.plain.internal.topology.register"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.edict",
                        "io.edict.error",
                        "io.edict.plain.internal.topology.register",
                        "java.lang",
                        "java.lang.invoke",
                        "java.lang.runtime",
                        "java.util",
                        "org.jspecify.annotations")
                .check(EDICT);
    }

    @Test
    void binderKnowsConfigurationAndTypesOnly() {
        classes()
                .that(resideInAPackage(BIND))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.edict",
                        "io.edict.error",
                        BIND,
                        "io.edict.plain.internal.content",
                        "com.typesafe.config",
                        "jakarta.validation..",
                        "java..",
                        "org.slf4j",
                        "org.jspecify.annotations")
                .check(EDICT);
    }

    @Test
    void jakartaValidationIsKnownWhereItIsGuardedOnly() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.bind\\.(JakartaConstraints|SafeInterpolator)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta..")
                .check(EDICT);
    }

    @Test
    void micrometerIsKnownToItsOwnPackageOnlyWhichKnowsTheApiOnly() {
        noClasses()
                .that(not(resideInAPackage(MICROMETER)))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.micrometer..", MICROMETER))
                .check(EDICT);
        classes()
                .that(resideInAPackage(MICROMETER))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.edict",
                        "io.edict.error",
                        MICROMETER,
                        "io.micrometer.core.instrument..",
                        "com.google.errorprone.annotations..",
                        "java..",
                        "org.jspecify.annotations")
                .check(EDICT);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("io.edict.plain.(internal.*)..")
                .should()
                .beFreeOfCycles()
                .check(EDICT);
    }

    @Test
    void apiKnowsNothingOfTheImplementation() {
        noClasses()
                .that(resideInAnyPackage("io.edict", "io.edict.error"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.edict.plain..")
                .check(EDICT);
    }

    @Test
    void sleepingIsNoWayToWait() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(EDICT);
    }
}
