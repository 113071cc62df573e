package dev.lastframe.core.session;

import dev.lastframe.core.capture.GrabberSource;
import dev.lastframe.core.encode.EncoderChoice;
import dev.lastframe.core.time.NanoClock;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/**
 * What every recording of a process shares.
 *
 * @param clock the source of time
 * @param grabbers opens the source of pictures, on the capture thread
 * @param captureThread runs a task on the JavaFX application thread, in order, without waiting for
 *     it
 * @param encoders which encoders work here
 * @param activeFolder where running recordings are noted, for recovery
 */
public record RecordingEnvironment(
        NanoClock clock,
        GrabberSource grabbers,
        Executor captureThread,
        EncoderChoice encoders,
        Path activeFolder) {}
