package dev.lastframe.app.content;

import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Rgb;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A second pair of eyes: FFmpeg's own {@code x11grab} looks at 16x16 pixels of the screen 30 times
 * a second and says what it saw and when, by its own clock. What a program wanted to show is not
 * yet on the screen, least of all on a busy computer. Used by one thread; blocks.
 */
final class ScreenWatch {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Of the {@code showinfo} filter, for planes in the order green, blue, red. */
    private static final Pattern SEEN =
            Pattern.compile("\\bn: *\\d+ pts: *(\\d+) .*\\bmean:\\[(\\d+) (\\d+) (\\d+) *\\]");

    private final Process process;
    private final Path log;

    private ScreenWatch(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Looks at the square around a point; returns when it has seen it once. */
    static ScreenWatch start(String display, int x, int y) {
        try {
            Path log = Files.createTempFile("lastframe-watch-", ".log");
            Process process =
                    new ProcessBuilder(
                                    List.of(
                                            Ffmpeg.ffmpeg().toString(),
                                            "-hide_banner",
                                            "-nostats",
                                            "-f",
                                            "x11grab",
                                            "-framerate",
                                            "30",
                                            "-draw_mouse",
                                            "0",
                                            "-video_size",
                                            "16x16",
                                            "-i",
                                            "%s+%d,%d".formatted(display, x - 8, y - 8),
                                            "-vf",
                                            "format=gbrp,settb=1/1000000,showinfo",
                                            "-f",
                                            "null",
                                            "-"))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(log.toFile())
                            .start();
            ScreenWatch watch = new ScreenWatch(process, log);
            Waits.eventually(
                    LIMIT,
                    "x11grab sees the screen",
                    () -> !watch.seen().isEmpty() || !process.isAlive());
            return watch;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** All that was seen so far, in order; the times begin anywhere. */
    List<Pictures.Sample> seen() {
        try {
            String text = Files.readString(log, StandardCharsets.UTF_8);
            return SEEN.matcher(text).results().map(ScreenWatch::sample).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Ends it and waits for that. Afterwards {@link #seen} is final. May be called twice. */
    void close() {
        process.destroy();
        Waits.exitCode(process, LIMIT, "x11grab after SIGTERM");
        log.toFile().deleteOnExit();
    }

    private static Pictures.Sample sample(MatchResult line) {
        return new Pictures.Sample(
                Long.parseLong(line.group(1)),
                new Rgb(
                        Integer.parseInt(line.group(4)),
                        Integer.parseInt(line.group(2)),
                        Integer.parseInt(line.group(3))));
    }
}
