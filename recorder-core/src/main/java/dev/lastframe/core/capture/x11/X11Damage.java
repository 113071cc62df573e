package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.lastframe.core.frame.Rect;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * What of the desktop or of a window was drawn to, by DAMAGE. The server sends the rectangle around
 * everything since the damage was last taken, each time that it grows: what was drawn exactly has
 * to be asked for. Taking comes before pixels are fetched: what is drawn in between is announced
 * again instead of being lost. Used by the capture thread alone.
 */
final class X11Damage {

    private static final int BOUNDING_BOX = 2;
    private static final int SUBTRACT = 3;
    private static final int FETCH_REGION = 19;

    /**
     * Words of four bytes in XDamageNotifyEvent on 64-bit systems (X11/extensions/Xdamage.h): the
     * lower half of its serial number, where its area begins, and how large that is.
     */
    private static final int EVENT_SERIAL = 2;

    private static final int EVENT_PLACE = 16;
    private static final int EVENT_SIZE = 17;

    /** So many of an event's words are looked at. */
    static final int EVENT_WORDS = 18;

    /** Of a region's answer: its length in units of 4 bytes, and its first rectangle. */
    private static final long ANSWER_LENGTH = 4;

    private static final long ANSWER_RECTANGLES = 32;
    private static final int RECTANGLE_WORDS = 2;
    private static final int WORD_BYTES = 4;

    /** So many rectangles are read at once. */
    private static final int MOST = 64;

    private final X11Connection connection;
    private final int event;
    private final long region;
    private long damage;
    private Canvas drawn;
    private final int opcode;
    private final int fixesOpcode;

    /** The request that took the damage last: what the server announced before it is old news. */
    private int taken;

    private final int[] rectangles = new int[MOST * RECTANGLE_WORDS];
    private long drawnLooks;
    private boolean pending;
    private int left;
    private int top;
    private int right;
    private int bottom;

    private X11Damage(X11Connection connection, int event, Canvas drawn) {
        this.connection = connection;
        this.event = event;
        this.region = Xfixes.xFixesCreateRegion(connection.display(), 0, 0);
        this.drawn = drawn;
        this.damage = Xdamage.xDamageCreate(connection.display(), drawn.drawable(), BOUNDING_BOX);
        this.opcode = connection.opcode("DAMAGE");
        this.fixesOpcode = connection.opcode("XFIXES");
    }

    /**
     * Of what is drawn to a window.
     *
     * @return null where the server has no DAMAGE or no XFIXES
     */
    static @Nullable X11Damage open(X11Connection connection, Canvas drawn) {
        long display = connection.display();
        MemorySegment scratch = connection.scratch();
        long base = scratch.address();
        if (Xfixes.xFixesQueryExtension(display, base, base + 4) == 0
                || Xfixes.xFixesQueryVersion(display, base, base + 4) == 0
                || Xdamage.xDamageQueryExtension(display, base, base + 4) == 0) {
            return null;
        }
        int event = scratch.get(JAVA_INT, 0);
        Xdamage.xDamageQueryVersion(display, base, base + 4);
        return new X11Damage(connection, event, drawn);
    }

    /** The window is elsewhere by now, or another one; of that one nothing is known yet. */
    void follow(Canvas now) {
        if (now.drawable() != drawn.drawable()) {
            close();
            damage = Xdamage.xDamageCreate(connection.display(), now.drawable(), BOUNDING_BOX);
            pending = false;
        }
        drawn = now;
    }

    /**
     * Takes note of an event; returns whether it is one of DAMAGE's.
     *
     * @param notice its first {@value #EVENT_WORDS} words
     */
    boolean onEvent(int[] notice) {
        if (notice[0] != event) {
            return false;
        }
        int width = notice[EVENT_SIZE] & 0xffff;
        int height = notice[EVENT_SIZE] >>> 16;
        // The server also announces that nothing was drawn: text without a letter, for instance.
        boolean isNews = notice[EVENT_SERIAL] - taken >= 0;
        if (isNews && width > 0 && height > 0) {
            pending = true;
            left = (short) notice[EVENT_PLACE];
            top = notice[EVENT_PLACE] >> 16;
            right = left + width;
            bottom = top + height;
        }
        return true;
    }

    /** Whether something inside the area was announced and not taken, as far as can be told. */
    boolean mayBeIn(Rect area) {
        int x = area.x() - drawn.x();
        int y = area.y() - drawn.y();
        return pending
                && left < x + area.width()
                && right > x
                && top < y + area.height()
                && bottom > y;
    }

    /** Whether everything that was announced and not taken lies inside the area. */
    boolean isWithin(Rect area) {
        int x = area.x() - drawn.x();
        int y = area.y() - drawn.y();
        return pending
                && left >= x
                && right <= x + area.width()
                && top >= y
                && bottom <= y + area.height();
    }

    /** Marks all that what was announced and not taken may be. */
    void markAnnounced(DirtyBands bands) {
        if (pending) {
            bands.mark(drawn.x() + left, drawn.y() + top, right - left, bottom - top);
        }
    }

    /** How many times the damage that was taken lay in the picture. */
    long drawnLooks() {
        return drawnLooks;
    }

    /** Takes the damage over from the server if there is any: one round trip, by Xlib. */
    void take(DirtyBands bands) {
        if (!pending) {
            return;
        }
        pending = false;
        long display = connection.display();
        Xdamage.xDamageSubtract(display, damage, 0, region);
        MemorySegment scratch = connection.scratch();
        long found = Xfixes.xFixesFetchRegion(display, region, scratch.address());
        if (found == 0) {
            drawnLooks++;
            bands.markAll();
            return;
        }
        mark(found, scratch.get(JAVA_INT, 0), bands);
        Xlib.xFree(found);
    }

    /**
     * Sends what takes the damage over.
     *
     * @return for {@link #read}
     */
    int send(XcbRequests requests) {
        int[] request = requests.begin(opcode, SUBTRACT, 4);
        request[1] = (int) damage;
        request[3] = (int) region;
        taken = requests.sendUnanswered();
        pending = false;
        requests.begin(fixesOpcode, FETCH_REGION, 2)[1] = (int) region;
        return requests.send();
    }

    /** Waits for the answer and marks what was drawn to; everything when there is none. */
    void read(XcbRequests requests, int sequence, DirtyBands bands) {
        long answer = requests.await(sequence);
        if (answer == 0) {
            requests.errorCode();
            drawnLooks++;
            bands.markAll();
            return;
        }
        int units = Native.intAt(answer + ANSWER_LENGTH);
        mark(answer + ANSWER_RECTANGLES, units / 2, bands);
        XcbRequests.free(answer);
    }

    private void mark(long address, int count, DirtyBands bands) {
        boolean inside = false;
        for (int first = 0; first < count; first += MOST) {
            int words = RECTANGLE_WORDS * Math.min(MOST, count - first);
            long from = address + (long) WORD_BYTES * RECTANGLE_WORDS * first;
            Native.intsAt(from, rectangles, words);
            for (int i = 0; i < words; i += RECTANGLE_WORDS) {
                int place = rectangles[i];
                int size = rectangles[i + 1];
                inside |=
                        bands.mark(
                                drawn.x() + (short) place,
                                drawn.y() + (place >> 16),
                                size & 0xffff,
                                size >>> 16);
            }
        }
        if (inside) {
            drawnLooks++;
        }
    }

    void close() {
        Xdamage.xDamageDestroy(connection.display(), damage);
    }
}
