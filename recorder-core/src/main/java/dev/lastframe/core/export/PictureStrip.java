package dev.lastframe.core.export;

import dev.lastframe.core.export.ExportException.Kind;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Small pictures of what a video shows. Callable from any thread; blocks; the work is a child
 * process of low priority.
 */
public final class PictureStrip {

    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final String NUMBER = "%d";

    private PictureStrip() {}

    /**
     * A picture.
     *
     * @param at from when it is shown, from the video's beginning
     * @param picture a JPEG
     */
    public record Shown(Duration at, Path picture) {}

    /**
     * Makes the pictures of a video that are unlike the one before, in order: whatever can be seen
     * at this size makes another one.
     *
     * @param mp4 one that {@link StretchVideo} made
     * @param width of the pictures, in pixels; the height follows
     * @param target where they go: its name has one {@code %d} and ends with {@code .jpg}; no file
     *     of such a name exists
     * @throws InterruptedException when the thread was interrupted; some pictures may be left then
     */
    public static List<Shown> of(Path mp4, int width, Path target)
            throws ExportException, InterruptedException {
        String name = String.valueOf(target.getFileName());
        int number = name.indexOf(NUMBER);
        Path folder = target.toAbsolutePath().resolveSibling(".").normalize();
        List<String> words = new ArrayList<>(List.of("-v", "error", "-nostdin", "-nostats"));
        words.addAll(List.of("-f", "mp4", "-i", "file:" + mp4.toAbsolutePath(), "-map", "0:v:0"));
        String small = "scale=" + width + ":-2:flags=area:out_range=full,format=yuvj420p";
        words.addAll(List.of("-vf", small, "-fps_mode", "passthrough"));
        words.addAll(List.of("-enc_time_base", "1:90000", "-c:v", "mjpeg", "-q:v", "3"));
        words.addAll(List.of("-f", "image2", "-frame_pts", "1", "-n"));
        words.add("file:" + target.toAbsolutePath());
        try {
            ProgramRun run = FfmpegProgram.find().run(words, none -> {}, LIMIT);
            if (!run.succeeded()) {
                throw new IOException(run.errors().strip());
            }
            List<Shown> all = new ArrayList<>();
            String begin = name.substring(0, number);
            String end = name.substring(number + NUMBER.length());
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(folder, begin + "*" + end)) {
                for (Path file : files) {
                    String own = String.valueOf(file.getFileName());
                    String ticks = own.substring(begin.length(), own.length() - end.length());
                    all.add(new Shown(Ticks.duration(Long.parseLong(ticks)), file));
                }
            }
            all.sort(Comparator.comparing(Shown::at));
            return distinct(all);
        } catch (IOException | DirectoryIteratorException failed) {
            throw new ExportException(
                    Kind.FAILED,
                    "The pictures of the video could not be made: the log says more.",
                    failed);
        }
    }

    /** The same picture makes the same file. */
    private static List<Shown> distinct(List<Shown> all) throws IOException {
        List<Shown> distinct = new ArrayList<>();
        for (Shown one : all) {
            boolean again =
                    !distinct.isEmpty()
                            && Files.mismatch(distinct.getLast().picture(), one.picture()) < 0;
            if (again) {
                Files.delete(one.picture());
            } else {
                distinct.add(one);
            }
        }
        return distinct;
    }
}
