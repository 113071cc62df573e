package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.Ffmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A report whose video has to be made much smaller, for which somebody waits, or does not. */
@Timeout(300)
@ExtendWith(Fx.class)
final class BugReportWaitIT {

    /** The stretch of a report; what it has to fit is a fifth of it. */
    private static final int SECONDS = 30;

    /** Part of it is made, and the rest copied: it is only long. */
    private static final int MADE_SECONDS = 3;

    private static final Pattern WAITING =
            Pattern.compile("(?U)about .+ of 10\\sMB · \\d+\\s%, about \\d+ s left");

    @TempDir private Path home;
    private Person person;
    private final Dialog dialog = new Dialog();

    @BeforeEach
    void settle() {
        person = new Person(home);
    }

    @AfterEach
    void closeTheWindow() {
        person.close();
    }

    @Test
    void itIsSaidHowLongItTakesAndACancelLeavesNothingButTheForm() throws IOException {
        Path videos = Files.createDirectories(home.resolve("Videos/Lastframe"));
        Path video = makeLarge(videos.resolve("large.ts"));
        person.hasSettings(
                "\"keep\":\"ts\",\"last\":{\"file\":\""
                        + video
                        + "\",\"millis\":"
                        + SECONDS * 1000
                        + "}");
        person.opensTheWindow();
        person.clicks("#report-last");
        dialog.awaitsIt();

        dialog.clicks("#bug-make");
        dialog.awaits(
                "it is said how long it takes",
                () -> WAITING.matcher(dialog.text("#bug-progress-text")).matches());
        assertThat(dialog.sees("#bug-progress")).isTrue();
        dialog.clicks("#bug-cancel");
        dialog.awaits("it can be made again", () -> dialog.sees("#bug-make"));

        assertThat(dialog.sees("#bug-trouble")).isFalse();
        assertThat(dialog.sees("#bug-progress")).isFalse();
        assertThat(names(videos)).containsExactly("large.ts");
        dialog.clicks("#bug-cancel");
        dialog.awaits("it is closed", () -> !dialog.isOpen());
        person.close();
        assertThat(names(home.resolve("cache/lastframe/reports"))).isEmpty();
    }

    /** Larger than what fits, so that it has to be encoded anew. */
    private Path makeLarge(Path video) {
        Path piece = home.resolve("piece.ts");
        Ffmpeg.output(
                List.of(
                        "-y",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=s=1920x1080:r=30:d=" + MADE_SECONDS + ",noise=alls=40:allf=t",
                        "-c:v",
                        "libopenh264",
                        "-b:v",
                        "15M",
                        "-g",
                        "30",
                        "-f",
                        "mpegts",
                        piece.toString()));
        Ffmpeg.output(
                List.of(
                        "-y",
                        "-stream_loop",
                        Integer.toString(SECONDS / MADE_SECONDS - 1),
                        "-i",
                        piece.toString(),
                        "-c",
                        "copy",
                        "-f",
                        "mpegts",
                        video.toString()));
        return video;
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }
}
