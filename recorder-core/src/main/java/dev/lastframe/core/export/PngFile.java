package dev.lastframe.core.export;

import dev.lastframe.core.export.ExportException.Kind;
import dev.lastframe.core.export.ProgramRun.Input;
import dev.lastframe.core.frame.Rect;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures as PNG. Callable from any thread; blocks; the work is a child process of low priority.
 */
public final class PngFile {

    private static final long SIGNATURE = 0x89504e470d0a1a0aL;

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private PngFile() {}

    /**
     * Packs pixels as the screen gives them.
     *
     * @param bgr0 four bytes a pixel, row after row
     * @param target must not exist; its folder must
     */
    public static void of(byte[] bgr0, int width, int height, Path target)
            throws ExportException, InterruptedException {
        run(
                List.of(
                        "-f",
                        "rawvideo",
                        "-pix_fmt",
                        "bgr0",
                        "-s",
                        width + "x" + height,
                        "-i",
                        "pipe:0"),
                List.of("-pix_fmt", "rgb24"),
                program -> program.write(bgr0),
                target);
    }

    /**
     * The same picture, half as wide and half as high.
     *
     * @param target must not exist; its folder must
     */
    public static void halve(Path png, Path target) throws ExportException, InterruptedException {
        run(
                List.of("-i", "file:" + png.toAbsolutePath()),
                List.of("-vf", "scale=max(1\\,trunc(iw/2)):max(1\\,trunc(ih/2)):flags=area"),
                program -> {},
                target);
    }

    /**
     * The same picture, smaller.
     *
     * @param width in pixels, at least 1
     * @param height in pixels, at least 1
     * @param target must not exist; its folder must
     */
    public static void shrink(Path png, int width, int height, Path target)
            throws ExportException, InterruptedException {
        run(
                List.of("-i", "file:" + png.toAbsolutePath()),
                List.of("-vf", "scale=" + width + ":" + height + ":flags=area"),
                program -> {},
                target);
    }

    /**
     * How large a picture is, at 0, 0.
     *
     * @throws IOException when it cannot be read, or is no PNG
     */
    public static Rect area(Path png) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(png))) {
            if (in.readLong() != SIGNATURE) {
                throw new IOException(png + " is no PNG");
            }
            in.readLong();
            return new Rect(0, 0, in.readInt(), in.readInt());
        }
    }

    /**
     * The same picture with places painted over, whenever they are so.
     *
     * @param target must not exist; its folder must
     */
    public static void cover(Path png, List<Cover> covers, Path target)
            throws ExportException, InterruptedException {
        StringBuilder boxes = new StringBuilder();
        for (Cover cover : covers) {
            String box = CoverFilter.box(cover);
            boxes.append(box.isEmpty() ? "" : box + ",");
        }
        run(
                List.of("-i", "file:" + png.toAbsolutePath()),
                List.of("-vf", boxes + "null", "-pix_fmt", "rgb24"),
                program -> {},
                target);
    }

    private static void run(List<String> input, List<String> how, Input pixels, Path target)
            throws ExportException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-v", "error", "-n"));
        arguments.addAll(input);
        arguments.addAll(how);
        arguments.addAll(
                List.of(
                        "-frames:v",
                        "1",
                        "-f",
                        "image2",
                        "-c:v",
                        "png",
                        "-update",
                        "1",
                        "file:" + target.toAbsolutePath()));
        ProgramRun run;
        try {
            run = FfmpegProgram.find().run(arguments, pixels, LIMIT);
        } catch (IOException failed) {
            throw failure(Kind.FAILED, failed.toString());
        }
        if (!run.succeeded()) {
            Kind kind = run.errors().contains("No space left") ? Kind.DISK_FULL : Kind.FAILED;
            throw failure(kind, run.errors().strip());
        }
    }

    private static ExportException failure(Kind kind, String words) {
        return new ExportException(
                kind,
                kind == Kind.DISK_FULL
                        ? "No room is left for the picture of the report: make some."
                        : "The picture of the report could not be made (" + words + ").");
    }
}
