package dev.lastframe.app.settings;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The recording made last.
 *
 * @param file its first part
 * @param length recorded time, pauses left out
 */
public record LastRecording(Path file, Duration length) {

    /** The file's name without its ending. */
    public String name() {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
