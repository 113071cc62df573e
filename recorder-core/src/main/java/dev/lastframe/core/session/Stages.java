package dev.lastframe.core.session;

import dev.lastframe.core.storage.DurableOutput;
import dev.lastframe.core.storage.RecordingFiles;

/**
 * The stages of a recording that has begun.
 *
 * @param fps deadlines a second, after what the source of pictures can bear
 */
record Stages(
        RecordingFiles files,
        DurableOutput output,
        Timeline timeline,
        Misses misses,
        CaptureStage capture,
        EncoderRun encoder,
        int fps) {}
