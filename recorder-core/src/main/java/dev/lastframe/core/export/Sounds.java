package dev.lastframe.core.export;

/**
 * Which sound of a recording goes along.
 *
 * @param mixed what is in the recording's own file
 * @param microphone the microphone, where it has a track of its own
 */
public record Sounds(boolean mixed, boolean microphone) {

    /** Whatever there is, in a track each. */
    public static final Sounds ALL = new Sounds(true, true);

    /** A silent video. */
    public static final Sounds NONE = new Sounds(false, false);
}
