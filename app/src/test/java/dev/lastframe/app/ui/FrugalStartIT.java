package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.bench.ProcFiles;
import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That the roads to a light program are the ones taken; told by Java's log and by the system. */
@Timeout(600)
final class FrugalStartIT {

    /** A line of Java's log: a number, attributes, the level, the method. */
    private static final Pattern LEFT_TO_THE_FIRST =
            Pattern.compile(
                    "\\]\\s+\\d+[ %sbn!]*1 +(?:com\\.sun\\.)?javafx\\.\\S+.*\\((\\d+) bytes");

    private static final int LARGE_BYTES = 200;

    private static final int QUIET_SECONDS = 4;
    private static final int WAKE_UPS_A_SECOND = 5;
    private static final int FPS = 30;
    private static final String PACER = "lastframe-pacer";

    /** Twenty times a second the screen changes; Java would do it at the 127th call. */
    private static final Duration CALLED_OFTEN = Duration.ofSeconds(9);

    private static VirtualScreen screen;
    private static Desktop desktop;

    @TempDir private Path home;
    private Launcher.Running running;

    @BeforeAll
    static void startTheScreen() {
        screen = VirtualScreen.start(1280, 800);
        screen.windowManager();
        desktop = new Desktop(screen);
    }

    @AfterAll
    static void endTheScreen() {
        screen.close();
    }

    @AfterEach
    void endTheProgram() {
        if (running != null) {
            Waits.kill(running.process());
        }
        desktop.awaitNoWindow("Lastframe");
    }

    @Test
    void itsClassesComeFromTheCache() throws IOException {
        running = launcher("-Xlog:class+load:file=classes.log").start();
        desktop.awaitFocusedWindow("Lastframe");

        assertFromCache(
                "dev.lastframe.app.Main",
                "dev.lastframe.app.recording.LastframeWindow",
                "dev.lastframe.core.session.RecordingEnvironment",
                "javafx.stage.Stage");
        assertThat(maps()).contains("/lastframe.aot").doesNotContain("/lastframe-record.aot");
    }

    @Test
    void whatHasNoWindowTakesTheCacheWithoutIt() throws IOException {
        record("-Xlog:class+load:file=classes.log");

        assertThat(maps()).contains("/lastframe-record.aot").doesNotContain("/lastframe.aot");
        running.process().destroy();
        assertThat(running.await().exitCode()).isZero();
        assertFromCache(
                "dev.lastframe.app.Main",
                "dev.lastframe.core.session.Recording",
                "dev.lastframe.core.encode.EncoderTask");
        assertThat(Files.readString(home.resolve("classes.log")))
                .as("half of what it would map is the window's")
                .doesNotContain("dev.lastframe.app.recording.LastframeWindow");
    }

    private void assertFromCache(String... classes) throws IOException {
        List<String> loaded = Files.readAllLines(home.resolve("classes.log"));
        for (String own : classes) {
            assertThat(loaded)
                    .filteredOn(line -> line.contains(" " + own + " "))
                    .singleElement()
                    .asString()
                    .contains("source: shared objects file");
        }
    }

    private String maps() throws IOException {
        return Files.readString(Path.of("/proc", String.valueOf(running.process().pid()), "maps"));
    }

    @Test
    void theSecondCompilerGivesUpWhereTheWindowsToolkitIsLargeWork() {
        running = launcher("-Xlog:jit+compilation=debug:file=jit.log").start();
        desktop.awaitFocusedWindow("Lastframe");
        // each second that is shown is work for JavaFX
        desktop.key("F9");

        // else the first compiler's last word is for the smallest methods alone
        Waits.eventually(
                Duration.ofMinutes(2),
                "a large method of JavaFX is left to the first compiler",
                () -> read("jit.log").lines().anyMatch(FrugalStartIT::isLargeLeftToTheFirst));
    }

    private static boolean isLargeLeftToTheFirst(String line) {
        Matcher method = LEFT_TO_THE_FIRST.matcher(line);
        return method.find() && Integer.parseInt(method.group(1)) > LARGE_BYTES;
    }

    @Test
    void theLoopsOverPixelsAreCompiledByThemselvesAlone() {
        record("-Xlog:jit+inlining=debug:file=inlining.log");

        Waits.eventually(
                Duration.ofMinutes(2),
                "a loop is left out of what calls it",
                () -> read("inlining.log").lines().anyMatch(FrugalStartIT::isLoopLeftOut));
    }

    private static boolean isLoopLeftOut(String line) {
        return line.contains("YuvPicture::joinShorts ")
                && line.contains("disallowed by CompileCommand");
    }

