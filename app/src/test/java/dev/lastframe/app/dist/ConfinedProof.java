package dev.lastframe.app.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.app.cli.BarcodeRecordingIT;
import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The installed program keeps to its own folders and to this computer: the system's calls of all
 * its threads and children are noted while a user without rights records, where there is no network
 * at all. Needs strace, and root to be that user; {@code mvn -Pdist verify} runs it.
 */
@Timeout(900)
final class ConfinedProof {

    /** Where its folders are when none can be made in its home, and the folder of its socket. */
    private static final Path SHELTER = Path.of("/var/tmp/lastframe-home-" + Confined.NAME);

    private static final Path SHELTERED_SOCKET = Path.of("/tmp/lastframe-" + Confined.NAME);

    /**
     * What keeps nothing: the shell that starts it throws away what others say there, and Java says
     * in its process's own part of the kernel what belongs into an image of it after a crash.
     */
    private static final Set<Path> NOWHERE =
            Set.of(Path.of("/dev/null"), Path.of("/proc/self/coredump_filter"));

    /** The parents of its folders, made where there are none, and nothing else in them. */
    private static final List<String> PARENTS =
            List.of(".config", ".local", ".local/state", ".cache", "Videos");

    /**
     * Settings, state and log, cache and temporary files, recordings, sockets; and the settings of
     * the desktop, which GTK reads and for which it keeps a byte in the session's folder.
     */
    private static final List<String> FOLDERS =
            List.of(
                    ".config/lastframe",
                    ".local/state/lastframe",
                    ".cache/lastframe",
                    "Videos/Lastframe",
                    "run/lastframe",
                    "run/dconf");

    @TempDir private Path folder;
    private Path home;
    private Confined confined;

    @BeforeAll
    static void install() {
        Deb.satisfy();
        Deb.install(Deb.built());
    }

    @AfterAll
    static void remove() {
        Deb.remove();
    }

    @BeforeEach
    void aUser() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        home = Files.createDirectories(folder.resolve("home"));
        Files.createDirectories(home.resolve("run"));
        confined = new Confined(Files.createDirectories(folder.resolve("notes")));
        clearTheShelter();
    }

    @AfterEach
    void clearTheShelter() {
        Deb.run("rm", "-rf", SHELTER.toString(), SHELTERED_SOCKET.toString());
    }

    @Test
    void recordedByACommandAndByTheWindowItKeepsToItsFolders() throws IOException {
        Confined.give(home);
        try (Session session = new Session(home)) {
            Launcher.Run run = confined(session).run("record", "--for", "3s", "--json");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.err()).isEmpty();
            Path video = Path.of(run.json().at("/files/0").asText());
            assertThat(video).hasParent(home.resolve("Videos/Lastframe"));
            assertWhole(run.json());
            Launcher.Run report = confined(session).run("report", video.toString());
            assertThat(report.exitCode()).as(report.err()).isZero();
            assertThat(report.err()).isEmpty();

            Launcher.Running window = confined(session).start();
            session.awaitWindow();
            Path second = session.records();
            Deb.endPrograms();
            assertThat(window.await().exitCode()).as(window.await().err()).isZero();
            assertThat(window.await().err()).isEmpty();
            Ffmpeg.requireUndamaged(second);

            Confined.Noted noted = confined.noted();
            assertThat(noted.changed())
                    .as("all of them are noted")
                    .contains(video, second, session.settings())
                    .hasSizeGreaterThan(20);
            assertThat(elsewhere(noted)).isEmpty();
            assertThat(noted.network()).isEmpty();
        }
    }

    @Test
    void inAHomeThatCannotBeWrittenItSaysSoAndKeepsAllInATemporaryFolder() throws IOException {
        try (Session session = new Session(home)) {
            Launcher.Run run = confined(session).run("record", "--for", "3s", "--json");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.err().lines()).containsExactly(sentence());
            assertThat(Path.of(run.json().at("/files/0").asText()))
                    .hasParent(SHELTER.resolve("Videos/Lastframe"));
            assertWhole(run.json());

            Launcher.Running window = confined(session).start();
            session.isShelteredIn(SHELTER);
            session.awaitWindow();
            Path second = session.records();
            assertThat(second).hasParent(SHELTER.resolve("Videos/Lastframe"));
            Deb.endPrograms();
            assertThat(window.await().exitCode()).as(window.await().err()).isZero();
            assertThat(window.await().err().lines()).containsExactly(sentence());
            Ffmpeg.requireUndamaged(second);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(SHELTER)))
                    .isEqualTo("rwx------");

            Confined.Noted noted = confined.noted();
            assertThat(noted.changed()).anyMatch(path -> path.startsWith(SHELTER));
            assertThat(elsewhere(noted, SHELTER, SHELTERED_SOCKET)).isEmpty();
            assertThat(noted.network()).isEmpty();
        }
        try (Stream<Path> all = Files.list(home)) {
            assertThat(all.map(home::relativize).map(Path::toString))
                    .as("but for the test's own")
                    .allMatch(name -> name.matches("(out|err)\\d+\\.txt|run"));
        }
    }

    /** Else the others would prove nothing. */
    @Test
    void aFileElsewhereAndAConnectionAreSeen() throws IOException {
        Confined.give(home);
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Confined.give(elsewhere);
        Path planted = elsewhere.resolve("planted.log");
        try (Session session = new Session(home)) {
            Launcher.Run run =
                    confined(session)
                            .with("LASTFRAME_JAVA_OPTS", "-Xlog:gc:file=" + planted)
                            .run("record", "--for", "1s");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(planted).exists();
            Confined.Noted noted = confined.noted();
            assertThat(elsewhere(noted)).containsExactly(planted);
            assertThat(noted.network()).isEmpty();

            Launcher.Run other =
                    session.program(confined.confine(Programs.require("bash")))
                            .run("-c", "exec 3<>/dev/tcp/127.0.0.1/9");
            assertThat(other.exitCode()).as("there is no network").isNotZero();
            assertThat(confined.noted().network())
                    .singleElement()
                    .asString()
                    .contains("connect(", "AF_INET");
        }
    }

    private Launcher confined(Session session) {
        return session.program(confined.confine(Deb.COMMAND));
    }

    /** All that was captured is in the file. */
    private static void assertWhole(JsonNode made) {
        assertThat(made.path("state").asText()).isEqualTo("saved");
        assertThat(made.path("warnings")).isEmpty();
        BarcodeRecordingIT.assertBalances(made.path("ledger"));
        Path video = Path.of(made.at("/files/0").asText());
        Ffmpeg.requireUndamaged(video);
        assertThat((long) Ffmpeg.probe(video).frames())
                .isEqualTo(made.at("/ledger/encoded").asLong())
                .isEqualTo(made.at("/ledger/captured").asLong())
                .isPositive();
    }

    private static String sentence() {
        return "Lastframe cannot write to its folders in your home: what belongs there is in "
                + SHELTER
                + " for this run, recordings go to "
                + SHELTER.resolve("Videos/Lastframe")
                + ".";
    }

    /**
     * What is in none of its folders.
     *
     * @param more others that are its own as a whole
     */
    private List<Path> elsewhere(Confined.Noted noted, Path... more) {
        return noted.changed().stream()
                .filter(path -> !NOWHERE.contains(path))
                .filter(path -> PARENTS.stream().map(home::resolve).noneMatch(path::equals))
                .filter(path -> FOLDERS.stream().map(home::resolve).noneMatch(path::startsWith))
                .filter(path -> Stream.of(more).noneMatch(path::startsWith))
                .toList();
    }
}
