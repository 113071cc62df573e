package dev.lastframe.app.recording;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the window says of recordings that a crash left.
 *
 * @param sentence what was saved and what was cut, or how far the looking is
 * @param file what it is about
 * @param playable whether a player can open it
 * @param code why it was cut short or kept; empty where there is nothing to say
 * @param next the words on the button that shows the next one; empty where there is none
 */
record RecoveryLine(
        String sentence, Optional<Path> file, boolean playable, String code, String next) {}
