package dev.lastframe.app.settings;

import dev.lastframe.core.storage.RecordingFiles;
import java.nio.file.Files;
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

    /**
     * The same, where it is now: its MP4 may have taken its place while no window was open. Touches
     * the disk.
     */
    LastRecording found() {
        Path mp4 = file.resolveSibling(name() + RecordingFiles.MP4);
        return Files.notExists(file) && Files.isRegularFile(mp4)
                ? new LastRecording(mp4, length)
                : this;
    }
}
