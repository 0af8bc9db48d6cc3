package dev.coterie;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

import dev.coterie.document.FieldCondition;
import dev.coterie.document.FieldPath;
import dev.coterie.document.FieldSearch;
import dev.coterie.document.FieldTerm;
import dev.coterie.document.FieldValue;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Keeps the rooms apart: what a package may use is the table of {@code docs/architecture.md}. */
class ArchitectureTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.coterie");

    /** Room, and the other rooms that it may use. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("account", Set.of()),
            Map.entry("token", Set.of("account")),
            Map.entry("admin", Set.of("account", "document", "token", "convergence", "zwibbler", "live")),
            Map.entry("live", Set.of()),
            Map.entry("document", Set.of()),
            Map.entry("cluster", Set.of()),
            Map.entry("socket", Set.of()),
            Map.entry("convergence", Set.of("document", "cluster", "socket", "token", "account", "live", "cli")),
            Map.entry("zwibbler", Set.of("document", "cluster", "socket", "cli", "live")),
            Map.entry("whiteboard", Set.of("zwibbler", "account", "frontend")),
            Map.entry("omnibus", Set.of("token")),
            Map.entry("editor", Set.of("account", "token", "document", "frontend")),
            Map.entry("frontend", Set.of()),
            Map.entry("cli", Set.of("account")),
            Map.entry("bench", Set.of("cli", "convergence", "zwibbler")));

    @TestFactory
    Stream<DynamicTest> aRoomUsesOnlyTheRoomsThatItMay() {
        return MAY_USE.entrySet().stream()
                .map(room -> DynamicTest.dynamicTest(room.getKey(), () -> {
                    List<String> forbidden = new ArrayList<>();
                    for (String other : MAY_USE.keySet()) {
                        if (!other.equals(room.getKey()) && !room.getValue().contains(other)) {
                            forbidden.add("dev.coterie." + other + "..");
                        }
                    }
                    noClasses()
                            .that()
                            .resideInAPackage("dev.coterie." + room.getKey() + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(forbidden.toArray(String[]::new))
                            .check(CLASSES);
                }));
    }

    /** What is inside stays inside: its root package is what others may use. */
    @Test
    void theAdminSiteUsesOnlyWhatTheConvergenceProtocolOffers() {
        noClasses()
                .that()
                .resideInAPackage("dev.coterie.admin..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.coterie.convergence..")
                        .and(not(resideInAPackage("dev.coterie.convergence"))))
                .check(CLASSES);
    }

    @Test
    void everyClassLivesInAKnownRoom() {
        classes()
                .should()
                .resideInAnyPackage(Stream.concat(
                                Stream.of("dev.coterie"),
                                MAY_USE.keySet().stream().map(room -> "dev.coterie." + room + ".."))
                        .toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void transformationsNeedNothingButTheJdk() {
        classes()
                .that()
                .resideInAPackage("dev.coterie.convergence.model.ot..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "dev.coterie.convergence.model.ot..")
                .check(CLASSES);
    }

    /** Whoever reads a query needs to know neither the protocol nor a database. */
    @Test
    void theQueryLanguageKnowsOnlyWhatDocumentsAreAskedFor() {
        classes()
                .that()
                .resideInAPackage("dev.coterie.convergence.query..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("java..", "org.jspecify..", "dev.coterie.convergence.query..")
                                .or(belongToAnyOf(
                                        FieldCondition.class,
                                        FieldPath.class,
                                        FieldSearch.class,
                                        FieldTerm.class,
                                        FieldValue.class)))
                .check(CLASSES);
    }

    /**
     * The command line reads what an SQLException says, the load generator measures commits of its own, and what is
     * imported is a database of others.
     */
    @Test
    void onlyAccountsAndDocumentsTouchTheDatabase() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.coterie.account..",
                        "dev.coterie.document..",
                        "dev.coterie.bench..",
                        "dev.coterie.cli..",
                        "dev.coterie.zwibbler.importing..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "jakarta.persistence..", "org.springframework.jdbc..")
                .check(CLASSES);
    }

    @Test
    void jpaEntitiesStayInTheirRoom() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.coterie.account..")
                .should()
                .dependOnClassesThat()
                .areAnnotatedWith("jakarta.persistence.Entity")
                .check(CLASSES);
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching("dev.coterie.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nothingIsInjectedIntoFields() {
        noFields()
                .should()
                .beAnnotatedWith(Autowired.class)
                .orShould()
                .beAnnotatedWith(Value.class)
                .check(CLASSES);
    }

    @Test
    void onlyCommandLineToolsPrint() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.coterie", "dev.coterie.cli..", "dev.coterie.bench..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }
}
