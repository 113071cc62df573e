package dev.lastframe.core.capture.wayland;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to PipeWire that the portal gave, as a file descriptor of one's own. Callable from
 * any thread.
 */
final class PipeWireRemote implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PipeWireRemote.class);

    /** Linux's {@code POLLHUP}. */
    private static final int HUNG_UP = 0x10;

    /** Linux's {@code struct pollfd}. */
    private static final int POLLED_BYTES = 8;

    private static final int POLLED_EVENTS = 4;
    private static final int POLLED_RESULT = 6;

    /** Linux's {@code struct sockaddr_un}: two bytes of its kind, then the path. */
    private static final int ADDRESS_BYTES = 110;

    private static final int ADDRESS_PATH = 2;

    private final int descriptor;

    /** Where PipeWire listened; null where that is no file. */
    private final @Nullable Path door;

    private boolean closed;

    /**
     * @param descriptor closed by this
     */
    PipeWireRemote(int descriptor) {
        this.descriptor = descriptor;
        this.door = door(descriptor);
    }

    private static @Nullable Path door(int descriptor) {
        try (Memory address = new Memory(ADDRESS_BYTES + 1);
                Memory length = new Memory(Integer.BYTES)) {
            address.clear();
            length.setInt(0, ADDRESS_BYTES);
            int result =
                    Function.getFunction("c", "getpeername")
                            .invokeInt(new Object[] {descriptor, address, length});
            String path = address.getString(ADDRESS_PATH, StandardCharsets.UTF_8.name());
            return result == 0 && !path.isEmpty() ? Path.of(path) : null;
        }
    }

    /** The file descriptor; this keeps it. */
    int descriptor() {
        return descriptor;
    }

    /**
     * Whether nobody is at its other end: PipeWire itself went away. Nothing of what a person or
     * the desktop ends does that. Does not block.
     */
    synchronized boolean isCutOff() {
        if (closed) {
            return false;
        }
        try (Memory polled = new Memory(POLLED_BYTES)) {
            polled.setInt(0, descriptor);
            polled.setShort(POLLED_EVENTS, (short) 0);
            polled.setShort(POLLED_RESULT, (short) 0);
            int ready = Function.getFunction("c", "poll").invokeInt(new Object[] {polled, 1L, 0});
            return ready > 0 && (polled.getShort(POLLED_RESULT) & HUNG_UP) != 0;
        }
    }

    /** Whether a PipeWire listens where the one at its other end did. Blocks shortly. */
    boolean isAnswered() {
        if (door == null) {
            return false;
        }
        try (SocketChannel answer = SocketChannel.open(UnixDomainSocketAddress.of(door))) {
            return answer.isConnected();
        } catch (IOException nobody) {
            LOG.debug("no PipeWire listens: {}", nobody.toString());
            return false;
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            PortalConnection.closeDescriptor(descriptor);
        }
    }
}
