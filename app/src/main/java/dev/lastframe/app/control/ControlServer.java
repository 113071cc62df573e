package dev.lastframe.app.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.app.control.Reply.Refusal;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on a socket for requests of the same user: a daemon thread that waits, and a virtual one
 * for each connection. Nothing that comes in can end it. Callable from any thread.
 */
public final class ControlServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

    /** Connections at once; one more is closed, and asks again. */
    static final int CONNECTIONS = 16;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** At the end, for answers that are on their way. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

    private static final long AFTER_TROUBLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path socket;
    private final Instance instance;
    private final Duration patience;
    private final Semaphore free = new Semaphore(CONNECTIONS);
    private final CompletableFuture<Boolean> listening = new CompletableFuture<>();
    private volatile boolean closed;
    private volatile @Nullable ServerSocketChannel server;
    private volatile @Nullable Object key;

    private ControlServer(Path socket, Instance instance, Duration patience) {
        this.socket = socket;
        this.instance = instance;
        this.patience = patience;
    }

    /**
     * Begins to listen, on a thread of its own; where that fails it is logged, and the program goes
     * on without.
     *
     * @param folder whose {@link WindowLock} the caller holds
     */
    public static ControlServer ofWindow(Path folder, Instance instance) {
        return start(folder.resolve(ControlFolder.WINDOW), instance, PATIENCE);
    }

    /** The same for a process that records without a window. */
    public static ControlServer ofRecord(Path folder, Instance instance) {
        String name =
                ControlFolder.RECORD_PREFIX
                        + ProcessHandle.current().pid()
                        + ControlFolder.RECORD_SUFFIX;
        return start(folder.resolve(name), instance, PATIENCE);
    }

    static ControlServer start(Path socket, Instance instance, Duration patience) {
        ControlServer made = new ControlServer(socket, instance, patience);
        Thread.ofPlatform().daemon().name("lastframe-control").start(made::run);
        return made;
    }

    /** Completed when it listens, or with no if it cannot. */
    CompletableFuture<Boolean> listening() {
        return listening.copy();
    }

    /** Ends it; answers on their way are waited for, seconds at most. */
    @Override
    public void close() {
        closed = true;
        try {
            ServerSocketChannel open = server;
            if (open != null) {
                open.close();
                removeOwn();
            }
            if (!free.tryAcquire(CONNECTIONS, LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("a request was not answered before the end");
            }
        } catch (IOException failed) {
            LOG.warn("the socket {} was not closed", socket, failed);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (ServerSocketChannel open = bind()) {
            server = open;
            listening.complete(true);
            while (!closed) {
                accept(open);
            }
        } catch (IOException | RuntimeException refused) {
            LOG.warn("no commands can be taken: {} cannot be listened on", socket, refused);
        } finally {
            listening.complete(false);
        }
    }

    private ServerSocketChannel bind() throws IOException {
        Path folder = socket.resolveSibling(".").normalize();
        ControlFolder.require(folder);
        // what a killed process left: this name is nobody else's while this process lives
        Files.deleteIfExists(socket);
        ServerSocketChannel made = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            made.bind(UnixDomainSocketAddress.of(socket));
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            }
            key = keyOf(socket);
            return made;
        } catch (IOException | RuntimeException refused) {
            made.close();
            throw refused;
        }
    }

    private void accept(ServerSocketChannel open) {
        try {
            SocketChannel connection = open.accept();
            if (free.tryAcquire()) {
                Thread.ofVirtual()
                        .name("lastframe-control-request")
                        .start(() -> {
                            try {
                                serve(connection);
                            } finally {
                                free.release();
                            }
                        });
            } else {
                connection.close();
            }
        } catch (ClosedChannelException ended) {
            closed = true;
        } catch (IOException trouble) {
            LOG.warn("a connection could not be taken", trouble);
            LockSupport.parkNanos(AFTER_TROUBLE_NANOS);
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            if (!Peer.isOwn(connection)) {
                LOG.warn("a request of another user was refused");
                return;
            }
            Optional<JsonNode> reply = reply(connection);
            if (reply.isPresent()) {
                try (var _ = new Patience(connection, patience)) {
                    Line.write(connection, reply.get().toString());
                }
            }
        } catch (IOException gone) {
            LOG.debug("a connection ended early", gone);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<JsonNode> reply(SocketChannel connection)
            throws IOException, InterruptedException {
        try {
            Optional<String> line;
            try (var _ = new Patience(connection, patience)) {
                line = Line.read(connection, Line.LONGEST_REQUEST);
            }
            return line.isEmpty()
                    ? Optional.empty()
                    : Optional.of(instance.answer(Request.parse(line.get())));
        } catch (ControlException nonsense) {
            LOG.debug("a request was none", nonsense);
            return Optional.of(
                    Reply.refused(Refusal.NONSENSE, String.valueOf(nonsense.getMessage())));
        } catch (RuntimeException fault) {
            LOG.error("a request could not be answered", fault);
            return Optional.of(
                    Reply.refused(
                            Refusal.FAULT,
                            "Lastframe had a fault in answering; its log says more."));
        }
    }

    /** Not one that another process has put there meanwhile. */
    private void removeOwn() throws IOException {
        Object now = keyOf(socket);
        if (now != null && now.equals(key)) {
            Files.deleteIfExists(socket);
        }
    }

    private static @Nullable Object keyOf(Path file) throws IOException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                ? Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .fileKey()
                : null;
    }
}
