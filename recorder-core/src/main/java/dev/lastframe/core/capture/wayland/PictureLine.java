package dev.lastframe.core.capture.wayland;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.lastframe.core.capture.PushedPictures;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Pictures that came and were not taken yet. A busy computer brings them late and several at once,
 * and looks later than at its deadlines: one that was to be seen at a deadline, as nothing newer
 * was made until then, is kept for a tick of its own; the others nobody would have seen. Callable
 * from any thread; holds its monitor for a moment.
 *
 * @param <P> a picture, owned by this while it waits
 */
final class PictureLine<P> {

    /** More hold up a source that has few buffers. */
    static final int MOST_WAITING = 3;

    /** Longer than any picture is on its way. */
    private static final int MOST_LOOKS = 64;

    private final ToLongFunction<P> made;
    private final ToLongFunction<P> source;
    private final Consumer<P> close;
    private final Deque<P> waiting = new ArrayDeque<>();

    /** Deadlines that were served, newest last; what another reason accounts for is left out. */
    private final Deque<Long> looks = new ArrayDeque<>();

    /**
     * The deadline after them: whoever serves it may come after a picture that is too new for it.
     */
    private long upcoming = Long.MAX_VALUE;

    /** Not told of yet. */
    private long lost;

    /** One that cannot be shown was the last that came. */
    private boolean gone;

    private long goneMade;
    private long goneSource;

    /** One was taken, and nobody used it yet. */
    private boolean held;

    private boolean closed;
    private long came;
    private long captured;
    private long passedOver;
    private long refused;
    private long lostEver;
    private long skipped;

    /** They waited when this ended. */
    private long left;

    /**
     * @param made when a picture was made, on the clock of the looks, as far as that is known
     * @param source the same on its source's clock, of which only differences count
     * @param close gives a picture back that nobody takes
     */
    PictureLine(ToLongFunction<P> made, ToLongFunction<P> source, Consumer<P> close) {
        this.made = made;
        this.source = source;
        this.close = close;
    }

    /** The newest one has come. */
    void add(P picture) {
        List<P> unwanted = new ArrayList<>();
        synchronized (this) {
            if (closed) {
                unwanted.add(picture);
            } else {
                replace(picture).ifPresent(unwanted::add);
                waiting.addLast(picture);
                if (waiting.size() > MOST_WAITING) {
                    unwanted.add(waiting.removeFirst());
                    lost++;
                    lostEver++;
                }
            }
        }
        unwanted.forEach(close);
    }

    /** One has come that cannot be shown to anybody. */
    void lose(P picture) {
        List<P> unwanted = new ArrayList<>(List.of(picture));
        synchronized (this) {
            if (!closed) {
                replace(picture).ifPresent(unwanted::add);
                lostEver++;
                gone = true;
                goneMade = made.applyAsLong(picture);
                goneSource = source.applyAsLong(picture);
            }
        }
        unwanted.forEach(close);
    }

    /** A newer one has come: the one before it is missed, waits, or was to be seen at no look. */
    @GuardedBy("this")
    private Optional<P> replace(P next) {
        came++;
        if (gone) {
            gone = false;
            if (seen(goneMade, goneSource, next)) {
                lost++;
            }
            return Optional.empty();
        }
        P before = waiting.peekLast();
        if (before == null || seen(made.applyAsLong(before), source.applyAsLong(before), next)) {
            return Optional.empty();
        }
        passedOver++;
        return Optional.of(waiting.removeLast());
    }

    /**
     * Whether a deadline fell into the time between two pictures. How far the clocks are apart is
     * learned from each picture; what that makes shorter was not shorter for those who saw it.
     */
    @GuardedBy("this")
    private boolean seen(long madeNanos, long sourceNanos, P next) {
        long until = made.applyAsLong(next);
        long shown = source.applyAsLong(next) - sourceNanos;
        long from = Math.min(madeNanos, until - shown);
        return isBetween(upcoming, from, until)
                || looks.stream().anyMatch(look -> isBetween(look, from, until));
    }

    private static boolean isBetween(long look, long from, long until) {
        return look >= from && look < until;
    }

    /**
     * A deadline is about to be served, soon or late.
     *
     * @param nextNanos the deadline after it; {@code Long.MAX_VALUE} where there is none for now
     */
    synchronized void due(long deadlineNanos, long nextNanos) {
        looks.addLast(deadlineNanos);
        if (looks.size() > MOST_LOOKS) {
            looks.removeFirst();
        }
        upcoming = nextNanos;
    }

    /**
     * The tick of the deadline that is due: the oldest picture, if any waits; owned by the caller.
     *
     * @param again whether the tick before did not use what it was given, and says so itself
     */
    synchronized @Nullable P take(boolean again) {
        Long current = again ? looks.pollLast() : null;
        if (current != null) {
            looks.pollLast();
            looks.addLast(current);
        }
        P taken = waiting.pollFirst();
        if (taken != null) {
            refused += held ? 1 : 0;
            held = true;
        }
        return taken;
    }

    /** The one that was taken last is in a frame. */
    synchronized void used() {
        if (held) {
            held = false;
            captured++;
        }
    }

    /** The tick of the deadline that is due failed, and says so itself. */
    synchronized void failed() {
        looks.pollLast();
    }

    /** So many were made between two that came, and did not come. */
    synchronized void skip(long pictures) {
        skipped += pictures;
    }

    /** What became of all. */
    synchronized PushedPictures account() {
        return new PushedPictures(
                came,
                captured,
                passedOver,
                refused,
                lostEver,
                waiting.size() + (held ? 1 : 0) + left,
                skipped);
    }

    /** Whether anything waits. */
    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** How many that were to be seen at a look found no room, since this was asked last. */
    synchronized long takeLost() {
        long since = lost;
        lost = 0;
        return since;
    }

    /** Only the newest counts from now on; the others that were to be seen are lost. */
    void catchUp() {
        List<P> unwanted = new ArrayList<>();
        synchronized (this) {
            while (waiting.size() > 1) {
                unwanted.add(waiting.removeFirst());
                lost++;
                lostEver++;
            }
            gone = false;
            looks.clear();
        }
        unwanted.forEach(close);
    }

    /** Nothing is kept any more. */
    void close() {
        List<P> unwanted;
        synchronized (this) {
            closed = true;
            unwanted = List.copyOf(waiting);
            left = unwanted.size();
            waiting.clear();
        }
        unwanted.forEach(close);
    }
}
