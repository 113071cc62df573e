package dev.lastframe.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lastframe.app.settings.Places;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever comes in, only a request of this user is answered, and the next one is too. */
@Timeout(300)
final class ControlServerTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @TempDir private Path runtime;
    private Places places;
    private final List<Request> asked = new CopyOnWriteArrayList<>();

    @BeforeEach
    void setUp() {
        places = Places.of(Map.of("XDG_RUNTIME_DIR", runtime.toString()), runtime, "Linux");
    }

    @Test
    void aRequestIsAnsweredAndTheSocketIsItsOwnersAlone() throws IOException {
        try (var _ = listening(PATIENCE)) {
            JsonNode reply = client().ask(Request.mark(Optional.of("größer \n \"als\"")));

            assertThat(Reply.isOk(reply)).isTrue();
            assertThat(asked).containsExactly(Request.mark(Optional.of("größer \n \"als\"")));
            assertThat(permissions(places.runtime())).isEqualTo("rwx------");
            assertThat(permissions(socket())).isEqualTo("rw-------");
        }
        assertThat(socket()).doesNotExist();
        assertThat(ControlClient.find(places)).isEmpty();
    }

    @Test
    void garbageIsAnsweredByARefusalAndDoesNothing() throws IOException {
        try (var _ = listening(PATIENCE)) {
            for (String line :
                    List.of(
                            "",
                            "stop",
                            "[]",
                            "null",
                            "{\"version\":1}",
                            "{\"version\":2,\"command\":\"stop\"}",
                            "{\"command\":\"stop\"}",
                            "{\"version\":1,\"command\":\"STOP \"}",
                            "{\"version\":1,\"command\":\"mark\",\"text\":[1]}",
                            "{\"version\":1,\"command\":\"toggle\",\"pressedNanos\":\"now\"}",
                            "{\"version\":1,\"command\":\"stop\"}{\"version\":1}",
                            "{\"version\":1,\"command\":\"stop\"",
                            "[".repeat(8_000),
                            "\u0000\u0001\u001b")) {
                assertThat(raw((line + "\n").getBytes(StandardCharsets.UTF_8)))
                        .as(line)
                        .contains("\"ok\":false")
                        .contains("\"sentence\":\"");
            }
            assertThat(asked).isEmpty();
            assertThat(Reply.isOk(client().ask(Request.of(Request.Command.STATUS)))).isTrue();
        }
    }

    @Test
    void tenMegabytesOfGarbageDoNothing() throws IOException {
        byte[] noise = new byte[10_000_000];
        new Random(7).nextBytes(noise);
        byte[] oneLine = new byte[10_000_000];
        java.util.Arrays.fill(oneLine, (byte) 'x');
        try (var _ = listening(PATIENCE)) {
            for (int i = 0; i < 5; i++) {
                pour(noise);
                pour(oneLine);
            }

            assertThat(asked).isEmpty();
            assertThat(Reply.isOk(client().ask(Request.of(Request.Command.STATUS)))).isTrue();
        }
    }

    @Test
    void whoSaysNothingIsLeftAndHoldsUpNobody() throws IOException {
        List<SocketChannel> silent = new ArrayList<>();
        try (var _ = listening(Duration.ofMillis(300))) {
            for (int i = 0; i < 3 * ControlServer.CONNECTIONS; i++) {
                silent.add(SocketChannel.open(UnixDomainSocketAddress.of(socket())));
            }

            assertThat(Reply.isOk(client().ask(Request.of(Request.Command.STATUS)))).isTrue();

            for (SocketChannel one : silent) {
                assertThat(one.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            }
        } finally {
            for (SocketChannel one : silent) {
                one.close();
            }
        }
    }

    @Test
    void manyRequestsAtOnceAreAllAnswered() throws Exception {
        try (var _ = listening(PATIENCE)) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                threads.add(
                        // as in the programs that ask: a virtual one would be refused, not wait,
                        // while
                        // more than 50 wait to be let in
                        Thread.ofPlatform()
                                .start(() -> {
                                    try {
                                        client().ask(Request.of(Request.Command.STATUS));
                                    } catch (IOException failed) {
                                        throw new java.io.UncheckedIOException(failed);
                                    }
                                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(asked).hasSizeGreaterThanOrEqualTo(60);
        }
    }

    @Test
    void anAnswerThatIsOnItsWayIsGivenBeforeTheEnd() throws Exception {
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        ControlServer server =
                ControlServer.start(
                        prepared(),
                        request -> {
                            asking.countDown();
                            answered.await();
                            return Reply.ok();
                        },
                        PATIENCE);
        server.listening().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        List<JsonNode> replies = new CopyOnWriteArrayList<>();
        Thread client =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                replies.add(client().ask(Request.of(Request.Command.STOP)));
                            } catch (IOException failed) {
                                replies.add(TextNode.valueOf(failed.toString()));
                            }
                        });
        asking.await();
        answered.countDown();
        server.close();
        client.join();

        assertThat(replies).singleElement().matches(Reply::isOk);
    }

    @Test
    void aSocketThatAKilledProcessLeftIsReplaced() throws IOException {
        stale(prepared());
        assertThat(ControlClient.find(places)).isEmpty();

        try (var _ = listening(PATIENCE)) {
            assertThat(Reply.isOk(client().ask(Request.of(Request.Command.STATUS)))).isTrue();
        }
    }

    @Test
    @SuppressWarnings("try") // one ends before the other on purpose
    void aRecordProcessThatWasKilledIsForgottenAndTheNewestIsAsked() throws IOException {
        long dead = deadProcess();
        Path left = prepared().resolveSibling("record-" + dead + ".socket");
        stale(left);
        Path older = left.resolveSibling("record-1.socket");
        Path newer = left.resolveSibling("record-2.socket");
        try (ControlServer first = at(older, "older");
                ControlServer second = at(newer, "newer")) {
            Files.setLastModifiedTime(older, FileTime.fromMillis(1_000_000));
            Files.setLastModifiedTime(newer, FileTime.fromMillis(2_000_000));

            JsonNode reply = client().ask(Request.of(Request.Command.STATUS));

            assertThat(reply.path("who").asText()).isEqualTo("newer");
            second.close();
            assertThat(client().ask(Request.of(Request.Command.STATUS)).path("who").asText())
                    .isEqualTo("older");
            first.close();
            assertThat(ControlClient.find(places)).isEmpty();
            assertThat(left).doesNotExist();
        }
    }

    @Test
    void aFolderThatOthersMayOpenIsRefused() throws IOException {
        Files.createDirectory(places.runtime());
        for (String mode : List.of("rwxr-xr-x", "rwx-----x", "rwxrwxrwx")) {
            Files.setPosixFilePermissions(places.runtime(), PosixFilePermissions.fromString(mode));
            refused();
        }
    }

    @Test
    void aLinkInTheFoldersPlaceIsRefused() throws IOException {
        Path elsewhere =
                Files.createDirectory(
                        runtime.resolve("elsewhere"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        Files.createSymbolicLink(places.runtime(), elsewhere);

        refused();
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aFolderOfAnotherUserIsRefused() throws IOException {
        Files.createDirectory(places.runtime());
        Files.setPosixFilePermissions(
                places.runtime(), PosixFilePermissions.fromString("rwx------"));
        Process given =
                new ProcessBuilder("chown", "65534", places.runtime().toString())
                        .redirectErrorStream(true)
                        .start();
        if (Waits.exitCode(given, LIMIT, "chown") != 0) {
            System.out.println("Not tried: only root gives a folder to another user.");
            return;
        }

        refused();
    }

    @Test
    void aFileInTheFoldersPlaceIsRefused() throws IOException {
        Files.createFile(places.runtime());

        refused();
    }

    /** Neither listens anybody there, nor asks anybody there. */
    private void refused() throws IOException {
        try (ControlServer server = ControlServer.start(socket(), this::answer, PATIENCE)) {
            assertThat(server.listening().orTimeout(120, TimeUnit.SECONDS).join()).isFalse();
        }
        assertThatThrownBy(() -> WindowLock.tryTake(places.runtime()))
                .isInstanceOf(ControlException.class);
        assertThatThrownBy(() -> ControlClient.find(places))
                .isInstanceOf(ControlException.class)
                .hasMessageContaining(places.runtime() + ", which is not yours alone")
                .hasMessageEndingWith(".");
    }

    private JsonNode answer(Request request) {
        asked.add(request);
        return Reply.ok();
    }

    private Path socket() {
        return places.runtime().resolve("socket");
    }

    /** The socket's place, in a folder that is there. */
    private Path prepared() throws IOException {
        ControlFolder.require(places.runtime());
        return socket();
    }

    private ControlServer listening(Duration patience) {
        ControlServer server = ControlServer.start(socket(), this::answer, patience);
        assertThat(server.listening().orTimeout(120, TimeUnit.SECONDS).join()).isTrue();
        return server;
    }

    private static ControlServer at(Path socket, String name) {
        ControlServer server =
                ControlServer.start(socket, request -> Reply.ok().put("who", name), PATIENCE);
        assertThat(server.listening().orTimeout(120, TimeUnit.SECONDS).join()).isTrue();
        return server;
    }

    private ControlClient client() throws IOException {
        return ControlClient.find(places).orElseThrow();
    }

    private static void stale(Path socket) throws IOException {
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(socket));
        }
        assertThat(socket).exists();
    }

    private static long deadProcess() throws IOException {
        Process process = new ProcessBuilder("true").start();
        Waits.exitCode(process, LIMIT, "true");
        return process.pid();
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /** What is answered to these bytes. */
    private String raw(byte[] bytes) throws IOException {
        try (SocketChannel connection = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            connection.write(ByteBuffer.wrap(bytes));
            return Line.read(connection, Line.LONGEST_REPLY).orElse("");
        }
    }

    /** As much as is taken. */
    private void pour(byte[] bytes) throws IOException {
        try (SocketChannel connection = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                connection.write(left);
            }
        } catch (IOException closed) {
            assertThat(closed.getMessage()).containsAnyOf("Broken pipe", "reset");
        }
    }
}
