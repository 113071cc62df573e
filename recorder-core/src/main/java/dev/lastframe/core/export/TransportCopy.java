package dev.lastframe.core.export;

import dev.lastframe.core.export.ExportException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * An exported MP4 as a transport stream again, which is what stretches are cut from: the same
 * pictures at the same times. Callable from any thread; blocks; the work is a child process.
 */
public final class TransportCopy {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private TransportCopy() {}

    /**
     * Makes it.
     *
     * @param target must not exist; its folder must
     * @throws ExportException {@code UNREADABLE} when the source is no MP4 with a picture
     */
    public static void make(Path mp4, Path target) throws ExportException, InterruptedException {
        ProgramRun run;
        try {
            run =
                    FfmpegProgram.find()
                            .run(
                                    List.of(
                                            "-nostdin", "-v", "error", "-n", "-i", url(mp4),
                                            "-map", "0:v:0", "-map", "0:a?", "-c", "copy",
                                            "-bsf:v", "h264_mp4toannexb", "-f", "mpegts",
                                            url(target)),
                                    program -> {},
                                    LIMIT);
        } catch (IOException failed) {
            throw new ExportException(
                    Kind.FAILED, mp4 + " could not be opened by ffmpeg: try again.", failed);
        }
        if (!run.succeeded()) {
            boolean full = run.errors().contains("No space left");
            throw new ExportException(
                    full ? Kind.DISK_FULL : Kind.UNREADABLE,
                    full
                            ? "The disk that holds " + target.getParent() + " is full: make room."
                            : mp4 + " is not a recording with a picture: choose one that"
                                    + " Lastframe made.");
        }
        if (!Files.exists(target)) {
            throw new ExportException(Kind.FAILED, mp4 + " could not be copied: try again.");
        }
    }

    /** So that no name is taken for an address or an option. */
    private static String url(Path file) {
        return "file:" + file.toAbsolutePath();
    }
}
