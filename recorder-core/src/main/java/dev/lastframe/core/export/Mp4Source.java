package dev.lastframe.core.export;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What an MP4 is made of. A value.
 *
 * @param recording a transport stream
 * @param bytes how much of it counts
 * @param microphone the microphone's own track beside it, on the same clock, if there is one
 */
record Mp4Source(Path recording, long bytes, Optional<Path> microphone) {}
