package dev.lastframe.app.cli;

import dev.lastframe.core.export.ExportException;
import dev.lastframe.core.export.PartStreams;
import dev.lastframe.core.export.Progress;
import dev.lastframe.core.export.RecordingParts;
import dev.lastframe.core.export.StreamOfMp4;
import dev.lastframe.core.export.StretchOrder;
import dev.lastframe.core.export.StretchVideo;
import dev.lastframe.core.storage.RecordingFiles;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Makes a file that others can play of a recording, or of a stretch of it, without a window or a
 * display. A signal stops it; nothing is left of the file then.
 */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Makes an MP4 of a recording, or of a stretch of it.",
        footer = {
            "",
            "FILE is a recording that is finished, being made, or was left unfinished. The",
            "file holds no picture from outside the stretch. With --fit, bit rate, then",
            "frame rate, then scale are lowered until it fits; 1 MB is 1000000 bytes.",
            "",
            "Exit codes: 0 made; 2 wrong usage; 4 nothing could be read or written; 6 --fit",
            "cannot be met.",
        })
final class ExportCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ExportCommand.class);
    private static final String MP4 = ".mp4";
    private static final int MOST_NAMES = 10_000;

    /** How long the last picture is shown. */
    private static final Duration LAST_PICTURE = Duration.ofMillis(40);

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;

    @Parameters(paramLabel = "FILE", description = "the recording: its first file, .ts or .mp4")
    private Path source = Path.of("");

    @Option(names = "--to", required = true, paramLabel = "FORMAT", description = "mp4")
    private String format = "";

    @Option(
            names = "--from",
            paramLabel = "T",
            converter = Moments.class,
            description = "the first moment, such as 12s or 1:02.5; the beginning if not given")
    private Duration from = Duration.ZERO;

    @Option(
            names = "--until",
            paramLabel = "T",
            converter = Moments.class,
            description = "where it ends; the recording's end if not given")
    private @Nullable Duration until;

    @Option(
            names = "--fit",
            paramLabel = "SIZE",
            converter = ByteSizes.class,
            description = "the most that the file may have, such as 10MB")
    private @Nullable Long fit;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "what to make; beside the recording if not given")
    private @Nullable Path output;

    ExportCommand(PrintStream out, PrintStream err, boolean terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String wrong = wrongWords();
        if (wrong != null) {
            return end(ExitCode.USAGE, wrong);
        }
        Thread here = Thread.currentThread();
        Signals.onStopRequest(here::interrupt);
        Path target = output == null ? freeName() : output;
        ProgressLine line = new ProgressLine(err, terminal);
        try {
            return export(target, line);
        } catch (ExportException failed) {
            line.clear();
            LOG.warn("{} was not exported", source, failed);
            return end(code(failed), String.valueOf(failed.getMessage()));
        } catch (InterruptedException stopped) {
            line.clear();
            return end(ExitCode.NOTHING_WRITTEN, "Stopped: no file was made.");
        }
    }

    private @Nullable String wrongWords() {
        if (!Files.isRegularFile(source)) {
            return "There is no recording " + source + ": name one that exists.";
        }
        if (!format.toLowerCase(Locale.ROOT).equals("mp4")) {
            return "There is no format \"" + format + "\": choose mp4.";
        }
        Duration end = until;
        if (end != null && end.compareTo(from) <= 0) {
            return "The stretch is empty: --until must be later than --from.";
        }
        Path file = output;
        if (file != null && !String.valueOf(file.getFileName()).endsWith(MP4)) {
            return "The output " + file + " must end in " + MP4 + ".";
        }
        return null;
    }

    private int export(Path target, ProgressLine line)
            throws ExportException, InterruptedException {
        List<Path> parts = RecordingParts.of(source);
        int code;
        if (parts.stream().anyMatch(StreamOfMp4::isOne)) {
            try (PartStreams streams = PartStreams.beside(target, parts)) {
                code = export(streams.parts(), target, line);
            }
        } else {
            code = export(parts, target, line);
        }
        if (code == ExitCode.SAVED) {
            sayWhatIsMissing();
        }
        return code;
    }

    private void sayWhatIsMissing() {
        for (Path part : RecordingParts.missing(source)) {
            err.println("The part " + part + " is not there: what was made goes on without it.");
        }
    }

    private int export(List<Path> parts, Path target, ProgressLine line)
            throws ExportException, InterruptedException {
        Duration end = RecordingParts.end(parts);
        if (from.compareTo(end) > 0) {
            return end(
                    ExitCode.USAGE,
                    String.format(
                            Locale.ROOT,
                            "The recording ends at %.3f s: --from must be before that.",
                            end.toMillis() / 1000.0));
        }
        StretchOrder order =
                new StretchOrder(
                        parts,
                        from,
                        until == null ? wholeEnd(parts, end) : until,
                        fit == null ? OptionalLong.empty() : OptionalLong.of(fit),
                        Map.of());
        StretchVideo.make(order, target, line);
        line.clear();
        out.println(target.toAbsolutePath());
        return ExitCode.SAVED;
    }

    /** The last picture is shown for a moment, or as long as something is heard. */
    private static Duration wholeEnd(List<Path> parts, Duration lastPicture)
            throws ExportException, InterruptedException {
        Duration shown = lastPicture.plus(LAST_PICTURE);
        Duration heard = RecordingParts.heardUntil(parts);
        return heard.compareTo(shown) > 0 ? heard : shown;
    }

    /** Beside the recording, and of no file that is there. */
    private Path freeName() {
        String name = String.valueOf(source.getFileName());
        for (String ending : List.of(RecordingFiles.RECORDING, RecordingFiles.PUBLISHED, MP4)) {
            if (name.endsWith(ending)) {
                name = name.substring(0, name.length() - ending.length());
                break;
            }
        }
        boolean whole = from.isZero() && until == null && fit == null;
        String wanted = whole ? name : name + " cut";
        for (int i = 1; i < MOST_NAMES; i++) {
            Path file = source.resolveSibling(wanted + (i == 1 ? "" : " (" + i + ")") + MP4);
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return file;
            }
        }
        return source.resolveSibling(wanted + MP4);
    }

    private int end(int code, String sentence) {
        err.println(sentence);
        return code;
    }

    private static int code(ExportException failed) {
        return switch (failed.kind()) {
            case EXISTS -> ExitCode.USAGE;
            case DOES_NOT_FIT -> ExitCode.TOO_LARGE;
            case UNREADABLE, DISK_FULL, FAILED -> ExitCode.NOTHING_WRITTEN;
        };
    }

    /** One line that is written over, for a person who waits at a terminal. */
    private static final class ProgressLine implements Progress {

        private final PrintStream err;
        private final boolean terminal;
        private int shown = -1;

        ProgressLine(PrintStream err, boolean terminal) {
            this.err = err;
            this.terminal = terminal;
        }

        @Override
        public void at(double share) {
            int percent = (int) (share * 100);
            if (terminal && percent > shown) {
                shown = percent;
                err.print("\rExporting " + percent + " %");
                err.flush();
            }
        }

        void clear() {
            if (shown >= 0) {
                err.print("\r" + " ".repeat(20) + "\r");
                err.flush();
            }
        }
    }
}
