package dev.lastframe.core.recovery;

import dev.lastframe.core.export.FfmpegProgram;
import dev.lastframe.core.export.ProgramRun;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decodes by the bundled {@code ffmpeg} in a process of its own, by one thread of lowest priority.
 * It is given bytes, not the file: no name can confuse it, and any part can be decoded.
 */
public final class FfmpegDecoder implements StrictDecoder {

    /** Whatever the demuxer or the decoder notices ends the program with an error. */
    private static final List<String> ARGUMENTS =
            List.of(
                    "-v",
                    "error",
                    "-nostdin",
                    "-nostats",
                    "-xerror",
                    "-err_detect",
                    "explode",
                    "-max_error_rate",
                    "0",
                    "-threads",
                    "1",
                    "-f",
                    "mpegts",
                    "-i",
                    "pipe:0",
                    "-map",
                    "0:v:0",
                    "-fps_mode",
                    "passthrough",
                    "-progress",
                    "pipe:1",
                    "-f",
                    "null",
                    "-");

    private static final Pattern PICTURES = Pattern.compile("^frame=\\s*(\\d+)", Pattern.MULTILINE);

    private @Nullable FfmpegProgram program;

    @Override
    public Decoded decode(Stream stream, Duration limit) throws IOException, InterruptedException {
        ProgramRun run = program().run(ARGUMENTS, stream::writeTo, limit);
        if (run.timedOut()) {
            throw new IOException("decoding took longer than " + limit);
        }
        return new Decoded(run.succeeded(), pictures(run.output()), run.errors().strip());
    }

    private synchronized FfmpegProgram program() throws IOException {
        FfmpegProgram found = program;
        if (found == null) {
            found = FfmpegProgram.find();
            program = found;
        }
        return found;
    }

    /** The last count that the program told. */
    private static long pictures(String progress) {
        Matcher counts = PICTURES.matcher(progress);
        long last = 0;
        while (counts.find()) {
            last = Long.parseLong(counts.group(1));
        }
        return last;
    }
}
