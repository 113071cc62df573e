package dev.lastframe.app.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Programs;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The package as a person gets it: installed by apt, started from the menu and by a double click.
 * Needs Debian or Ubuntu with libglib2.0-bin, and the rights to install; {@code mvn -Pdist verify}
 * runs it.
 */
@Timeout(900)
final class DebProof {

    private static final int STARTS = 20;

    @TempDir private Path home;

    @BeforeAll
    static void install() {
        Deb.satisfy();
        Deb.install(Deb.built());
    }

    @AfterAll
    static void remove() {
        Deb.remove();
    }

    @Test
    void startsFromItsMenuEntryAndRecordsByItsChordWhileATerminalHasTheKeyboard()
            throws IOException {
        try (Session session = new Session(home)) {
            session.startsFromTheMenu();
            Process terminal = session.startsATerminal();
            session.types("begin ");
            session.pressesTheChord();
            session.awaitRecording();
            session.types("middle ");
            session.pressesTheChord();
            Waits.eventually(
                    Session.LIMIT, "it is saved", () -> session.videos(".mp4").size() == 1);
            session.types("end");
            Waits.eventually(Session.LIMIT, "all is typed", () -> session.typed().endsWith("end"));
            assertThat(session.typed()).isEqualTo("begin middle end");
            assertThat(session.focused()).isEqualTo("Typewriter");
            terminal.destroy();

            Path video = session.videos(".mp4").getFirst();
            Ffmpeg.requireUndamaged(video);
            assertThat(Ffmpeg.probe(video).frames()).isGreaterThanOrEqualTo(2);
            assertThat(session.settings()).content().contains(".ts");
        }
    }

    @Test
    void aDoubleClickOnAnUnfinishedRecordingSavesIt() throws IOException {
        Path folder = Files.createDirectory(home.resolve("anywhere"));
        Path left = folder.resolve("left.recording.ts");
        try (Session session = new Session(home)) {
            Path whole = folder.resolve("left.ts");
            Launcher.Run made =
                    session.lastframe().run("record", "--for", "2s", "--output", whole.toString());
            assertThat(made.exitCode()).as(made.err()).isZero();
            Path second = folder.resolve("second.recording.ts");
            Files.copy(whole, second);
            Files.move(whole, left);
            assertThat(Deb.run("gio", "info", "-a", "standard::content-type", left.toString()))
                    .contains("standard::content-type: application/x-lastframe-recording");

            opens(session, left);
            Waits.eventually(Session.LIMIT, "it has its name", () -> Files.exists(whole));
            session.awaitWindow();
            // and once more, beside the window that is open
            opens(session, second);
            Waits.eventually(
                    Session.LIMIT,
                    "the second has its name",
                    () -> Files.exists(folder.resolve("second.ts")));
            Ffmpeg.requireUndamaged(folder.resolve("second.ts"));
            assertThat(session.windows()).isEqualTo(1);
        }
    }

    @Test
    void twentyStartsAtOnceAreOneWindow() {
        try (Session session = new Session(home)) {
            List<Launcher.Running> all =
                    IntStream.range(0, STARTS).mapToObj(i -> session.lastframe().start()).toList();
            Waits.eventually(
                    Session.LIMIT,
                    "all but one end",
                    () -> all.stream().filter(it -> it.process().isAlive()).count() == 1);
            session.awaitWindow();
            assertThat(all.stream().filter(it -> !it.process().isAlive()))
                    .hasSize(STARTS - 1)
                    .allSatisfy(it -> {
                        assertThat(it.await().exitCode()).as(it.await().err()).isZero();
                        assertThat(it.await().err()).isEmpty();
                    });
        }
    }

    @Test
    void itBringsAllItNeedsAndUnpacksNothing() throws IOException {
        try (Session session = new Session(home)) {
            Path classes = home.resolve("classes.txt");
            Launcher.Run made =
                    session.lastframe()
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
        try (Stream<Path> all = Files.walk(home)) {
            assertThat(all.map(Path::toString).filter(it -> it.contains(".so"))).isEmpty();
        }
        assertThat(Path.of("/usr/share/doc/lastframe/licences"))
                .isDirectoryContaining("glob:**THIRD-PARTY.txt")
                .isDirectoryContaining("glob:**LGPL-3");
    }

    /** As a file manager does at a double click: by the file's kind. */
    private static void opens(Session session, Path file) {
        Launcher.Run run = session.program(Programs.require("gio")).run("open", file.toString());
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    }
}
