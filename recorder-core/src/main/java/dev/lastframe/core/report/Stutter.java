package dev.lastframe.core.report;

/**
 * A time in which the picture stood still although it should not have.
 *
 * @param who who it was
 * @param fromMicros from when, on the recording's clock
 * @param untilMicros until when
 * @param micros for how long: of the application, how long it drew nothing while it was watched; of
 *     the recorder, how much it missed
 * @param sentence what a person reads
 */
record Stutter(Who who, long fromMicros, long untilMicros, long micros, String sentence) {

    /** Who can stutter. */
    enum Who {
        /** It was given input and drew nothing, while ticks were on time. */
        APPLICATION,
        /** Its ticks were late or missed. */
        RECORDER
    }
}
