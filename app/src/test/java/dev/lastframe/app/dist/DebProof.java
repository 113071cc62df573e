package dev.lastframe.app.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Programs;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The package as a person gets it: installed, started, upgraded and removed by the system's own
 * tools. Needs Debian or Ubuntu with libglib2.0-bin, and the rights to install; {@code mvn -Pdist
 * verify} runs it.
 */
@Timeout(600)
final class DebProof {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Path COMMAND = Path.of("/usr/bin/lastframe");
    private static final Path DESKTOP = Path.of("/usr/share/applications/lastframe.desktop");

    @TempDir private Path home;

    @BeforeAll
    static void install() {
        run("apt-get", "install", "-y", "--no-install-recommends", deb().toString());
    }

    @AfterAll
    static void remove() {
        run("apt-get", "remove", "-y", "lastframe");
    }

    @Test
    void startsFromItsMenuEntryRecordsAndKeepsEverythingOverAnUpgrade() throws Exception {
        try (VirtualScreen screen = VirtualScreen.start(1280, 800)) {
            Launcher.Running window = started(screen);
            screen.run("xdotool", "key", "F9");
            Waits.eventually(LIMIT, "it records", () -> !files(".recording.ts").isEmpty());
            Waits.pause(Duration.ofSeconds(2));
            screen.run("xdotool", "key", "F9");
            Waits.eventually(LIMIT, "it is saved", () -> files(".mp4").size() == 1);
            window.process().destroy();
            assertThat(window.await().exitCode()).isZero();
        }
        Path video = files(".mp4").getFirst();
        assertThat(Ffmpeg.probe(video).frames()).isGreaterThanOrEqualTo(2);
        Ffmpeg.requireUndamaged(video);
        Path settings = home.resolve("config/lastframe/settings.json");
        assertThat(settings).exists();
        String before = Files.readString(settings);

        run("apt-get", "install", "-y", "--reinstall", deb().toString());

        assertThat(Files.readString(settings)).isEqualTo(before);
        assertThat(files(".mp4")).containsExactly(video);
    }

    @Test
    void aDoubleClickOnAnUnfinishedRecordingSavesIt() throws Exception {
        Path folder = Files.createDirectory(home.resolve("anywhere"));
        Path left = folder.resolve("left.recording.ts");
        try (VirtualScreen screen = VirtualScreen.start(1280, 800)) {
            Path whole = folder.resolve("left.ts");
            Launcher.Run made =
                    new Launcher(home, screen.display())
                            .at(COMMAND)
                            .run("record", "--for", "2s", "--output", whole.toString());
            assertThat(made.exitCode()).isZero();
            Files.move(whole, left);
            assertThat(run("gio", "info", "-a", "standard::content-type", left.toString()))
                    .contains("standard::content-type: application/x-lastframe-recording");
            assertThat(Files.readString(DESKTOP))
                    .contains("Exec=lastframe --open %f", "application/x-lastframe-recording");

            Launcher.Running window =
                    new Launcher(home, screen.display())
                            .at(COMMAND)
                            .start("--open", left.toString());
            Waits.eventually(LIMIT, "it has its name", () -> Files.exists(whole));
            // and once more, beside the window that is open
            Path second = folder.resolve("second.recording.ts");
            Files.copy(whole, second);
            Launcher.Run beside =
                    new Launcher(home, screen.display())
                            .at(COMMAND)
                            .run("--open", second.toString());
            assertThat(beside.exitCode()).as(beside.out() + beside.err()).isZero();
            Waits.eventually(
                    LIMIT,
                    "the second has its name",
                    () -> Files.exists(folder.resolve("second.ts")));
            window.process().destroy();
            assertThat(window.await().exitCode()).isZero();
        }
    }

    @Test
    void itBringsAllItNeedsAndUnpacksNothing() throws Exception {
        try (VirtualScreen screen = VirtualScreen.start(640, 480)) {
            Path classes = home.resolve("classes.txt");
            Launcher.Run made =
                    new Launcher(home, screen.display())
                            .at(COMMAND)
                            .with("XDG_CACHE_HOME", home.resolve("cache").toString())
                            .with("JAVA_HOME", "/nowhere")
                            .with("LASTFRAME_JAVA_OPTS", "-Xlog:class+load:file=" + classes)
                            .run("record", "--for", "1s", "--json");
            assertThat(made.exitCode()).as(made.err()).isZero();
            assertThat(made.json().at("/video/encoder").asText()).isEqualTo("libopenh264");
            assertThat(made.json().at("/video/capture").asText()).isEqualTo("x11-shm");
            assertThat(Files.readAllLines(classes))
                    .anyMatch(line ->
                            line.contains(" dev.lastframe.app.Main ")
                                    && line.contains("shared objects file"));
        }
        try (Stream<Path> all = Files.walk(home.resolve("cache"))) {
            assertThat(all.map(Path::toString).filter(it -> it.contains(".so"))).isEmpty();
        }
        assertThat(Path.of("/usr/share/doc/lastframe/licences"))
                .isDirectoryContaining("glob:**THIRD-PARTY.txt")
                .isDirectoryContaining("glob:**LGPL-3");
    }

    private Launcher.Running started(VirtualScreen screen) throws IOException {
        String exec =
                Files.readAllLines(DESKTOP).stream()
                        .filter(line -> line.startsWith("Exec="))
                        .findFirst()
                        .orElseThrow();
        // Without a file the desktop leaves %f out.
        String[] words = exec.substring("Exec=".length()).replace(" %f", "").split(" ", -1);
        Launcher.Running window =
                new Launcher(home, screen.display())
                        .at(Programs.require(words[0]))
                        .start(Arrays.copyOfRange(words, 1, words.length));
        Waits.eventually(
                LIMIT, "its window is there", () -> !search(screen, "Lastframe").isEmpty());
        screen.run("xdotool", "windowfocus", "--sync", search(screen, "Lastframe"));
        return window;
    }

    private static String search(VirtualScreen screen, String title) {
        try {
            return screen.run("xdotool", "search", "--onlyvisible", "--limit", "1", "--name", title)
                    .strip();
        } catch (IllegalStateException none) {
            return "";
        }
    }

    private List<Path> files(String end) {
        Path folder = home.resolve("Videos/Lastframe");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(end)).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path deb() {
        String property = System.getProperty("lastframe.packages");
        if (property == null) {
            throw new IllegalStateException("the property lastframe.packages is not set");
        }
        try (Stream<Path> all = Files.list(Path.of(property))) {
            return all.filter(file -> file.toString().endsWith(".deb")).findFirst().orElseThrow();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String run(String... command) {
        Programs.require(command[0]);
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(Waits.exitCode(process, LIMIT, command[0])).as(said).isZero();
            return said;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
