package dev.lastframe.core.export;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the bundled {@code ffmpeg} encodes H.264 with, and what it is told. */
enum VideoEncoder {
    /** Where a GPL build of FFmpeg is present. */
    X264("libx264"),
    OPENH264("libopenh264");

    /** The quantiser of text that cannot be told from the recording's. */
    static final int LIKE_THE_RECORDING = 20;

    /** Only {@link #OPENH264} asks for a rate, and does not follow it when the quality is given. */
    private static final String UNUSED_RATE = "8M";

    private final String id;

    VideoEncoder(String id) {
        this.id = id;
    }

    /** The better one that this program has. */
    static VideoEncoder of(FfmpegProgram program) throws IOException, InterruptedException {
        ProgramRun run =
                program.run(
                        List.of("-v", "error", "-h", "encoder=" + X264.id),
                        none -> {},
                        Duration.ofMinutes(1));
        return run.output().contains("Encoder " + X264.id + " ") ? X264 : OPENH264;
    }

    /**
     * A steady quality and no picture that refers to a later one, so that times need no correction;
     * slices in variable-length code, which can be renumbered.
     *
     * @param quantiser 12 (best) to 51
     * @param keyInterval most pictures from one key frame to the next
     */
    List<String> arguments(int quantiser, int keyInterval) {
        List<String> words = new ArrayList<>(List.of("-c:v", id, "-pix_fmt", "yuv420p"));
        words.addAll(List.of("-g", Integer.toString(keyInterval), "-bf", "0", "-coder", "0"));
        String q = Integer.toString(quantiser);
        switch (this) {
            case X264 -> words.addAll(List.of("-preset", "veryfast", "-crf", q));
            case OPENH264 -> {
                words.addAll(List.of("-rc_mode", "quality", "-qmin", q, "-qmax", q));
                words.addAll(List.of("-b:v", UNUSED_RATE, "-allow_skip_frames", "0"));
                words.addAll(List.of("-loopfilter", quantiser > 30 ? "1" : "0"));
            }
        }
        return words;
    }
}
