package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.cli.ReportFile;
import dev.lastframe.app.cli.SmallDisk;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Reports for which there is no room: on a real disk that is full, and at the destination. */
@Timeout(300)
@ExtendWith(Fx.class)
final class BugReportRoomIT {

    private static final long MIB = 1024 * 1024;
    private static final String REGION = "\"target\":\"region 0,715,640x360\"";

    /** More than Jira takes when it is packed. */
    private static final int LOG_LINES = 4_000;

    private static final int LINE_CHARS = 2_000;

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
        if (!SmallDisk.isAllowed(home)) {
            // where nothing may be mounted, the dialog's model was tried with a disk that says so
            return;
        }
        try (SmallDisk disk = SmallDisk.mount(home.resolve("small"), 64 * MIB)) {
            person.hasSettings(REGION + ",\"folder\":\"" + disk.folder() + "\"");
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
            person.close();
        }
    }

    @Test
    void whatDoesNotFitIsSaidInTheDialogAndFitsWithHalfOfTheStretch() throws IOException {
        person.hasSettings(REGION);
        Path videos = home.resolve("Videos/Lastframe");
        record(videos);
        tellMuch(videos);

        person.clicks("#report-last");
        dialog.awaitsIt();
        dialog.clicks("#bug-to-jira");
        dialog.clicks("#bug-make");
        dialog.awaits("it says so", () -> dialog.sees("#bug-trouble"));

        assertThat(dialog.text("#bug-trouble-code")).isEqualTo("DOES_NOT_FIT");
        assertThat(dialog.text("#bug-trouble-text")).contains("10").contains("MB");
        assertThat(zips(videos)).isEmpty();
        dialog.clicks("#bug-remedy");
        dialog.awaits("it is made", () -> dialog.sees("#bug-made"));
        Path zip = zips(videos).getFirst();
        assertThat(Files.size(zip)).isLessThan(10_000_000);
        assertThat(ReportFile.open(zip).names()).contains("recording.mp4");
    }

    private void record(Path videos) {
        person.opensTheWindow();
        person.pressesF9();
        person.awaits("it lasts a while", () -> person.title().contains("0:02"));
        person.pressesF9();
        Recorded.awaitPublished(videos, 1);
        person.awaitsTitle("Lastframe");
    }

    /** As if the application had logged so much in the recording's first moment. */
    private static void tellMuch(Path videos) throws IOException {
        Path events;
        try (Stream<Path> files = Files.list(videos)) {
            events =
                    files.filter(file -> file.toString().endsWith(".events.jsonl"))
                            .findFirst()
                            .orElseThrow();
        }
        Random random = new Random(7);
        try (BufferedWriter out = Files.newBufferedWriter(events, StandardOpenOption.APPEND)) {
            for (int i = 0; i < LOG_LINES; i++) {
                StringBuilder text = new StringBuilder();
                while (text.length() < LINE_CHARS) {
                    text.append((char) (random.nextInt(6) == 0 ? ' ' : 'a' + random.nextInt(26)));
                }
                out.write("{\"t\":1000,\"type\":\"log\",\"line\":\"" + text + "\"}\n");
            }
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }

    private static List<Path> zips(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".zip")).toList();
        }
    }
}
