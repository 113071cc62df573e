package dev.lastframe.core.testing;

import java.util.List;

/**
 * What {@code ffprobe} says of a file's video, in its words; a value that the file does not state
 * is {@code "unknown"}.
 *
 * @param codec such as {@code h264}
 * @param profile such as {@code Constrained Baseline}
 * @param width in pixels
 * @param height in pixels
 * @param pixelFormat such as {@code yuv420p}
 * @param colorSpace the matrix, such as {@code bt709}
 * @param colorPrimaries such as {@code bt709}
 * @param colorTransfer such as {@code bt709}
 * @param colorRange {@code tv} (limited) or {@code pc}
 * @param audioCodec such as {@code aac}; empty without sound
 * @param packets all packets of the video, in the order of the file
 */
public record VideoInfo(
        String codec,
        String profile,
        int width,
        int height,
        String pixelFormat,
        String colorSpace,
        String colorPrimaries,
        String colorTransfer,
        String colorRange,
        String audioCodec,
        List<VideoPacket> packets) {

    /** Keeps an own copy. */
    public VideoInfo {
        packets = List.copyOf(packets);
    }

    /** Packets of video: one a picture, for what Lastframe records. */
    public int frames() {
        return packets.size();
    }

    /** Presentation times of the key frames, in microseconds. */
    public List<Long> keyFrameMicros() {
        return packets.stream().filter(VideoPacket::key).map(VideoPacket::ptsMicros).toList();
    }

    /** From the first to the last presentation time, in microseconds; 0 for an empty file. */
    public long spanMicros() {
        long first = packets.stream().mapToLong(VideoPacket::ptsMicros).min().orElse(0);
        long last = packets.stream().mapToLong(VideoPacket::ptsMicros).max().orElse(0);
        return last - first;
    }
}
