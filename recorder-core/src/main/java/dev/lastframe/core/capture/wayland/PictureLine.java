package dev.lastframe.core.capture.wayland;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Pictures that came and were not taken yet. A busy computer brings them late and several at once:
 * one that was to be seen at the moment of a look, as nothing newer was made until then, is kept
 * for a tick of its own; the others nobody would have seen. Callable from any thread; holds its
 * monitor for a moment.
 *
 * @param <P> a picture, owned by this while it waits
 */
final class PictureLine<P> {

    /** More hold up a source that has few buffers. */
    static final int MOST_WAITING = 3;

    /** Longer than any picture is on its way. */
    private static final int MOST_LOOKS = 64;

    private final ToLongFunction<P> made;
    private final Consumer<P> close;
    private final Deque<P> waiting = new ArrayDeque<>();

    /** When ticks looked, newest last; those that another reason accounts for are left out. */
    private final Deque<Long> looks = new ArrayDeque<>();

    private long lost;
    private boolean closed;

    /**
     * @param made when a picture was made, on the clock of the looks
     * @param close gives a picture back that nobody takes
     */
    PictureLine(ToLongFunction<P> made, Consumer<P> close) {
        this.made = made;
        this.close = close;
    }

    /** The newest one has come. */
    void add(P picture) {
        List<P> unwanted = new ArrayList<>();
        synchronized (this) {
            if (closed) {
                unwanted.add(picture);
            } else {
                P before = waiting.peekLast();
                if (before != null && !seen(before, picture)) {
                    unwanted.add(waiting.removeLast());
                }
                waiting.addLast(picture);
                if (waiting.size() > MOST_WAITING) {
                    unwanted.add(waiting.removeFirst());
                    lost++;
                }
            }
        }
        unwanted.forEach(close);
    }

    /** Whether a look fell into the time between two pictures. */
    private boolean seen(P picture, P next) {
        long from = made.applyAsLong(picture);
        long until = made.applyAsLong(next);
        return looks.stream().anyMatch(look -> look >= from && look < until);
    }

    /**
     * A tick looks: the oldest picture, if any waits; owned by the caller.
     *
     * @param again whether the tick before did not use what it was given, and says so itself
     */
    synchronized @Nullable P take(long nowNanos, boolean again) {
        if (again) {
            looks.pollLast();
        }
        look(nowNanos);
        return waiting.pollFirst();
    }

    /** A tick looks, and nothing is taken. Returns whether anything waits; then it is no look. */
    synchronized boolean waits(long nowNanos) {
        if (waiting.isEmpty()) {
            look(nowNanos);
            return false;
        }
        return true;
    }

    private void look(long nowNanos) {
        looks.addLast(nowNanos);
        if (looks.size() > MOST_LOOKS) {
            looks.removeFirst();
        }
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
            }
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
            waiting.clear();
        }
        unwanted.forEach(close);
    }
}
