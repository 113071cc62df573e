package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who sits there, and at which computer, is in no byte of a report. */
@Timeout(240)
@Tag("beside")
final class PrivateReportIT {

    private static final String USER = "zoltanqv";
    private static final String HOST = "kestrelbox77";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static VirtualScreen screen;
    private static BarcodeContent content;

    @TempDir private Path home;

    @BeforeAll
    static void startTheScreen() {
        screen = VirtualScreen.start(640, 480);
        content = BarcodeContent.start(screen.display(), ContentMode.SMALL, 10);
    }

    @AfterAll
    static void endTheScreen() {
        content.close();
        screen.close();
    }

    @Test
    void theNamesOfAccountAndComputerAreInNoByteAndNoFileName() throws IOException {
        Launcher named =
                new Launcher(home, screen.display())
                        .at(onTheNamedComputer())
                        .with("USER", USER)
                        .with("LASTFRAME_JAVA_OPTS", "-Duser.name=" + USER);
        Path log = Files.writeString(home.resolve(USER + "-app.log"), "");
        Path video = home.resolve(USER + " on " + HOST + ".ts");
        Launcher.Running recording =
                named.start("record", "--output", video.toString(), "--tail", log.toString());
        awaitPictures(video, recording);
        String words = "logged in as " + USER + "@" + HOST + " (" + USER.toUpperCase(Locale.ROOT);
        awaitLine(log, words, BarcodeRecordingIT.events(video));
        recording.process().destroy();
        assertThat(recording.await().exitCode()).isZero();
        Files.writeString(
                BarcodeRecordingIT.events(video),
                "{\"t\":900000,\"type\":\"log\",\"file\":\"a.log\",\"line\":\""
                        + words
                        + "\",\""
                        + HOST
                        + "\":1}\n",
                StandardOpenOption.APPEND);

        Launcher.Run run = named.run("report", video.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        Path target = home.resolve("[user name] on [host name].report.zip");
        assertThat(run.out()).isEqualTo(target + "\n");
        ReportFile zip = ReportFile.open(target);
        assertThat(zip.text("app-log.txt")).contains("logged in as [user name]@[host name]");
        assertThat(zip.text("events.jsonl")).contains("[host name]");
        assertInNoByte(zip, List.of(USER, HOST));
    }

    private static void assertInNoByte(ReportFile zip, List<String> words) throws IOException {
        List<String> all = new ArrayList<>(zip.names());
        for (String name : zip.names()) {
            all.add(new String(zip.bytes(name), StandardCharsets.ISO_8859_1));
        }
        for (String text : all) {
            for (String word : words) {
                assertThat(text.toLowerCase(Locale.ROOT).contains(word))
                        .as("%s in %s", word, text.substring(0, Math.min(40, text.length())))
                        .isFalse();
            }
        }
    }

    /** The program, on a computer of this name. */
    private Path onTheNamedComputer() throws IOException {
        Path script =
                Files.writeString(
                        home.resolve("named"),
                        "#!/bin/sh\nexec unshare --uts sh -c 'hostname "
                                + HOST
                                + " && exec \"$0\" \"$@\"' '"
                                + System.getProperty("lastframe.launcher")
                                + "' \"$@\"\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private static void awaitPictures(Path video, Launcher.Running recording) {
        Path growing = BarcodeRecordingIT.growing(video);
        Waits.eventually(
                LIMIT,
                "it records",
                () -> growing.toFile().length() > 0 || !recording.process().isAlive());
    }

    /** What is in the log before it is looked at the first time is not taken. */
    private static void awaitLine(Path log, String line, Path events) {
        Waits.eventually(
                LIMIT,
                "the line is taken",
                () -> {
                    try {
                        Files.writeString(log, line + "\n", StandardOpenOption.APPEND);
                        Waits.pause(Duration.ofMillis(300));
                        return Files.readString(events).contains("logged in as");
                    } catch (IOException notYet) {
                        return false;
                    }
                });
    }
}
