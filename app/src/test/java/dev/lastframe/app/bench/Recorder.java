package dev.lastframe.app.bench;

import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.DecodedVideo;
import dev.lastframe.core.testing.Shown;
import java.nio.file.Path;
import java.util.List;

/** A program that records. Called by the main thread; nothing waits for the recording. */
interface Recorder {

    String name();

    /** Starts to record the whole screen into this file and ends by itself. */
    Launcher.Running start(Path video, Recipe recipe);

    /** When the file's presentation time 0 was, in {@code System.nanoTime()}. */
    long startNanos(Path video, DecodedVideo decoded, List<Shown> shown);
}
