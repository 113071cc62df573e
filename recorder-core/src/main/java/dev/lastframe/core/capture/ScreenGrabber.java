package dev.lastframe.core.capture;

import dev.lastframe.core.events.InputSource;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.FrameMemory;
import dev.lastframe.core.frame.FramePool;
import dev.lastframe.core.frame.Rect;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source of pictures. It may be asked (an X server) or be pushed to (a portal's stream keeps its
 * newest picture until it is asked for): nothing here assumes a display, a root window or a rate.
 *
 * <p>Every method is called by the capture thread and returns as soon as its source has answered,
 * within a few milliseconds.
 */
public interface ScreenGrabber extends AutoCloseable {

    /** A monitor that somebody plugs into another socket is back by then. */
    Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * The shape of the next whole picture; it changes when the recorded screen changes its size.
     */
    FrameFormat format();

    /** Memory that this grabber can fill with one copy. */
    FrameMemory memory();

    /**
     * Looks, without copying pixels, whether anything may have changed since the last successful
     * {@link #grab}. What was seen stays remembered until a grab has fetched it, so a refused or
     * late tick loses nothing.
     *
     * @throws CaptureException with {@code TARGET_GONE} while what is recorded is not on the
     *     desktop; it is looked for each time
     */
    boolean look() throws CaptureException;

    /**
     * How long what is recorded may be away, as of the last {@link #look}, which said so, until the
     * recording ends.
     */
    default Duration patience() {
        return PATIENCE;
    }

    /**
     * The next look, or question to the {@link #notice}, is for this moment, however late it comes:
     * which of the pictures that a source pushes belong to it. Called by the pacer thread or the
     * capture thread while no look or grab runs; does not block.
     *
     * @param deadlineNanos on the recording's clock
     * @param nextNanos when the look after it should be; {@code Long.MAX_VALUE} where there is none
     *     for now
     */
    default void due(long deadlineNanos, long nextNanos) {}

    /**
     * Looks once more at the tick of a {@link #look}, after its {@link #grab}: whether anything may
     * have changed meanwhile, which the next look says too.
     */
    default boolean lookAgain() throws CaptureException {
        return look();
    }

    /**
     * How many of the pictures that its source pushed were to be seen at looks that said that
     * nothing had changed, came only later, and cannot be had any more; each is told once.
     *
     * @param onlyNewest whether those that wait are given up but for the newest, before a last
     *     picture or after a pause
     */
    default long takeMissed(boolean onlyNewest) {
        return 0;
    }

    /** What became of the pictures that its source pushed; null where it is asked for them. */
    default @Nullable PushedPictures pushed() {
        return null;
    }

    /**
     * Copies the newest picture, pointer included, into the slot.
     *
     * @param slot from a pool over {@link #memory()}, for {@link #format()}
     * @param whole everything is fetched, not only what changed
     * @throws CaptureException with {@code GRAB_FAILED} when this picture was lost; what changed is
     *     still remembered
     */
    Grab grab(FramePool.Slot slot, boolean whole) throws CaptureException;

    /**
     * Begins what {@link #grab} does, and does not wait for the source. The slot is this grabber's
     * until {@link #take}, before which nothing that looks, grabs or closes may be called.
     *
     * @param slot as for {@link #grab}
     * @param whole the same
     * @param answered run by the capture thread when {@link #take} need not wait any more, unless
     *     that was called before; may call it
     * @return false where this cannot be done: nothing was begun, and {@link #grab} does it
     * @throws CaptureException as {@link #grab} does; nothing was begun then
     */
    default boolean ask(FramePool.Slot slot, boolean whole, Runnable answered)
            throws CaptureException {
        return false;
    }

    /**
     * What became of the picture that was {@link #ask asked} for; waits for it if it has not come.
     *
     * @throws CaptureException as {@link #grab} does
     */
    default Grab take() throws CaptureException {
        throw new IllegalStateException("nothing was asked for");
    }

    /**
     * Does what {@link #look} and {@link #grab} do, at the cost of a few rows: called over and over
     * before the first tick, so that the virtual machine has compiled it by then. What it writes is
     * thrown away, and nothing that changed is forgotten.
     *
     * @param slot as for {@link #grab}
     * @throws CaptureException as {@link #look} and {@link #grab} do
     */
    default void rehearse(FramePool.Slot slot) throws CaptureException {}

    /**
     * Whether {@link #look} can say "nothing changed" and be believed. The session withdraws the
     * trust when a heartbeat finds a change that was not announced.
     */
    boolean announcesChange();

    /** From now on every {@link #look} says that something may have changed. */
    void distrustAnnouncements();

    /**
     * What tells another thread that nothing can have changed, so that this one is not asked; null
     * where there is none. It ends with this grabber.
     */
    default @Nullable ChangeNotice notice() {
        return null;
    }

    /** The monitors there were when this was opened, for the record; none where that is unknown. */
    default List<ScreenInfo> screens() {
        return List.of();
    }

    /**
     * How many looks found that something was drawn, moving the pointer aside; of use only while
     * change is announced.
     *
     * @return negative where that is not known
     */
    default long drawnLooks() {
        return -1;
    }

    /**
     * Where on the desktop the picture is taken from, in its device pixels; null where there is no
     * such place, or not now. Called by any thread.
     */
    default @Nullable Rect area() {
        return null;
    }

    /** How a person sees what is recorded, as of the last look; a screen is always shown. */
    default Sight sight() {
        return Sight.SHOWN;
    }

    /** What was asked for and cannot be had from this source, each a sentence for a person. */
    default List<String> limits() {
        return List.of();
    }

    /** What tells of a person's doing on the desktop that the pictures show. */
    default InputSource input() {
        return InputSource.none("This source of pictures does not tell of pointer and keys.");
    }

    /** A short constant for logs and machine-readable output, such as {@code x11-shm}. */
    String name();

    /** Whether this is the best way there is; a slower one is a fallback, and is told. */
    boolean isFastest();

    /** The highest rate in frames a second that this source can be asked at without harm. */
    int maxFps();

    @Override
    void close();
}
