package dev.lastframe.core.export;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an MP4 back and compares it with what it was made from, every byte of it, see {@link
 * Mp4Comparison}; and that it decodes: every picture of a short one, the first and last seconds of
 * a long one, whose bytes are the recording's own. Used by one thread; blocks.
 */
final class Mp4Proof {

    /** Ten seconds at 30 a second: decoding more would take longer than a person waits. */
    private static final long SHORT_PICTURES = 300;

    private static final double SAMPLE_SECONDS = 1;

    private static final List<String> STRICT =
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
                    "1");
    private static final Pattern PICTURES = Pattern.compile("^frame=\\s*(\\d+)", Pattern.MULTILINE);

    private final FfmpegProgram program;
    private final Path file;
    private final Duration limit;

    Mp4Proof(FfmpegProgram program, Path file, Duration limit) {
        this.program = program;
        this.file = file;
        this.limit = limit;
    }

    /**
     * Compares.
     *
     * @param source what it was made from
     * @return what is wrong; empty where it is proven
     * @throws IOException when a file cannot be read, or the program does not run
     */
    Optional<String> prove(Mp4Source source, Progress progress)
            throws IOException, InterruptedException {
        Mp4Comparison.Result both = Mp4Comparison.of(source, file, progress);
        if (both.pictures() == 0 && both.difference().isEmpty()) {
            return Optional.of("no picture");
        }
        return both.difference().isPresent() ? both.difference() : decode(both);
    }

    private Optional<String> decode(Mp4Comparison.Result wanted)
            throws IOException, InterruptedException {
        if (wanted.pictures() <= SHORT_PICTURES) {
            return decode(List.of(), wanted.pictures(), wanted.pictures());
        }
        Optional<String> first =
                decode(List.of("-t", seconds(SAMPLE_SECONDS)), 1, wanted.pictures());
        double last = Math.max(0, wanted.lastSeconds() - SAMPLE_SECONDS);
        return first.isPresent()
                ? first
                : decode(List.of("-ss", seconds(last)), 1, wanted.pictures());
    }

    private Optional<String> decode(List<String> stretch, long least, long most)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(STRICT);
        arguments.addAll(stretch);
        arguments.addAll(List.of("-i", "file:" + file, "-map", "0:v:0"));
        arguments.addAll(List.of("-fps_mode", "passthrough", "-progress", "pipe:1"));
        arguments.addAll(List.of("-f", "null", "-"));
        ProgramRun run = program.run(arguments, input -> {}, limit);
        if (!run.succeeded()) {
            return Optional.of(complaint(run));
        }
        long decoded = pictures(run.output());
        return decoded >= least && decoded <= most
                ? Optional.empty()
                : Optional.of(decoded + " pictures decoded instead of " + least);
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.6f", seconds);
    }

    private static String complaint(ProgramRun run) {
        return run.timedOut()
                ? "reading it back took too long"
                : "code " + run.exitCode() + ": " + run.errors().strip();
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
