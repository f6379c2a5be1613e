package io.edict;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.edict.error.EdictException;
import org.junit.jupiter.api.Test;

/** What the API is made of. */
class ArchitectureTest {
    private static final JavaClasses API = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.edict");

    @Test
    void apiDependsOnTheJdkTypesafeConfigAndJspecifyOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.edict..", "java..", "com.typesafe.config", "org.jspecify.annotations")
                .check(API);
    }

    @Test
    void apiHasTwoPackages() {
        classes().should().resideInAnyPackage("io.edict", "io.edict.error").check(API);
    }

    @Test
    void everythingThrownIsAnEdictExceptionInItsPackage() {
        classes()
                .that()
                .areAssignableTo(Throwable.class)
                .should()
                .beAssignableTo(EdictException.class)
                .check(API);
        classes()
                .that()
                .areAssignableTo(Throwable.class)
                .should()
                .resideInAPackage("io.edict.error")
                .check(API);
    }

    @Test
    void classesAreFinalUnlessAbstract() {
        classes()
                .that()
                .areNotInterfaces()
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(API);
    }

    @Test
    void fieldsAreFinal() {
        fields().should().beFinal().check(API);
    }

    @Test
    void apiWritesNoLogAndPrintsNothing() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging", "org.slf4j..")
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(API);
    }
}
