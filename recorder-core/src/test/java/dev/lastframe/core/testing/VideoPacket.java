package dev.lastframe.core.testing;

/**
 * A packet of a file's video, as {@code ffprobe} sees it.
 *
 * @param ptsMicros presentation time in microseconds
 * @param dtsMicros decoding time in microseconds
 * @param key whether decoding can start here
 * @param sizeBytes size of its data
 * @param positionBytes where it begins in the file, or -1 if that is not known
 */
public record VideoPacket(
        long ptsMicros, long dtsMicros, boolean key, int sizeBytes, long positionBytes) {}
