package dev.lastframe.app.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.app.settings.Places;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a running Lastframe: the window's if there is one, else the {@code lastframe record} that
 * was started last. Callable from any thread; blocks.
 */
public final class ControlClient {

    private static final Logger LOG = LoggerFactory.getLogger(ControlClient.class);

    /** For an answer that comes at once. */
    private static final Duration SOON = Duration.ofSeconds(25);

    /** For a recording that has to be saved first, which takes 45 s at most. */
    private static final Duration SAVING = Duration.ofSeconds(70);

    /** So often it is asked again when it has too many connections. */
    private static final int TRIES = 20;

    private static final long BETWEEN_TRIES_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Path socket;

    ControlClient(Path socket) {
        this.socket = socket;
    }

    /**
     * Looks for an instance that listens.
     *
     * @throws ControlException if the folder of the sockets is not this user's alone
     */
    public static Optional<ControlClient> find(Places places) throws IOException {
        if (!ControlFolder.exists(places.runtime())) {
            return Optional.empty();
        }
        List<Path> sockets = new ArrayList<>();
        sockets.add(places.runtime().resolve(ControlFolder.WINDOW));
        sockets.addAll(recordings(places.runtime()));
        for (Path socket : sockets) {
            try (var _ = connect(socket)) {
                return Optional.of(new ControlClient(socket));
            } catch (IOException nobody) {
                LOG.debug("nobody listens on {}", socket, nobody);
                forget(socket);
            }
        }
        return Optional.empty();
    }

    /**
     * Asks, and waits for the answer; see {@link Reply}.
     *
     * @throws ControlException if none came
     */
    public JsonNode ask(Request request) throws ControlException {
        Duration limit = request.command() == Request.Command.STOP ? SAVING : SOON;
        IOException last = new IOException("not asked");
        for (int i = 0; i < TRIES; i++) {
            try (SocketChannel connection = connect(socket);
                    var _ = new Patience(connection, limit)) {
                Line.write(connection, request.line());
                Optional<String> line = Line.read(connection, Line.LONGEST_REPLY);
                if (line.isPresent()) {
                    return Request.object(line.get());
                }
                last = new IOException("it has too many connections");
            } catch (ConnectException | ClosedChannelException gone) {
                throw silent(gone);
            } catch (IOException refused) {
                last = refused;
            }
            LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
        }
        throw silent(last);
    }

    private static ControlException silent(IOException why) {
        return new ControlException("Lastframe runs and did not answer: try again.", why);
    }

    private static SocketChannel connect(Path socket) throws IOException {
        SocketChannel connection = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        if (!Peer.isOwn(connection)) {
            connection.close();
            throw new IOException("the process at " + socket + " is another user's");
        }
        return connection;
    }

    /** The sockets of processes that record, the newest first. */
    private static List<Path> recordings(Path folder) throws IOException {
        List<Path> sockets = new ArrayList<>();
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(
                        folder, ControlFolder.RECORD_PREFIX + "*" + ControlFolder.RECORD_SUFFIX)) {
            found.forEach(sockets::add);
        }
        sockets.sort(Comparator.comparingLong(ControlClient::made).reversed());
        return sockets;
    }

    private static long made(Path socket) {
        try {
            return Files.getLastModifiedTime(socket, LinkOption.NOFOLLOW_LINKS)
                    .to(TimeUnit.NANOSECONDS);
        } catch (IOException gone) {
            return Long.MIN_VALUE;
        }
    }

    /** Removes what a killed process left; the window's is replaced by the next window. */
    private static void forget(Path socket) throws IOException {
        String name = String.valueOf(socket.getFileName());
        if (!name.startsWith(ControlFolder.RECORD_PREFIX)) {
            return;
        }
        String number =
                name.substring(
                        ControlFolder.RECORD_PREFIX.length(),
                        name.length() - ControlFolder.RECORD_SUFFIX.length());
        boolean dead =
                number.matches("\\d{1,10}") && ProcessHandle.of(Long.parseLong(number)).isEmpty();
        if (dead) {
            Files.deleteIfExists(socket);
        }
    }
}
