package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.cli.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A report for which there is no room on a real disk. */
@Timeout(300)
@ExtendWith(Fx.class)
final class BugReportRoomIT {

    private static final long MIB = 1024 * 1024;
    private static final int LOGGED_CHARS = 12_000_000;
    private static final String REGION = "\"target\":\"region 0,715,640x360\"";

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
    void aDiskThatIsFullIsSaidInTheDialogAndNothingHalfMadeStays() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(home.resolve("small"), 200 * MIB)) {
            person.hasSettings(REGION + ",\"keep\":\"ts\",\"folder\":\"" + disk.folder() + "\"");
            record(disk.folder());
            List<String> before = names(disk.folder());
            disk.leaveRoom(0);

            person.clicks("#report-last");
            dialog.awaitsIt();
            dialog.clicks("#bug-make");
            dialog.awaits("it says so", () -> dialog.sees("#bug-trouble"));

            assertThat(dialog.text("#bug-trouble-text"))
                    .containsIgnoringCase("full")
                    .endsWith(".")
                    .doesNotContain("Exception");
            assertThat(dialog.text("#bug-trouble-code")).isEqualTo("UNWRITABLE");
            assertThat(dialog.text("#bug-remedy")).isEqualTo("Choose another folder");
            assertThat(names(disk.folder())).isEqualTo(before);
            disk.leaveRoom(16 * MIB);
            dialog.clicks("#bug-make");
            dialog.awaits("it is made", () -> dialog.sees("#bug-made"));
            dialog.presses(KeyCode.ESCAPE);
            dialog.awaits("it is closed", () -> !dialog.isOpen());

            disk.leaveRoom(160 * MIB);
            logsTooMuch(events(disk.folder()));
            whatDoesNotFitIsSaidAndHalfOfItIsMade();
            dialog.presses(KeyCode.ESCAPE);
            dialog.awaits("it is closed", () -> !dialog.isOpen());

            Files.delete(Recorded.published(disk.folder()).getFirst());
            whatIsGoneIsSaid();
            person.close();
        }
    }

    /**
     * A log of the application that is larger than what the destination takes, in the first half.
     */
    private static void logsTooMuch(Path events) throws IOException {
        Random random = new Random(7);
        StringBuilder lines = new StringBuilder();
        while (lines.length() < LOGGED_CHARS) {
            lines.append("{\"t\":100000,\"type\":\"log\",\"file\":\"shop.log\",\"line\":\"");
            for (int word = 0; word < 150; word++) {
                random.ints(6, 'a', 'z' + 1).forEach(letter -> lines.append((char) letter));
                lines.append(' ');
            }
            lines.append("\"}\n");
        }
        Files.writeString(events, lines, StandardOpenOption.APPEND);
    }

    private void whatDoesNotFitIsSaidAndHalfOfItIsMade() {
        person.clicks("#report-last");
        dialog.awaitsIt();
        dialog.clicks("#bug-to-jira");
        dialog.clicks("#bug-make");
        dialog.awaits("it says so", () -> dialog.sees("#bug-trouble"));

        assertThat(dialog.text("#bug-trouble-text"))
                .isEqualTo(
                        "Even the smallest report of this stretch is larger than 10\u00a0MB. Choose"
                                + " a shorter stretch, or leave large entries out.");
        assertThat(dialog.text("#bug-trouble-code")).isEqualTo("DOES_NOT_FIT");
        assertThat(dialog.text("#bug-remedy")).isEqualTo("Take its later half");
        // by the keyboard: the button moves while the sentence above it finds its lines
        dialog.goesTo("#bug-remedy");
        dialog.presses(KeyCode.SPACE);
        dialog.awaits("it is made", () -> dialog.sees("#bug-made"));
    }

    private void whatIsGoneIsSaid() {
        person.clicks("#report-last");
        dialog.awaits("it says so", () -> dialog.sees("#bug-trouble"));

        assertThat(dialog.text("#bug-trouble-text"))
                .contains("There is no recording")
                .endsWith(".");
        assertThat(dialog.text("#bug-trouble-code")).isEqualTo("UNREADABLE");
        assertThat(dialog.sees("#bug-remedy")).isFalse();
    }

    private static Path events(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".events.jsonl"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void record(Path videos) {
        person.opensTheWindow();
        person.pressesF9();
        person.awaits("it lasts a while", () -> person.title().contains("0:02"));
        person.pressesF9();
        Recorded.awaitPublished(videos, 1);
        person.awaitsTitle("Lastframe");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }
}
