package dev.lastframe.core.export;

import dev.lastframe.core.export.ExportException.Kind;
import dev.lastframe.core.storage.NewFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A small picture by which a recording is known again. Callable from any thread; blocks; the work
 * is done by a child process of the lowest priority, which reads a piece of the file only.
 */
public final class Thumbnail {

    /** One key frame, of a disk that is slow. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final double NANOS_A_SECOND = 1e9;

    private Thumbnail() {}

    /**
     * Makes one of the key frame near a moment, where that cannot be had of the first one.
     *
     * @param video a finished recording or its MP4
     * @param at from its beginning
     * @param width that the picture has at most, in pixels
     * @param height that it has at most; it keeps its shape
     * @param scratch a folder that exists, for a file that is gone when this returns
     * @return a PNG, owned by the caller
     * @throws ExportException {@code UNREADABLE}: it is not there or has no whole picture; {@code
     *     DISK_FULL}, {@code FAILED}
     * @throws InterruptedException when the thread was interrupted; nothing is left then
     */
    public static byte[] png(Path video, Duration at, int width, int height, Path scratch)
            throws ExportException, InterruptedException {
        if (!Files.isRegularFile(video)) {
            throw RecordedPart.unreadable(video, new NoSuchFileException(video.toString()));
        }
        try (NewFile file = Mp4Work.newFile(scratch.resolve("thumbnail.png"))) {
            FfmpegProgram program = FfmpegProgram.find();
            for (Duration moment : List.of(at, Duration.ZERO)) {
                List<String> words = words(video, moment, width, height, file.path());
                ProgramRun run = program.run(words, none -> {}, LIMIT);
                byte[] made = Files.readAllBytes(file.path());
                if (run.succeeded() && made.length > 0) {
                    return made;
                }
            }
            throw RecordedPart.unreadable(video, new IOException("no picture came out"));
        } catch (IOException failed) {
            throw new ExportException(
                    Kind.FAILED,
                    "The picture of " + video + " could not be made: the log says more.",
                    failed);
        }
    }

    private static List<String> words(
            Path video, Duration at, int width, int height, Path picture) {
        List<String> words = new ArrayList<>(List.of("-v", "error", "-nostdin", "-nostats"));
        words.addAll(List.of("-threads", "1", "-skip_frame", "nokey"));
        words.addAll(List.of("-ss", String.format(Locale.ROOT, "%.3f", seconds(at))));
        words.addAll(
                List.of("-noaccurate_seek", "-f", StreamOfMp4.isOne(video) ? "mp4" : "mpegts"));
        words.addAll(List.of("-i", "file:" + video.toAbsolutePath(), "-map", "0:v:0"));
        String small = "scale=" + width + ":" + height + ":force_original_aspect_ratio=decrease";
        words.addAll(List.of("-vf", small + ":flags=area,format=rgb24", "-frames:v", "1"));
        words.addAll(List.of("-c:v", "png", "-f", "image2pipe", "-y", "file:" + picture));
        return words;
    }

    private static double seconds(Duration at) {
        return at.toNanos() / NANOS_A_SECOND;
    }
}
