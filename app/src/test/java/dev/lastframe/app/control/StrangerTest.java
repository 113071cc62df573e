package dev.lastframe.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.Programs;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Another user is neither let in nor answered. The tests run as root, which can be anybody. */
@Timeout(300)
final class StrangerTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Runs the command behind it as nobody. */
    private static final List<String> STRANGER =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    @TempDir private Path runtime;
    private final List<Request> asked = new CopyOnWriteArrayList<>();
    private ControlServer server;
    private Path socket;

    @BeforeEach
    void setUp() throws IOException {
        Path stranger = runtime.resolve("dev/lastframe/app/control/Stranger.class");
        Files.createDirectories(stranger.getParent());
        try (InputStream code = Stranger.class.getResourceAsStream("Stranger.class")) {
            Files.copy(code, stranger);
        }
        Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwxr-xr-x"));
        socket = runtime.resolve("lastframe/socket");
        server =
                ControlServer.start(
                        socket,
                        request -> {
                            asked.add(request);
                            return Reply.ok();
                        },
                        Duration.ofSeconds(5));
        assertThat(server.listening().orTimeout(120, TimeUnit.SECONDS).join()).isTrue();
    }

    @AfterEach
    void tearDown() {
        server.close();
    }

    @Test
    void theFolderKeepsThemOut() throws IOException {
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(runtime.resolve("lastframe"))))
                .isEqualTo("rwx------");
        if (thereAreStrangers()) {
            assertThat(ask(STRANGER)).isEqualTo("no entry");
        }
    }

    @Test
    void whoGetsInAllTheSameIsNotAnswered() throws IOException {
        if (!thereAreStrangers()) {
            return;
        }
        open(runtime.resolve("lastframe"), "rwxrwxrwx");
        open(socket, "rw-rw-rw-");

        assertThat(ask(STRANGER)).isEqualTo("no answer");
        assertThat(asked).isEmpty();
    }

    @Test
    void theSameProgramOfTheSameUserIsAnswered() throws IOException {
        assertThat(ask(List.of())).contains("\"ok\":true");
        assertThat(asked).hasSize(1);
    }

    private static void open(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    /**
     * Only root becomes somebody else, who must be able to run this Java and to read this folder.
     */
    private boolean thereAreStrangers() throws IOException {
        List<String> command = new ArrayList<>(STRANGER);
        command.add(java());
        command.addAll(List.of("-cp", runtime.toString(), "--dry-run", Stranger.class.getName()));
        Programs.require(command.getFirst());
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        boolean there = Waits.exitCode(process, LIMIT, "a stranger's Java") == 0;
        if (!there) {
            System.out.println("Not tried: no stranger can run " + java() + " here.");
        }
        return there;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin/java").toString();
    }

    private String ask(List<String> asWhom) throws IOException {
        List<String> command = new ArrayList<>(asWhom);
        command.add(java());
        command.addAll(List.of("-cp", runtime.toString(), Stranger.class.getName()));
        command.add(socket.toString());
        Path said = Files.createTempFile(runtime, "said", ".txt");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        int code = Waits.exitCode(process, LIMIT, "the stranger");
        String text = Files.readString(said, StandardCharsets.UTF_8);
        assertThat(code).as(text).isZero();
        return text;
    }
}
