package dev.lastframe.app.bench;

import dev.lastframe.core.encode.EncoderChoice;
import dev.lastframe.core.encode.EncoderException;
import java.util.List;
import java.util.Optional;

/** The encoders that Lastframe has here and that work. */
final class Encoders {

    static final String OPENH264 = "libopenh264";
    static final String X264 = "libx264";

    private Encoders() {}

    /** All of them, the best first. Blocks for as long as trying them takes. */
    static List<String> working() {
        EncoderChoice choice = EncoderChoice.forThisSystem();
        try {
            return choice.candidates(Optional.empty()).stream().filter(choice::works).toList();
        } catch (EncoderException none) {
            throw new BenchFailure("FFmpeg has no encoder here: " + none.getMessage());
        }
    }

    /**
     * What FFmpeg's own program is told so that it encodes as Lastframe's preset "instant" does:
     * see {@code EncoderSettings} of the core. libx264 is told to use one thread, which costs
     * least, also where Lastframe takes more.
     */
    static List<String> options(String encoder, long bitsASecond) {
        String rate = Long.toString(bitsASecond);
        String slices = Runtime.getRuntime().availableProcessors() > 1 ? "2" : "1";
        return switch (encoder) {
            case X264 ->
                    List.of(
                            "-preset",
                            "ultrafast",
                            "-tune",
                            "zerolatency",
                            "-qp",
                            "23",
                            "-threads",
                            "1",
                            "-x264-params",
                            "scenecut=0:me=umh");
            case OPENH264 ->
                    List.of(
                            "-b:v",
                            rate,
                            "-slices",
                            slices,
                            "-threads",
                            slices,
                            "-allow_skip_frames",
                            "0",
                            "-loopfilter",
                            "0");
            case "h264_nvenc" ->
                    List.of(
                            "-b:v",
                            rate,
                            "-preset",
                            "p1",
                            "-tune",
                            "ull",
                            "-delay",
                            "0",
                            "-zerolatency",
                            "1",
                            "-forced-idr",
                            "1");
            default -> List.of("-b:v", rate);
        };
    }
}