    @Test
    void noClassIsMadeForANativeFunctionThatIsCalledOften() {
        try (BarcodeContent content =
                BarcodeContent.start(screen.display(), ContentMode.SMALL, 20)) {
            record("-Xlog:class+load:file=classes.log");
            Waits.pause(Duration.ofSeconds(1));
            long before = linkedClasses();

            Waits.pause(CALLED_OFTEN);

            assertThat(content.process().isAlive()).isTrue();
            assertThat(before).isPositive();
            assertThat(linkedClasses() - before)
                    .as("what the first heartbeat needs; each function would be one more")
                    .isLessThan(10);
        }
    }

    /** Thirty times a second it would wake to find that nothing changed. */
    @Test
    void onAStillScreenThePacerSleepsThroughMostDeadlines() {
        record("");
        long pid = running.process().pid();
        // Java links for the first time what a rest needs.
        Waits.pause(Duration.ofSeconds(1));
        long before = ProcFiles.wakeUps(pid, PACER);

        Waits.pause(Duration.ofSeconds(QUIET_SECONDS));

        long woken = ProcFiles.wakeUps(pid, PACER) - before;
        running.process().destroy();
        Launcher.Run run = running.await();
        assertThat(run.exitCode()).isZero();
        assertThat(woken)
                .as("for the pointer and the heartbeats, by the system's count")
                .isBetween(2L, QUIET_SECONDS * 15L);
        long unchanged = run.json().at("/ledger/unchanged").asLong();
        assertThat(unchanged).as("deadlines").isGreaterThan(2 * woken);
        // from the first one on, and the last picture's
        double deadlines = run.json().at("/seconds").asDouble() * FPS + 2;
        assertThat(run.json().at("/ledger/ticks").asDouble())
                .as("none is left out or counted twice")
                .isBetween(deadlines - 2, deadlines + 1);
    }

    private void record(String options) {
        running = launcher(options).start("record", "--json", "--output", "alone.ts");
        Waits.eventually(
                Duration.ofMinutes(2),
                "it records",
                () -> Files.exists(home.resolve("alone.recording.ts")));
    }

    private long linkedClasses() {
        return read("classes.log").lines().filter(line -> line.contains("LambdaForm$MH")).count();
    }

    @Test
    void whatTheFirstRecordingNeedsIsLoadedBefore() {
        running = launcher("-Xlog:class+init=info:file=classes.log").start();
        desktop.awaitFocusedWindow("Lastframe");

        for (String needed :
                List.of(
                        "dev.lastframe.core.capture.x11.Xdamage",
                        "dev.lastframe.core.capture.x11.Xinput",
                        "org.bytedeco.ffmpeg.global.avcodec")) {
            Waits.eventually(
                    Duration.ofMinutes(2),
                    needed + " is initialised",
                    () ->
                            read("classes.log")
                                    .contains("Initializing '" + needed.replace('.', '/')));
        }
    }

    private String read(String name) {
        try {
            return Files.readString(home.resolve(name));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void aBrokenCacheIsNoNews() throws IOException {
        Path image = home.resolve("image of another day");
        copy(Path.of(System.getProperty("lastframe.launcher")).getParent().getParent(), image);
        for (String name : List.of("lib/lastframe.aot", "lib/lastframe-record.aot")) {
            Path cache = image.resolve(name);
            Files.delete(cache);
            Files.writeString(cache, "no cache at all");
        }

        Launcher.Run run =
                launcher("-Xlog:class+load:file=classes.log")
                        .at(image.resolve("bin/lastframe"))
                        .run("--version");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("Lastframe ").hasLineCount(1);
        assertThat(Files.readString(home.resolve("classes.log")))
                .contains("dev.lastframe.app.Main source: file:");
    }

    @Test
    void theWindowHasNoDriverForGraphicsAndLetsTheComputerSleep() throws Exception {
        running = launcher("").start();
        desktop.awaitFocusedWindow("Lastframe");
        // What the start brings along, such as the encoder's preparation, ends at some time.
        Waits.eventually(
                Duration.ofMinutes(2),
                "it lets the computer sleep",
                () -> wakeUpsInAWhile() <= QUIET_SECONDS * WAKE_UPS_A_SECOND);

        assertThat(maps())
                .contains("libprism_sw")
                .doesNotContain("libprism_es2", "libGLX_", "_dri.so", "libLLVM");
    }

    private long wakeUpsInAWhile() {
        long pid = running.process().pid();
        long before = ProcFiles.wakeUps(pid);
        Waits.pause(Duration.ofSeconds(QUIET_SECONDS));
        return ProcFiles.wakeUps(pid) - before;
    }

    private Launcher launcher(String options) {
        return new Launcher(home, screen.display()).with("LASTFRAME_JAVA_OPTS", options);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes facts)
                            throws IOException {
                        Files.createDirectories(to.resolve(from.relativize(folder)));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes facts)
                            throws IOException {
                        Files.copy(file, to.resolve(from.relativize(file)));
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
