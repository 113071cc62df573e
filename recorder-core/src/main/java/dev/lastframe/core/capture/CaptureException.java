package dev.lastframe.core.capture;

import org.jspecify.annotations.Nullable;

/** Something about the source of pictures is wrong; the message is a sentence for a person. */
public final class CaptureException extends Exception {

    private static final long serialVersionUID = 1;

    /** Why, for those who decide by it. */
    public enum Reason {
        /** No display can be reached. */
        NO_DISPLAY,
        /** A Wayland session that lacks what its screen could be recorded with. */
        WAYLAND,
        /** The person or the desktop did not allow the screen to be recorded. */
        NOT_ALLOWED,
        /** The screen asked for does not exist. */
        UNKNOWN_SCREEN,
        /** The region asked for has no pixel on any screen. */
        REGION_OUTSIDE,
        /** There is no such window, or it has no picture. */
        UNKNOWN_WINDOW,
        /** The window asked for is not shown: minimised, or on another desktop. */
        WINDOW_HIDDEN,
        /** This one picture could not be taken; the next may succeed. */
        GRAB_FAILED,
        /** What is recorded is not on the desktop at present: its monitor may come back. */
        TARGET_GONE
    }

    private final Reason reason;

    public CaptureException(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    public CaptureException(Reason reason, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
