package dev.lastframe.core.testing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Text in pictures: plants it, and reads it as a person would. Callable from any thread; blocks for
 * the programs.
 */
public final class Ocr {

    private Ocr() {}

    /** What {@code tesseract} reads in a picture, wherever it stands. */
    public static String read(Path picture) {
        List<String> command =
                List.of(
                        Programs.require("tesseract").toString(),
                        picture.toString(),
                        "stdout",
                        "--psm",
                        "11");
        return ChildProgram.run(
                command,
                line -> false,
                output -> new String(output.readAllBytes(), StandardCharsets.UTF_8));
    }

    /**
     * A filter of FFmpeg that writes a text.
     *
     * @param text letters, digits and blanks
     */
    public static String draw(String text, int size, int x, int y) {
        return "drawtext=fontfile='%s':text='%s':fontsize=%d:fontcolor=black:x=%d:y=%d"
                .formatted(font(), text, size, x, y);
    }

    private static String font() {
        return ChildProgram.run(
                        List.of(
                                Programs.require("fc-match").toString(),
                                "--format=%{file}",
                                "sans"),
                        line -> false,
                        output -> new String(output.readAllBytes(), StandardCharsets.UTF_8))
                .strip();
    }
}
