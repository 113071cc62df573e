package dev.lastframe.core.session;

/**
 * Something that happened to the recording itself.
 *
 * @param tMicros when, on the video's clock
 * @param kind a constant for programs
 * @param detail a sentence for a person
 */
public record HealthEvent(long tMicros, Kind kind, String detail) {

    /** What kinds there are. */
    public enum Kind {
        /** An encoder did not open and the next was tried. */
        ENCODER_FALLBACK,
        /** Pictures come from a slower source than the best. */
        CAPTURE_FALLBACK,
        /** Changes happened that the screen had not announced. */
        DAMAGE_DISTRUSTED,
        /** The recorded screen changed its size. */
        SIZE_CHANGED,
        /** A picture could not be taken. */
        CAPTURE_FAILED,
        /** The encoder refused a picture. */
        ENCODE_FAILED,
        /** The encoder broke and works again in another part. */
        ENCODER_RESTARTED,
        /** The recording goes on in another folder. */
        FOLDER_FALLBACK,
        /** Another part began because one would have become too long. */
        NEW_PART,
        /** The program had a fault of its own. */
        FAULT,
        /** The disk is nearly full. */
        DISK_LOW,
        /** The disk can no longer be written. */
        DISK_FAILED,
        /** The disk does not keep up and is forced less often: a power cut may cost more. */
        FORCE_WIDENED,
        /** What was written could not be forced to the disk. */
        FORCE_FAILED,
        /** Lines of events could not be written, and are missing. */
        EVENTS_LOST,
        /** Not all, or no more, of what a person does with pointer and keys is kept. */
        INPUT_LIMITED,
        /** The recorded screen is not there. */
        SCREEN_GONE,
        /** The recorded screen is there again. */
        SCREEN_BACK,
        /** Other windows lie over the recorded one. */
        WINDOW_COVERED,
        /** The recorded window is minimised or on another desktop. */
        WINDOW_HIDDEN,
        /** The recorded window can be seen whole again. */
        WINDOW_SHOWN,
        /** The recorded window was closed. */
        WINDOW_CLOSED,
        /** A source gives no sound: silence is recorded in its place, or no sound at all. */
        SOUND_GONE,
        /** A source gives sound again, or another one in its place does. */
        SOUND_BACK,
        /** A source's clock is far off, or it gives its sound in bursts; it is kept in step. */
        SOUND_ODD,
        /** The log of another program cannot be followed. */
        TAIL_FAILED
    }
}
