package dev.lastframe.app.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.app.cli.BarcodeRecordingIT;
import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Programs;
import dev.lastframe.core.testing.Rgb;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real terminal in a real window manager is recorded while it scrolls, and looked at. */
@Tag("beside")
@Timeout(600)
final class XtermIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final Rgb DESKTOP = new Rgb(0x40, 0x60, 0x80);
    private static final Rgb WHILE_SCROLLING = new Rgb(0x20, 0x30, 0x40);
    private static final Rgb AT_THE_END = new Rgb(0x80, 0x50, 0x20);

    /** Colours go through limited-range 4:2:0 and a lossy encoder. */
    private static final int TOLERANCE = 8;

    /**
     * Grey levels: pages of different text differ by ten, one page in two pictures by less than
     * one.
     */
    private static final double ANOTHER_PAGE = 4;

    private static final int LINES_A_BURST = 5;

    /** That are recorded. */
    private static final int LEAST_LINES = 300;

    /**
     * Lines of 60 columns of 80, so that the right edge shows the background alone, and each other
     * than the one before. After a burst of them the script waits for the terminal's answer, which
     * comes when it has drawn them: so many pages there were to see. At the end another background
     * and an empty page, and again the answer.
     */
    private static final String SCROLL =
            """
            stty -icanon -echo
            drawn() { printf '\\033[6n'; IFS= read -rs -d R answer; }
            n=0
            words='the quick brown fox jumps over the lazy dog '
            while [ ! -e stop ]; do
                for line in 1 2 3 4 5; do
                    n=$((n + 1))
                    from=$((n * 7 % 44))
                    printf '%08d %s%s%06d\\n' $n "${words:from}" "${words:0:from}" $((n * 7919 % 1000000))
                done
                drawn
                echo $n > bursts
                read -t 0.03 -n 1 pause
            done
            printf '\\033]11;#805020\\007\\033[2J\\033[H$ '
            drawn
            echo $n > ended
            read -r forever
            """;

    @TempDir private Path home;

    @Test
    void aScrollingTerminalIsInTheRecordingFromItsFirstPictureToItsLast() throws IOException {
        Programs.require("xterm");
        Programs.require("bash");
        Path folder = Files.createDirectory(home.resolve("terminal"));
        try (VirtualScreen screen = VirtualScreen.start(1280, 720)) {
            screen.windowManager();
            screen.run("xsetroot", "-solid", "#406080");
            Process xterm = xterm(screen, folder);
            try {
                Waits.eventually(
                        LIMIT, "the terminal scrolls", () -> lines(folder, "bursts") > 100);
                Area text = area(screen);
                Path video = home.resolve("terminal.ts");
                Launcher.Running running =
                        new Launcher(home, screen.display())
                                .start("record", "--json", "--output", video.toString());
                Waits.eventually(LIMIT, "it records", () -> BarcodeRecordingIT.hasBegun(video));
                int before = lines(folder, "bursts");
                Waits.eventually(
                        LIMIT, "it scrolls", () -> lines(folder, "bursts") > before + LEAST_LINES);
                Files.createFile(folder.resolve("stop"));
                Waits.eventually(LIMIT, "the terminal is still", () -> lines(folder, "ended") > 0);
                int scrolled = lines(folder, "ended") - before;
                running.process().destroy();

                check(running.await(), video, text, scrolled);
            } finally {
                Waits.kill(xterm);
            }
        }
    }

    private static void check(Launcher.Run run, Path video, Area text, int scrolled) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        JsonNode json = run.json();
        BarcodeRecordingIT.assertFastRoad(json);
        JsonNode ledger = json.get("ledger");
        BarcodeRecordingIT.assertBalances(ledger);
        assertThat(ledger.get("unverified").asLong()).isZero();

        List<byte[]> pages =
                Pictures.greys(video, text.left(), text.top(), text.width(), text.height());
        assertThat((long) pages.size()).isEqualTo(ledger.get("encoded").asLong());
        // A tick that was not missed found another page, unless the terminal was slower; when both
        // have one pace, some pages come and go between two ticks, of which either may be late.
        long due = scrolled / LINES_A_BURST / 2 - ledger.get("missed").asLong();
        assertThat(changes(pages))
                .as("changes in %d pictures of %d lines, %s", pages.size(), scrolled, ledger)
                .isGreaterThanOrEqualTo(due);

        int last = pages.size() - 1;
        assertColour(video, 0, text.rightEdge(), text.middle(), WHILE_SCROLLING);
        assertColour(video, last, text.rightEdge(), text.middle(), AT_THE_END);
        assertColour(video, last, text.left() + 40, text.middle(), AT_THE_END);
        for (int index : new int[] {0, last}) {
            assertColour(video, index, text.left() - 40, text.middle(), DESKTOP);
            assertColour(video, index, text.left() + text.width() + 40, text.middle(), DESKTOP);
        }
        Rgb letters = Pictures.colours(video, text.left() + 40, text.middle()).getFirst().rgb();
        assertThat(letters.near(WHILE_SCROLLING, 2 * TOLERANCE))
                .as("the mean of background and letters: %s", letters)
                .isFalse();
    }

    private static long changes(List<byte[]> pages) {
        return IntStream.range(1, pages.size())
                .filter(i -> difference(pages.get(i - 1), pages.get(i)) > ANOTHER_PAGE)
                .count();
    }

    /** The mean difference of their levels. */
    private static double difference(byte[] one, byte[] other) {
        return IntStream.range(0, one.length)
                .map(i -> Math.abs((one[i] & 0xFF) - (other[i] & 0xFF)))
                .average()
                .orElseThrow();
    }

    private static void assertColour(Path video, int index, int x, int y, Rgb expected) {
        Rgb seen = Ffmpeg.rgbAt(video, index, x, y);
        assertThat(seen.near(expected, TOLERANCE))
                .as("picture %d at %d,%d is %s, not %s", index, x, y, seen, expected)
                .isTrue();
    }

    /** Where the terminal's text is on the screen, in pixels. */
    private record Area(int left, int top, int width, int height) {
        int middle() {
            return top + height / 2;
        }

        /** In the columns that no line reaches. */
        int rightEdge() {
            return left + width * 9 / 10;
        }
    }

    private static Process xterm(VirtualScreen screen, Path folder) throws IOException {
        return screen.command(
                        "xterm",
                        "-geometry",
                        "80x24+200+150",
                        "-bg",
                        "#203040",
                        "-fg",
                        "#e0e0e0",
                        "+sb",
                        "-title",
                        "lastframe terminal",
                        "-e",
                        "bash",
                        "-c",
                        SCROLL)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static Area area(VirtualScreen screen) {
        String info = screen.run("xwininfo", "-name", "lastframe terminal");
        return new Area(
                number(info, "Absolute upper-left X"),
                number(info, "Absolute upper-left Y"),
                number(info, "Width"),
                number(info, "Height"));
    }

    private static int number(String info, String name) {
        Matcher matcher = Pattern.compile(Pattern.quote(name) + ": +(\\d+)").matcher(info);
        assertThat(matcher.find()).as(info).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    /** The number in a file of the script's, 0 while it is not there or not whole. */
    private static int lines(Path folder, String name) {
        try {
            String text = Files.readString(folder.resolve(name));
            return text.endsWith("\n") ? Integer.parseInt(text.strip()) : 0;
        } catch (IOException notYet) {
            return 0;
        }
    }
}
