package dev.lastframe.app.bench;

import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.DecodedVideo;
import dev.lastframe.core.testing.Shown;
import java.nio.file.Path;
import java.util.List;

/** A program that records. Called by the main thread; nothing waits for the recording. */
interface Recorder {

    String name();

    /** What its files' names end in. */
    default String ending() {
        return ".ts";
    }

    /** Starts to record the whole screen into this file and ends by itself. */
    Launcher.Running start(Path video, Recipe recipe);

    /**
     * When the file's presentation time 0 was, in {@code System.nanoTime()}. Most programs' files
     * do not say it: theirs is the one that makes their times as true as they can be.
     */
    default long startNanos(Path video, DecodedVideo decoded, List<Shown> shown) {
        return BestStart.of(decoded.pictures(), shown);
    }
}
