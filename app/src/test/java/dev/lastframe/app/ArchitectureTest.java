package dev.lastframe.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the design says about the app's packages, kept by the build. */
final class ArchitectureTest {

    private static final String APP = "dev.lastframe.app";

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption((Location location) -> !location.contains("/test-classes/"))
                    .importPackages(APP);

    /** Classes of a window's feature that show something; all others hold what is shown. */
    private static final List<String> SHOWS =
            List.of(
                    "View",
                    "Card",
                    "Cards",
                    "Window",
                    "WindowKeys",
                    "Nodes",
                    "Chooser",
                    "Fields",
                    "Label");

    /** Where JavaFX is known outside of the windows' own packages: the composition roots. */
    private static final Set<String> ROOTS = Set.of(APP + ".Services", APP + ".cli.WindowProgram");

    private static final Set<String> CLOCK =
            Set.of(
                    "java.lang.System.nanoTime",
                    "java.lang.System.currentTimeMillis",
                    "java.lang.Thread.sleep",
                    "java.time.Instant.now",
                    "java.time.LocalDate.now",
                    "java.time.LocalTime.now",
                    "java.time.LocalDateTime.now",
                    "java.time.OffsetDateTime.now",
                    "java.time.ZonedDateTime.now",
                    "java.time.Clock.systemUTC",
                    "java.time.Clock.systemDefaultZone",
                    "java.time.Clock.system");

    @Test
    void theRulesAreAskedOfTheWholeApp() {
        assertThat(CLASSES).hasSizeGreaterThan(60);
        assertThat(
                        List.of(
                                "recording",
                                "picker",
                                "bugreport",
                                "recovery",
                                "settings",
                                "conversion",
                                "faults",
                                "cli",
                                "fx",
                                "i18n",
                                "theme"))
                .allMatch(name -> CLASSES.containPackage(APP + "." + name));
        assertThat(CLASSES).noneMatch(imported -> imported.getSimpleName().endsWith("Test"));
    }

    @Test
    void noPackagesNeedEachOther() {
        slices().matching(APP + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theAppKnowsNoFfmpeg() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(CLASSES);
    }

    @Test
    void onlyTheDesktopKnowsTheBus() {
        noClasses()
                .that()
                .resideOutsideOfPackage(APP + ".desktop..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.freedesktop..", "com.sun.jna..", "org.newsclub..")
                .check(CLASSES);
    }

    @Test
    void theAppKnowsNoOtherWindowToolkit() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.awt..", "javax.swing..", "com.sun.javafx..")
                .check(CLASSES);
    }

    @Test
    void onlyWindowsAndWhatServesThemKnowJavaFx() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        APP + ".fx..",
                        APP + ".recording..",
                        APP + ".picker..",
                        APP + ".bugreport..",
                        APP + ".theme..")
                .and(describe("are no composition root", c -> !ROOTS.contains(outermost(c))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx..", "atlantafx..", "org.kordamp..")
                .check(CLASSES);
    }

    @Test
    void whatIsNoViewHoldsNoNode() {
        noClasses()
                .that()
                .resideInAnyPackage(APP + ".recording..", APP + ".picker..", APP + ".bugreport..")
                .and(describe("show nothing", c -> !shows(c)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "javafx.scene..",
                        "javafx.stage..",
                        "javafx.animation..",
                        "atlantafx..",
                        "org.kordamp..")
                .check(CLASSES);
        assertThat(CLASSES)
                .filteredOn(c -> c.getSimpleName().endsWith("ViewModel"))
                .isNotEmpty()
                .noneMatch(ArchitectureTest::shows);
    }

    @Test
    void nothingReadsTheClock() {
        noClasses()
                .should()
                .accessTargetWhere(
                        describe("it reads the clock", access -> CLOCK.contains(nameOf(access))))
                .check(CLASSES);
    }

    @Test
    void onlyTheProgramsEntryReadsTheEnvironment() {
        noClasses()
                .that(describe("are not Main", c -> !outermost(c).equals(APP + ".Main")))
                .should()
                .accessTargetWhere(
                        describe(
                                "it reads the environment",
                                access -> nameOf(access).equals("java.lang.System.getenv")))
                .check(CLASSES);
    }

    private static boolean shows(JavaClass asked) {
        String name = outermost(asked);
        return SHOWS.stream().anyMatch(name::endsWith);
    }

    /** The full name of the class that a class is written in. */
    private static String outermost(JavaClass asked) {
        String name = asked.getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private static String nameOf(JavaAccess<?> access) {
        return access.getTargetOwner().getName() + "." + access.getTarget().getName();
    }
}
