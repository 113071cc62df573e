package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests that go to the server together and are answered together: Xlib waits for each answer
 * before it sends the next one. A request is given in the protocol's own words of four bytes, for
 * which nothing is needed but {@code libxcb} itself; its libraries for single extensions are often
 * not there. The words are copied out of an array at once: each access to foreign memory is a dozen
 * methods to compile, in each method that does one.
 *
 * <p>Used by the thread that owns the connection, with our handler of X errors in place.
 */
final class XcbRequests {

    private static final Logger LOG = LoggerFactory.getLogger(XcbRequests.class);

    /** Of the longest request that is sent (MIT-SHM's GetImage). */
    private static final int MOST_WORDS = 8;

    private static final int BYTES_A_WORD = 4;
    private static final int CHECKED = 1;
    private static final int RAW = 2;

    /** {@code struct iovec}; two more of them in front of ours belong to libxcb. */
    private static final long VECTOR_BYTES = 16;

    private static final long OWN_VECTOR = 2 * VECTOR_BYTES;

    /** {@code xcb_protocol_request_t}. */
    private static final long DESCRIPTION_BYTES = 24;

    private static final long PARTS = 0;
    private static final long IS_VOID = 17;

    private static final long ERROR_CODE = 1;

    private final long display;
    private final long connection;

    /** The request that was begun, here and as libxcb wants it. */
    private final int[] words = new int[MOST_WORDS];

    private final MemorySegment request;
    private final MemorySegment vector;
    private final long answered;
    private final long unanswered;
    private int length;

    private final MemorySegment error;

    /** What {@link #hasCome} found, and its error. */
    private final MemorySegment found;

    private XcbRequests(X11Connection owner, long connection) {
        this.display = owner.display();
        this.connection = connection;
        Arena arena = owner.arena();
        request = arena.allocate((long) MOST_WORDS * BYTES_A_WORD, 8);
        vector = arena.allocate(OWN_VECTOR + VECTOR_BYTES, 8);
        answered = description(arena, false).address();
        unanswered = description(arena, true).address();
        error = arena.allocate(8, 8);
        found = arena.allocate(16, 8);
    }

    /** Null where the libraries are missing: the caller then asks by Xlib, one after the other. */
    static @Nullable XcbRequests of(X11Connection owner) {
        try {
            long connection = XlibXcb.xGetXCBConnection(owner.display());
            return connection == 0 ? null : new XcbRequests(owner, connection);
        } catch (ExceptionInInitializerError
                | UnsatisfiedLinkError
                | NoClassDefFoundError
                | IllegalArgumentException missing) {
            LOG.info("a tick asks the server question by question: {}", missing.toString());
            return null;
        }
    }

    private static MemorySegment description(Arena arena, boolean isVoid) {
        MemorySegment made = arena.allocate(DESCRIPTION_BYTES, 8);
        made.set(JAVA_LONG, PARTS, 1);
        made.set(JAVA_BYTE, IS_VOID, (byte) (isVoid ? 1 : 0));
        return made;
    }

    /**
     * Begins a request.
     *
     * @param major the operation, or the extension's number
     * @param minor the extension's operation; 0 without one
     * @param count of its words, the first one included
     * @return the words; what follows the first is 0 and to be filled in
     */
    int[] begin(int major, int minor, int count) {
        Arrays.fill(words, 0);
        words[0] = major | (minor << 8) | (count << 16);
        length = count;
        return words;
    }

    /** Two numbers of two bytes in one word; the first comes first. */
    static int pair(int first, int second) {
        return (first & 0xffff) | (second << 16);
    }

    /**
     * Hands over the request that was begun; it leaves when an answer is waited for, or with {@link
     * #flush}.
     */
    int send() {
        return send(CHECKED | RAW, answered);
    }

    /** The same for a request that has no answer. */
    int sendUnanswered() {
        return send(RAW, unanswered);
    }

    private int send(int flags, long description) {
        MemorySegment.copy(words, 0, request, JAVA_INT, 0, length);
        // Both each time: libxcb writes to them.
        vector.set(JAVA_LONG, OWN_VECTOR, request.address());
        vector.set(JAVA_LONG, OWN_VECTOR + 8, (long) length * BYTES_A_WORD);
        return XcbCalls.send(connection, flags, vector.address() + OWN_VECTOR, description);
    }

    /**
     * Waits for the answer to a request.
     *
     * @param sequence what {@link #send} returned
     * @return the answer's address, to be given to {@link #free}; 0 when the server refused, see
     *     {@link #errorCode}
     */
    long await(int sequence) {
        error.set(JAVA_LONG, 0, 0);
        return orLost(XcbCalls.waitForReply(connection, sequence, error.address()));
    }

    private long orLost(long reply) {
        if (reply == 0 && error.get(JAVA_LONG, 0) == 0) {
            // The server is gone, which libxcb does not tell. Xlib does, and does not come back.
            Xlib.xSync(display, 0);
        }
        return reply;
    }

    /** Sends what was handed over; the answers come by themselves. */
    void flush() {
        XcbCalls.flush(connection);
    }

    /** Where the answers come. */
    int descriptor() {
        return XcbCalls.fileDescriptor(connection);
    }

    /**
     * Whether a request was answered, and with it all before it, so that {@link #await} does not
     * wait for those; this one's answer is then to be had once from {@link #come}. Reads what there
     * is, and waits for nothing.
     *
     * @param sequence what {@link #send} returned
     */
    boolean hasCome(int sequence) {
        return XcbCalls.pollForReply(connection, sequence, found.address(), found.address() + 8);
    }

    /** The answer that {@link #hasCome} found; as {@link #await} returns it. */
    long come() {
        error.set(JAVA_LONG, 0, found.get(JAVA_LONG, 8));
        return orLost(found.get(JAVA_LONG, 0));
    }

    /** The code of the error that the last answer was instead, and 0 when it was none. */
    int errorCode() {
        long address = error.get(JAVA_LONG, 0);
        if (address == 0) {
            return 0;
        }
        int code = Native.at(address, 32).get(JAVA_BYTE, ERROR_CODE) & 0xff;
        Xlib.xFree(address);
        error.set(JAVA_LONG, 0, 0);
        return code;
    }

    static void free(long reply) {
        Xlib.xFree(reply);
    }
}
