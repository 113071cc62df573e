package dev.lastframe.core.capture;

/** How a person sees what is recorded. */
public enum Sight {
    /** It is on the screen, as far as known. */
    SHOWN,
    /** Other windows lie over a part of it, which is recorded all the same. */
    COVERED,
    /** It is minimised or on another desktop: its last picture stays. */
    HIDDEN,
    /** It is closed: its last picture stays, and no other will come. */
    CLOSED
}
