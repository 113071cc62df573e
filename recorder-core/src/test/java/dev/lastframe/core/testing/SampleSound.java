package dev.lastframe.core.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A tone in a transport stream, a packet in each unit, as recordings have it. */
public final class SampleSound {

    /** Of {@link #withPictures}. */
    public static final int PICTURES_A_SECOND = 20;

    private static final List<String> STREAM =
            List.of(
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
                    "pipe:1");

    private SampleSound() {}

    /**
     * Sound alone, as a microphone's own track is.
     *
     * @return a whole stream, from time 0 on
     */
    public static byte[] of(double hertz, double seconds) {
        return stream(tone(hertz, seconds), List.of());
    }

    /**
     * Pictures that end before the sound does.
     *
     * @return a whole stream, from time 0 on
     */
    public static byte[] withPictures(double pictureSeconds, double hertz, double seconds) {
        String pictures = "testsrc=s=320x180:r=" + PICTURES_A_SECOND + ":d=" + pictureSeconds;
        List<String> sources = new ArrayList<>(List.of("-f", "lavfi", "-i", pictures));
        sources.addAll(tone(hertz, seconds));
        return stream(sources, List.of("-c:v", "libopenh264", "-pix_fmt", "yuv420p"));
    }

    private static List<String> tone(double hertz, double seconds) {
        return List.of(
                "-f",
                "lavfi",
                "-i",
                String.format(
                        Locale.ROOT,
                        "sine=f=%.1f:r=48000:d=%.3f,volume=4,pan=stereo|c0=c0|c1=c0",
                        hertz,
                        seconds));
    }

    private static byte[] stream(List<String> sources, List<String> pictures) {
        List<String> arguments = new ArrayList<>(sources);
        arguments.addAll(pictures);
        arguments.addAll(STREAM);
        return Ffmpeg.output(arguments);
    }
}
