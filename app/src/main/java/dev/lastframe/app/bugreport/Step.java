package dev.lastframe.app.bugreport;

/** What the dialog is about at a moment. */
enum Step {
    /** The recording is looked at; words can be typed already. */
    OPENING,
    /** Everything can be changed. */
    WRITING,
    /** The video is burned, to be looked over. */
    FILMING,
    /** The burned video is looked over. */
    LOOKING,
    /** The zip is made. */
    MAKING,
    /** It is made. */
    MADE,
    /** Nothing can be made of this recording. */
    REFUSED,
    /** The dialog is closed. */
    CLOSED;

    /** Whether something works that can be cancelled. */
    boolean works() {
        return this == FILMING || this == MAKING;
    }
}
