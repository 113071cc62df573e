package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/** Where the pointer is, on the desktop. Used by one thread at a time. */
final class PointerPlace {

    private static final int QUERY_POINTER = 38;
    private static final int RESULT_BYTES = 40;

    /** Of the answer in the protocol's bytes: two of two bytes. */
    private static final long ANSWER_X_AND_Y = 16;

    private final long display;
    private final long root;
    private final MemorySegment results;
    private int x;
    private int y;

    /**
     * @param results at least {@value #RESULT_BYTES} bytes, overwritten by each question
     */
    PointerPlace(X11Connection connection, MemorySegment results) {
        if (results.byteSize() < RESULT_BYTES) {
            throw new IllegalArgumentException(results.byteSize() + " bytes are too few");
        }
        this.display = connection.display();
        this.root = connection.root();
        this.results = results;
    }

    int x() {
        return x;
    }

    int y() {
        return y;
    }

    /** Asks the server, one round trip by Xlib; returns whether the pointer moved. */
    boolean ask() {
        long base = results.address();
        Xlib.xQueryPointer(
                display, root, base, base + 8, base + 16, base + 20, base + 24, base + 28,
                base + 32);
        return set(results.get(JAVA_INT, 16), results.get(JAVA_INT, 20));
    }

    /**
     * Sends the question.
     *
     * @return for {@link #read}
     */
    int send(XcbRequests requests) {
        requests.begin(QUERY_POINTER, 0, 2)[1] = (int) root;
        return requests.send();
    }

    /** Waits for the answer; without one the pointer stays where it was. */
    void read(XcbRequests requests, int sequence) {
        long answer = requests.await(sequence);
        if (answer == 0) {
            requests.errorCode();
            return;
        }
        int both = Native.intAt(answer + ANSWER_X_AND_Y);
        set((short) both, both >> 16);
        XcbRequests.free(answer);
    }

    private boolean set(int newX, int newY) {
        boolean moved = newX != x || newY != y;
        x = newX;
        y = newY;
        return moved;
    }
}
