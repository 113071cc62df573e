package dev.lastframe.core.capture.x11;

import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.Rect;
import org.jspecify.annotations.Nullable;

/**
 * What was drawn to, where the pointer is, and the picture, asked for together: the server answers
 * all of it in one go, so that the capture thread is woken once a tick and not three times, and the
 * answers speak of one moment. Used by the capture thread alone, with our handler of X errors in
 * place.
 */
final class OneTrip {

    private static final int SHM_GET_IMAGE = 4;
    private static final int SHM_GET_IMAGE_WORDS = 8;
    private static final int ALL_PLANES = -1;
    private static final int Z_PIXMAP = 2;
    private static final int NO_ANSWER = -1;

    private final XcbRequests requests;
    private final int shmOpcode;
    private final @Nullable X11Damage damage;
    private final @Nullable X11Pointer pointer;

    /** Of the three questions that were asked last. */
    private int damageAnswer;

    private int pointerAnswer;
    private int pictureAnswer;
    private boolean come;

    private OneTrip(
            XcbRequests requests,
            X11Connection connection,
            @Nullable X11Damage damage,
            @Nullable X11Pointer pointer) {
        this.requests = requests;
        this.shmOpcode = connection.opcode("MIT-SHM");
        this.damage = damage;
        this.pointer = pointer;
    }

    /**
     * For a server that has attached shared memory.
     *
     * @param damage null where the server announces nothing
     * @param pointer null where it does not belong to the picture
     * @return null where the libraries are missing
     */
    static @Nullable OneTrip open(
            X11Connection connection, @Nullable X11Damage damage, @Nullable X11Pointer pointer) {
        XcbRequests requests = XcbRequests.of(connection);
        return requests == null ? null : new OneTrip(requests, connection, damage, pointer);
    }

    /** Takes the damage over and asks for the pointer; marks what changed. */
    void look(DirtyBands news) {
        askFirst();
        read(news);
    }

    /** The damage comes first: what is drawn after it was taken is announced again. */
    private void askFirst() {
        damageAnswer = damage == null ? 0 : damage.send(requests);
        pointerAnswer = pointer == null ? 0 : pointer.send(requests);
    }

    /**
     * Sends the same questions, and lets the server write rows of the desktop to their place in the
     * picture; {@link #take} is called next. Waits for nothing.
     *
     * @param canvas where the pixels are
     * @param area the picture's place on the desktop
     * @param rows whole rows of it, in its coordinates
     */
    void ask(ShmBlock block, FrameFormat format, Canvas canvas, Rect area, Rect rows) {
        int segment = block.segment(format);
        askFirst();
        int[] request = requests.begin(shmOpcode, SHM_GET_IMAGE, SHM_GET_IMAGE_WORDS);
        request[1] = (int) canvas.drawable();
        request[2] = XcbRequests.pair(area.x() - canvas.x(), area.y() - canvas.y() + rows.y());
        request[3] = XcbRequests.pair(rows.width(), rows.height());
        request[4] = ALL_PLANES;
        request[5] = Z_PIXMAP;
        request[6] = segment;
        request[7] = rows.y() * format.strideBytes();
        pictureAnswer = requests.send();
        come = false;
        requests.flush();
    }

    /** Whether everything that was asked is answered. Reads, and waits for nothing. */
    boolean hasCome() {
        come = come || requests.hasCome(pictureAnswer);
        return come;
    }

    /**
     * Takes the answers, and waits for those that have not come.
     *
     * @return 0, or the code of the error with which the server refused the picture, -1 when it
     *     said nothing; what changed is marked all the same
     */
    int take(DirtyBands news) {
        read(news);
        long answer = come ? requests.come() : requests.await(pictureAnswer);
        come = false;
        if (answer == 0) {
            int code = requests.errorCode();
            return code == 0 ? NO_ANSWER : code;
        }
        XcbRequests.free(answer);
        return 0;
    }

    /** Where the answers come. */
    int descriptor() {
        return requests.descriptor();
    }

    private void read(DirtyBands news) {
        if (damage != null) {
            damage.read(requests, damageAnswer, news);
        }
        if (pointer != null) {
            pointer.read(requests, pointerAnswer, news);
        }
    }
}
