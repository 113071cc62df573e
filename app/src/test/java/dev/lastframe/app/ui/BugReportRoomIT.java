package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.cli.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
            person.close();
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
