package dev.lastframe.core;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the design says about packages, kept by the build. */
final class ArchitectureTest {

    private static final String CORE = "dev.lastframe.core";

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(CORE);

    /** Calls that read or wait for the computer's clock. */
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

    private static final Set<String> WRITES =
            Set.of(
                    "java.nio.channels.FileChannel.open",
                    "java.nio.channels.AsynchronousFileChannel.open",
                    "java.nio.file.Files.newOutputStream",
                    "java.nio.file.Files.newByteChannel",
                    "java.nio.file.Files.newBufferedWriter",
                    "java.nio.file.Files.write",
                    "java.nio.file.Files.writeString",
                    "java.nio.file.Files.copy",
                    "java.nio.file.Files.move");

    private static final Set<String> WRITERS =
            Set.of(
                    "java.io.FileOutputStream",
                    "java.io.FileWriter",
                    "java.io.RandomAccessFile",
                    "java.io.PrintStream",
                    "java.io.PrintWriter");

    @Test
    void theRulesAreAskedOfTheWholeCore() {
        assertThat(CLASSES).hasSizeGreaterThan(130);
        assertThat(
                        List.of(
                                "time",
                                "frame",
                                "capture",
                                "capture.x11",
                                "capture.wayland",
                                "queue",
                                "transport",
                                "encode",
                                "storage",
                                "events",
                                "privacy",
                                "export",
                                "recovery",
                                "session"))
                .allMatch(name -> CLASSES.containPackage(CORE + "." + name));
        assertThat(CLASSES).noneMatch(imported -> imported.getSimpleName().endsWith("Test"));
    }

    @Test
    void noPackagesNeedEachOther() {
        slices().matching(CORE + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyStorageOpensFilesForWriting() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CORE + ".storage..")
                .should()
                .accessTargetWhere(
                        describe(
                                "it opens or moves a file",
                                access ->
                                        WRITES.contains(nameOf(access))
                                                || WRITERS.contains(
                                                        access.getTargetOwner().getName())))
                .check(CLASSES);
    }

    @Test
    void onlyEncodingExportAndSoundKnowFfmpeg() {
        noClasses()
                .that()
                .resideOutsideOfPackages(CORE + ".encode..", CORE + ".export..", CORE + ".sound..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(CLASSES);
    }

    @Test
    void onlyWaylandKnowsTheBusAndGStreamer() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CORE + ".capture.wayland..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.freedesktop..", "com.sun.jna..", "org.newsclub..")
                .check(CLASSES);
    }

    @Test
    void onlyTimeReadsTheClock() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CORE + ".time..")
                .should()
                .accessTargetWhere(
                        describe("it reads the clock", access -> CLOCK.contains(nameOf(access))))
                .check(CLASSES);
    }

    @Test
    void nothingReadsTheEnvironment() {
        noClasses()
                .should()
                .accessTargetWhere(
                        describe(
                                "it reads the environment",
                                access -> nameOf(access).equals("java.lang.System.getenv")))
                .check(CLASSES);
    }

    @Test
    void nothingKnowsAWindowToolkit() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx..", "com.sun.javafx..", "java.awt..", "javax.swing..")
                .check(CLASSES);
    }

    @Test
    void frameAndTimeSeeNothingAboveThem() {
        for (String low : List.of(CORE + ".frame", CORE + ".time")) {
            noClasses()
                    .that()
                    .resideInAPackage(low + "..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage(CORE + "..")
                                    .and(DescribedPredicate.not(resideInAPackage(low + ".."))))
                    .check(CLASSES);
        }
    }

    @Test
    void privacySeesNothingElseOfTheCore() {
        noClasses()
                .that()
                .resideInAPackage(CORE + ".privacy..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage(CORE + "..")
                                .and(DescribedPredicate.not(resideInAPackage(CORE + ".privacy.."))))
                .check(CLASSES);
    }

    @Test
    void nothingInTheCoreSeesTheSession() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CORE + ".session..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CORE + ".session..")
                .check(CLASSES);
    }

    private static String nameOf(JavaAccess<?> access) {
        return access.getTargetOwner().getName() + "." + access.getTarget().getName();
    }
}
