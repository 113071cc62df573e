package dev.lastframe.core.sound;

/** The video's clock. Callable by any thread; never blocks long. */
public interface SoundTimes {

    /** Presentation time in microseconds of a moment; stands still while nothing is recorded. */
    long micros(long nanos);

    /** Whether a moment is in the video. */
    boolean runs(long nanos);
}
