package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.lastframe.core.events.InputException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A connection to an X server that is asked in the protocol's own words, with a question and an
 * answer at a time. Used by one thread at a time. An answer that does not come (an error, a window
 * that is gone, a lost display) is null.
 */
final class XcbConnection implements AutoCloseable {

    /** Requests are written here; the longest has a name in it. */
    private static final int REQUEST_BYTES = 512;

    private static final int HEAD = 4;
    private static final int EVENT_BYTES = 32;
    private static final int CHECKED = 1;
    private static final int QUERY_EXTENSION = 98;
    private static final int INTERN_ATOM = 16;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment body = arena.allocate(REQUEST_BYTES, 8);

    /** Of three parts, as the library uses the two before the one that it is given. */
    private final MemorySegment vectors = arena.allocate(48, 8);

    private final MemorySegment kind = arena.allocate(24, 8);
    private final MemorySegment error = arena.allocate(8, 8);
    private final long connection;
    private final int root;
    private boolean closed;

    private XcbConnection(long connection, int screen) {
        this.connection = connection;
        this.root = rootOf(XcbCalls.setup(connection), screen);
    }

    /**
     * Connects.
     *
     * @param displayName null for the process's own display
     */
    static XcbConnection open(@Nullable String displayName) throws InputException {
        try (Arena call = Arena.ofConfined()) {
            long name = displayName == null ? 0 : call.allocateFrom(displayName).address();
            MemorySegment screen = call.allocate(4, 4);
            long connection = XcbCalls.connect(name, screen.address());
            if (XcbCalls.hasError(connection) != 0) {
                XcbCalls.disconnect(connection);
                throw new InputException(
                        "The X server takes no further connection for pointer and keys.");
            }
            return new XcbConnection(connection, screen.get(JAVA_INT, 0));
        } catch (ExceptionInInitializerError
                | UnsatisfiedLinkError
                | NoClassDefFoundError
                | IllegalArgumentException missing) {
            throw new InputException(
                    "The library libxcb, which tells of pointer and keys, is missing.", missing);
        }
    }

    private static int rootOf(long setup, int screen) {
        MemorySegment all = Native.at(setup, HEAD * 2L);
        all = Native.at(setup, 8 + 4L * (all.get(JAVA_SHORT, 6) & 0xffff));
        int vendor = all.get(JAVA_SHORT, 24) & 0xffff;
        int formats = all.get(JAVA_BYTE, 29) & 0xff;
        long at = 40 + padded(vendor) + 8L * formats;
        for (int i = 0; i < screen; i++) {
            int depths = all.get(JAVA_BYTE, at + 39) & 0xff;
            at += 40;
            for (int d = 0; d < depths; d++) {
                at += 8 + 24L * (all.get(JAVA_SHORT, at + 2) & 0xffff);
            }
        }
        return all.get(JAVA_INT, at);
    }

    int root() {
        return root;
    }

    int fileDescriptor() {
        return XcbCalls.fileDescriptor(connection);
    }

    /** Whether the server is gone. */
    boolean isLost() {
        return XcbCalls.hasError(connection) != 0;
    }

    /**
     * Begins a request; its fields follow the four bytes of its head.
     *
     * @param detail the head's second byte: an extension's request, or a small argument
     */
    ByteBuffer request(int opcode, int detail) {
        body.set(JAVA_BYTE, 0, (byte) opcode);
        body.set(JAVA_BYTE, 1, (byte) detail);
        ByteBuffer buffer = body.asByteBuffer().order(ByteOrder.nativeOrder());
        buffer.position(HEAD);
        return buffer;
    }

    /** Sends a request that has an answer, and waits for it. Null for an error. */
    @Nullable ByteBuffer ask(ByteBuffer request) {
        int number = send(request, CHECKED, false);
        error.set(JAVA_LONG, 0, 0);
        long reply = XcbCalls.waitForReply(connection, number, error.address());
        WakePipe.free(error.get(JAVA_LONG, 0));
        if (reply == 0) {
            return null;
        }
        try {
            long length = EVENT_BYTES + 4L * Native.at(reply, EVENT_BYTES).get(JAVA_INT, 4);
            return copy(reply, length);
        } finally {
            WakePipe.free(reply);
        }
    }

    /** Sends a request without an answer, and waits until it was done. */
    boolean doNow(ByteBuffer request) {
        long refused = XcbCalls.check(connection, send(request, CHECKED, true));
        WakePipe.free(refused);
        return refused == 0 && !isLost();
    }

    /** Sends a request without an answer soon; whether it succeeds is nobody's concern. */
    void doSoon(ByteBuffer request) {
        var _ = send(request, 0, true);
    }

    void flush() {
        var _ = XcbCalls.flush(connection);
    }

    private int send(ByteBuffer request, int flags, boolean isVoid) {
        int length = (int) padded(request.position());
        vectors.set(JAVA_LONG, 32, body.address());
        vectors.set(JAVA_LONG, 40, length);
        kind.set(JAVA_LONG, 0, 1);
        kind.set(JAVA_LONG, 8, 0);
        kind.set(JAVA_BYTE, 16, body.get(JAVA_BYTE, 0));
        kind.set(JAVA_BYTE, 17, (byte) (isVoid ? 1 : 0));
        return XcbCalls.send(connection, flags, vectors.address() + 32, kind.address());
    }

    /** The next event that has come, its first 32 bytes; null for none. Does not block. */
    @Nullable ByteBuffer nextEvent() {
        return event(XcbCalls.pollEvent(connection));
    }

    /** The next event of those that came before the last answer; null for none. */
    @Nullable ByteBuffer queuedEvent() {
        return event(XcbCalls.queuedEvent(connection));
    }

    private static @Nullable ByteBuffer event(long address) {
        if (address == 0) {
            return null;
        }
        try {
            return copy(address, EVENT_BYTES);
        } finally {
            WakePipe.free(address);
        }
    }

    private static ByteBuffer copy(long address, long bytes) {
        return ByteBuffer.wrap(Native.at(address, bytes).toArray(ValueLayout.JAVA_BYTE))
                .order(ByteOrder.nativeOrder());
    }

    /**
     * The numbers of an extension: the opcode of its requests, its first event.
     *
     * @return null where the server lacks it
     */
    int @Nullable [] extension(String name) {
        ByteBuffer request = request(QUERY_EXTENSION, 0);
        putName(request, name);
        ByteBuffer reply = ask(request);
        if (reply == null || reply.get(8) == 0) {
            return null;
        }
        return new int[] {reply.get(9) & 0xff, reply.get(10) & 0xff};
    }

    /** An atom; 0 where the display is lost. */
    int atom(String name) {
        ByteBuffer request = request(INTERN_ATOM, 0);
        putName(request, name);
        ByteBuffer reply = ask(request);
        return reply == null ? 0 : reply.getInt(8);
    }

    private static void putName(ByteBuffer request, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        request.putShort((short) bytes.length).putShort((short) 0).put(bytes);
    }

    private static long padded(long bytes) {
        return (bytes + 3) & ~3L;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            XcbCalls.disconnect(connection);
            arena.close();
        }
    }
}
