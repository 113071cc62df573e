package dev.lastframe.app.recording;

/**
 * What there is to say about sound.
 *
 * @param text a sentence; empty where there is nothing
 * @param trouble whether something is not as the person wanted it
 */
record SoundNote(String text, boolean trouble) {

    static final SoundNote NONE = new SoundNote("", false);
}
