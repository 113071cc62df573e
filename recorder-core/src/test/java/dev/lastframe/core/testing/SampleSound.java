package dev.lastframe.core.testing;

import java.util.List;
import java.util.Locale;

/** Sound alone in a transport stream, as a microphone's own track is. */
public final class SampleSound {

    private SampleSound() {}

    /**
     * A tone from time 0 on, a packet in each unit.
     *
     * @return a whole stream
     */
    public static byte[] of(double hertz, double seconds) {
        return Ffmpeg.output(
                List.of(
                        "-f",
                        "lavfi",
                        "-i",
                        String.format(
                                Locale.ROOT,
                                "sine=f=%.1f:r=48000:d=%.3f,volume=4,pan=stereo|c0=c0|c1=c0",
                                hertz,
                                seconds),
                        "-c:a",
                        "aac",
                        "-pes_payload_size",
                        "0",
                        "-muxdelay",
                        "0",
                        "-muxpreload",
                        "0",
                        "-f",
                        "mpegts",
                        "pipe:1"));
    }
}
