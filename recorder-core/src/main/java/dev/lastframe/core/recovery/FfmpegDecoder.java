package dev.lastframe.core.recovery;

import dev.lastframe.core.export.FfmpegProgram;
import dev.lastframe.core.export.ProgramRun;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decodes by the bundled {@code ffmpeg} in a process of its own, by one thread of lowest priority.
 * It is given bytes, not the file: no name can confuse it, and any part can be decoded.
 */
public final class FfmpegDecoder implements StrictDecoder {

    /** Whatever the demuxer or the decoder notices ends the program with an error. */
    private static final List<String> INPUT =
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
                    "pipe:0");

    private static final List<String> PICTURES_ALONE =
            List.of(
                    "-map",
                    "0:v:0",
                    "-fps_mode",
                    "passthrough",
                    "-progress",
                    "pipe:1",
                    "-f",
                    "null",
                    "-");

    /** One line for each packet that was decoded. */
    private static final List<String> SOUND_ALONE =
            List.of("-map", "0:a:0", "-f", "framecrc", "-flush_packets", "0", "pipe:1");

    /**
     * How the program ends when it does not like what it reads, in the last eight bits, which are
     * all that Unix passes on: too many errors, invalid data, nothing of use before the end, no
     * video. Whatever else ends it, as a signal, want of memory or a device's error, is no verdict.
     */
    private static final Set<Integer> VERDICTS = Set.of(69, 183, 187, 234);

    private static final int EXIT_BITS = 0xff;

    /** An error inside the decoder may become another one on its way out. */
    private static final String NO_MEMORY = "Cannot allocate memory";

    private static final Pattern PICTURES = Pattern.compile("^frame=\\s*(\\d+)", Pattern.MULTILINE);

    private @Nullable FfmpegProgram program;

    @Override
    public Decoded decode(Stream stream, Duration limit) throws IOException, InterruptedException {
        return verdict(run(PICTURES_ALONE, stream, limit));
    }

    @Override
    public StrictDecoder ofSound() {
        return this::decodeSound;
    }

    private Decoded decodeSound(Stream stream, Duration limit)
            throws IOException, InterruptedException {
        AtomicLong packets = new AtomicLong();
        Decoded verdict =
                verdict(
                        run(
                                SOUND_ALONE,
                                stream,
                                line -> {
                                    if (!line.isBlank() && !line.startsWith("#")) {
                                        packets.incrementAndGet();
                                    }
                                },
                                limit));
        return new Decoded(verdict.undamaged(), packets.get(), verdict.complaint());
    }

    private ProgramRun run(List<String> output, Stream stream, Duration limit)
            throws IOException, InterruptedException {
        return notTooLong(program().run(words(output), stream::writeTo, limit), limit);
    }

    private ProgramRun run(
            List<String> output, Stream stream, Consumer<String> lines, Duration limit)
            throws IOException, InterruptedException {
        return notTooLong(program().run(words(output), stream::writeTo, lines, limit), limit);
    }

    private static List<String> words(List<String> output) {
        List<String> words = new ArrayList<>(INPUT);
        words.addAll(output);
        return words;
    }

    private static ProgramRun notTooLong(ProgramRun run, Duration limit) throws IOException {
        if (run.timedOut()) {
            throw new IOException("decoding took longer than " + limit);
        }
        return run;
    }

    /**
     * What the program found.
     *
     * @throws IOException when it fell before it found anything
     */
    static Decoded verdict(ProgramRun run) throws IOException {
        String complaint = run.errors().strip();
        boolean judged = run.succeeded() || VERDICTS.contains(run.exitCode() & EXIT_BITS);
        if (!judged || complaint.contains(NO_MEMORY)) {
            throw new IOException(
                    "the decoder ended with code " + run.exitCode() + ": " + complaint);
        }
        return new Decoded(run.succeeded(), pictures(run.output()), complaint);
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
