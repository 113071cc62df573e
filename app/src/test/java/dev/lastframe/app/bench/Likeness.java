package dev.lastframe.app.bench;

import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.DecodedPicture;
import dev.lastframe.core.testing.DecodedVideo;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Geometry;
import dev.lastframe.core.testing.VirtualScreen;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How like a recording's pictures are to what was shown: the mean SSIM (FFmpeg's filter) of a few
 * of its pictures. The content draws the same for the same number, so it is made to show that
 * number once more, standing still, and the screen is taken without loss: no recorder is disturbed
 * by it, and every one is held against the same. Brightness alone is compared, as the file has it:
 * it is what makes text readable, and does not depend on what a player takes for the colours of a
 * file that states none. The pointer waits in a corner meanwhile, because not every program draws
 * it. Used by the main thread; blocks for some seconds.
 */
final class Likeness {

    private static final int PICTURES = 4;

    /** Content that stands still: a number once in some hours. */
    private static final double STANDING_FPS = 0.0001;

    private static final String GREY = "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p";

    private final VirtualScreen screen;
    private final Geometry size;
    private final Path home;

    /**
     * @param home for files that are removed again; a picture is a megabyte and more
     */
    Likeness(VirtualScreen screen, Geometry size, Path home) {
        this.screen = screen;
        this.size = size;
        this.home = home;
    }

    /**
     * From 0 to 1 (the same). The screen must be free.
     *
     * @param decoded all pictures of the file
     */
    double of(Path video, DecodedVideo decoded, Recipe recipe) {
        List<Integer> chosen = chosen(decoded.pictures());
        Path recorded = home.resolve("recorded.grey");
        Path shown = home.resolve("shown.grey");
        try {
            pictures(video, chosen, recorded);
            Files.deleteIfExists(shown);
            for (int index : chosen) {
                append(recipe, decoded.pictures().get(index).number(), shown);
            }
            return compare(recorded, shown, chosen.size());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            remove(recorded);
            remove(shown);
        }
    }

    /** Places of readable pictures of the file's last two thirds, evenly. */
    private static List<Integer> chosen(List<DecodedPicture> pictures) {
        List<Integer> readable = new ArrayList<>();
        for (int i = pictures.size() / 3; i < pictures.size(); i++) {
            if (pictures.get(i).readable() && !pictures.get(i).torn()) {
                readable.add(i);
            }
        }
        if (readable.isEmpty()) {
            throw new BenchFailure("A recording has no picture whose number can be read.");
        }
        List<Integer> chosen = new ArrayList<>();
        for (int i = 1; i <= PICTURES; i++) {
            int index = readable.get((readable.size() - 1) * i / PICTURES);
            if (chosen.isEmpty() || chosen.getLast() != index) {
                chosen.add(index);
            }
        }
        return chosen;
    }

    private static void pictures(Path video, List<Integer> indices, Path target) {
        String wanted =
                indices.stream()
                        .map(index -> "eq(n\\," + index + ")")
                        .collect(Collectors.joining("+"));
        ProgramOutput.of(
                "ffmpeg",
                Ffmpeg.ffmpeg().toString(),
                "-v",
                "error",
                "-nostdin",
                "-i",
                video.toString(),
                "-map",
                "0:v:0",
                "-vf",
                "select=" + wanted + ",extractplanes=y",
                "-fps_mode",
                "passthrough",
                "-f",
                "rawvideo",
                "-y",
                target.toString());
    }

    /** What is on the screen while the content stands at a number, put behind what is there. */
    private void append(Recipe recipe, int number, Path target) throws IOException {
        Path one = home.resolve("one.grey");
        try (BarcodeContent content =
                BarcodeContent.start(
                        screen.display(),
                        recipe.mode(),
                        STANDING_FPS,
                        "--first",
                        Integer.toString(number))) {
            ProgramOutput.of(
                    "ffmpeg",
                    Ffmpeg.ffmpeg().toString(),
                    "-v",
                    "error",
                    "-nostdin",
                    "-f",
                    "x11grab",
                    "-draw_mouse",
                    "0",
                    "-video_size",
                    size.width() + "x" + size.height(),
                    "-i",
                    screen.display(),
                    "-frames:v",
                    "1",
                    "-vf",
                    GREY + ",extractplanes=y",
                    "-f",
                    "rawvideo",
                    "-y",
                    one.toString());
            if (content.shown().size() != 1) {
                throw new BenchFailure("The content did not stand still.");
            }
            try (OutputStream all =
                    Files.newOutputStream(
                            target, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                Files.copy(one, all);
            }
        } finally {
            remove(one);
        }
    }

    private double compare(Path recorded, Path shown, int pictures) throws IOException {
        long bytes = (long) pictures * size.width() * size.height();
        if (Files.size(recorded) != bytes || Files.size(shown) != bytes) {
            throw new BenchFailure(
                    "Pictures to compare are missing: %d and %d bytes instead of %d"
                            .formatted(Files.size(recorded), Files.size(shown), bytes));
        }
        List<String> command = new ArrayList<>();
        command.addAll(List.of(Ffmpeg.ffmpeg().toString(), "-v", "info", "-nostdin", "-nostats"));
        for (Path file : List.of(recorded, shown)) {
            command.addAll(List.of("-f", "rawvideo", "-pix_fmt", "gray", "-video_size"));
            command.add(size.width() + "x" + size.height());
            command.addAll(List.of("-i", file.toString()));
        }
        command.addAll(List.of("-lavfi", "ssim", "-f", "null", "-"));
        String words = ProgramOutput.of("ffmpeg", command.toArray(String[]::new));
        int at = words.lastIndexOf("All:");
        if (at < 0) {
            throw new BenchFailure("FFmpeg's ssim filter said nothing: " + words);
        }
        return Double.parseDouble(words.substring(at + "All:".length()).split("\\s", 2)[0]);
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
