package dev.lastframe.app.recording;

/**
 * What a source's switch shows.
 *
 * @param possible whether it can be pressed
 * @param on whether it is heard, or will be
 * @param level how loud it is, 0 to {@link dev.lastframe.core.sound.SoundLevel#LOUDEST}
 * @param tip what a press does, or why nothing
 */
record SoundLine(boolean possible, boolean on, int level, String tip) {}
