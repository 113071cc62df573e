package dev.lastframe.core.report;

/** Which sound of a recording goes into a report. */
public enum SoundWish {
    /** A silent video. */
    NONE,
    /** What the computer played; nothing in which a person may be heard. */
    NO_MICROPHONE,
    /** The microphone too. */
    ALL
}
