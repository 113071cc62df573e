package dev.lastframe.core.session;

/**
 * The stages of a recording that has begun.
 *
 * @param parts files, disks and encoders, one after the other
 * @param fps deadlines a second, after what the source of pictures can bear
 */
record Stages(Parts parts, Timeline timeline, Misses misses, CaptureStage capture, int fps) {}
