package dev.lastframe.core.keys;

import java.util.concurrent.CompletableFuture;

/**
 * Takes chords from all other programs, and tells when they are pressed. No other key is listened
 * to, except by {@link #choose} while it lasts. Callable by any thread; never blocks. Answers come
 * on a thread of the source's own, in the order in which they were asked for; who gets one must not
 * block.
 */
public interface GlobalKeys extends AutoCloseable {

    /** Told by the source's thread; must not block. */
    interface Listener {

        /**
         * A chord was pressed. One that is held down is told once.
         *
         * @param nanos when, on the monotonic clock
         */
        void pressed(Chord chord, long nanos);

        /** After a change of the keyboard's layout it is otherwise with a chord that is wanted. */
        void changed(Chord chord, Answer answer);

        /** Nothing is told any more, as the display is gone or for a fault. Not after a close. */
        void ended();
    }

    /** How it went with a chord. */
    enum Answer {
        TAKEN,
        /** Another program has it. */
        CLASH,
        /** The keyboard has no such key or modifier; it is taken when a layout brings it. */
        NO_KEY,
        /** The desktop, or the person whom it asked, did not give it. */
        DENIED,
        /** The source has ended. */
        ENDED
    }

    /** What a person pressed to choose a chord. */
    sealed interface Choice {

        /** It may be unusable, see {@link Chord#isUsable}. */
        record Pressed(Chord chord) implements Choice {}

        /** A key that no chord can have. */
        record Unknown() implements Choice {}

        /** Esc, or {@link #cancelChoice}. */
        record Cancelled() implements Choice {}

        /** Another program has all keys at this moment, or the source has ended. */
        record Refused() implements Choice {}

        /** Only the desktop's own settings change them. */
        record Elsewhere() implements Choice {}
    }

    /**
     * A chord that will be taken, for a desktop that asks the person about all of them at once.
     *
     * @param id the same at every start
     * @param description what it does, for a person
     */
    record Wish(String id, String description, Chord chord) {}

    /** Begins to tell. Called once. */
    void begin(Listener listener);

    /**
     * Takes a chord, and keeps it through changes of the layout. One that another program has is
     * not waited for.
     */
    CompletableFuture<Answer> take(Chord chord);

    /** How the keys are written that do what this chord was to do. */
    default String written(Chord chord) {
        return chord.toString();
    }

    /** Gives a chord back; nothing happens where it was not wanted. */
    CompletableFuture<?> release(Chord chord);

    /**
     * Takes all keys until one is pressed and let go, also those that other programs have. A choice
     * that is already made is cancelled.
     */
    CompletableFuture<Choice> choose();

    /** Gives all keys back. */
    void cancelChoice();

    /** Gives everything back. May be called twice. */
    @Override
    void close();
}
