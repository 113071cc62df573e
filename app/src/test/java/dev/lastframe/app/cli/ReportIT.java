package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.core.testing.BarcodeContent;
import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.DecodedPicture;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Programs;
import dev.lastframe.core.testing.Signals;
import dev.lastframe.core.testing.VirtualScreen;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code lastframe report}, the real program, at every moment of a recording's life. */
@Tag("beside")
@Timeout(600)
final class ReportIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int CANCELLED = 5;

    private static VirtualScreen screen;
    private static BarcodeContent content;

    /** Made once for all tests that only need one. */
    private static Launcher.Run recorded;

    @TempDir private static Path recordings;
    @TempDir private static Path cache;

    @TempDir private Path home;

    @BeforeAll
    static void record() {
        screen = VirtualScreen.start(640, 480);
        content = BarcodeContent.start(screen.display(), ContentMode.SMALL, 10);
        recorded = in(recordings).run("record", "--for", "3s", "--json", "--output", "bug.ts");
        assertThat(recorded.exitCode()).as(recorded.err()).isZero();
    }

    @AfterAll
    static void endTheScreen() {
        content.close();
        screen.close();
    }

    @Test
    void ofARunningRecordingItHoldsTheStretchAndTheRecordingGoesOn() throws IOException {
        Path video = home.resolve("bug.ts");
        Launcher.Running running = record(video, "--json");
        awaitLedger(video, 4);

        Launcher.Run report = launcher().run("report", "--last", "2s");

        assertMade(report, home.resolve("bug.report.zip"));
        ReportFile zip = ReportFile.open(home.resolve("bug.report.zip"));
        assertThat(zip.names())
                .containsExactly(
                        "recording.mp4",
                        "screenshot.png",
                        "session.json",
                        "events.jsonl",
                        "log.txt",
                        "system.json",
                        "description.md",
                        "report.html",
                        "manifest.json");
        JsonNode session = zip.json("session.json");
        assertThat(session.get("recordingState").asText()).isEqualTo("running");
        assertThat(session.get("numbersFrom").asText()).isEqualTo("program");
        assertThat(running.process().isAlive()).isTrue();
        running.process().destroy();
        Launcher.Run ended = running.await();
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(session.at("/ledger/videoDropCount").asLong())
                .isLessThanOrEqualTo(ended.json().at("/ledger/missed").asLong());
        assertStretchOnly(zip, video, session);
        assertNoLitter();
    }

    @Test
    void ofAFinishedRecordingTheDropCountIsTheFinalLedgersAndNamesAreCounted() throws IOException {
        Path video = finished();

        assertMade(launcher().run("report", video.toString()), home.resolve("bug.report.zip"));
        assertMade(
                launcher().run("report", video.toString(), "--last", "1s"),
                home.resolve("bug.report (2).zip"));

        Path made = home.resolve("bug.report.zip");
        assertOpensIn("unzip", "-t", made.toString());
        assertOpensIn("python3", "-m", "zipfile", "-t", made.toString());
        ReportFile zip = ReportFile.open(made);
        JsonNode session = zip.json("session.json");
        JsonNode ledger = recorded.json().get("ledger");
        assertThat(session.get("recordingState").asText()).isEqualTo("finished");
        assertThat(session.at("/ledger/videoDropCount")).isEqualTo(ledger.get("missed"));
        assertThat(session.at("/ledger/ticks")).isEqualTo(ledger.get("ticks"));
        assertThat(zip.json("manifest.json").get("sentence").asText())
                .isEqualTo(
                        ledger.get("missed").asLong()
                                + " of "
                                + ledger.get("ticks").asLong()
                                + " ticks missed");
        assertThat(session.at("/queue/capacity").asInt()).isEqualTo(8);
        assertThat(session.at("/recording/screens/0/width").asInt()).isEqualTo(640);
        assertThat(session.at("/disk/writes").asLong()).isPositive();
        assertStretchOnly(
                ReportFile.open(home.resolve("bug.report (2).zip")),
                video,
                ReportFile.open(home.resolve("bug.report (2).zip")).json("session.json"));
        assertNoLitter();
    }

    @Test
    void inTheVerySecondOfTheStopItHoldsAPlayableVideo() throws IOException {
        for (int round = 0; round < 2; round++) {
            Path video = home.resolve("bug" + round + ".ts");
            Launcher.Running running = record(video);
            awaitLedger(video, 1);
            Launcher.Running report = launcher().start("report", growing(video).toString());
            Waits.pause(Duration.ofMillis(300L + 500L * round));
            running.process().destroy();

            assertMade(report.await(), home.resolve("bug" + round + ".report.zip"));

            assertThat(running.await().exitCode()).isZero();
            ReportFile zip = ReportFile.open(home.resolve("bug" + round + ".report.zip"));
            Ffmpeg.requireUndamaged(zip.video(home));
        }
        assertNoLitter();
    }

    @Test
    void twoAtOnceAreTwoReports() throws IOException {
        Path video = finished();

        List<Launcher.Running> both =
                List.of(
                        launcher().start("report", video.toString()),
                        launcher().start("report", video.toString()));
        List<Launcher.Run> ended = both.stream().map(Launcher.Running::await).toList();

        assertThat(ended).allMatch(run -> run.exitCode() == 0 && run.err().isEmpty());
        ReportFile.open(home.resolve("bug.report.zip"));
        ReportFile.open(home.resolve("bug.report (2).zip"));
        assertNoLitter();
    }

    @Test
    void withoutARecordingItHoldsTheScreen() throws IOException {
        Path target = home.resolve("report.zip");

        assertMade(launcher().run("report", "--output", target.toString()), target);

        ReportFile zip = ReportFile.open(target);
        assertThat(zip.names())
                .containsExactly(
                        "screenshot.png",
                        "session.json",
                        "log.txt",
                        "system.json",
                        "description.md",
                        "report.html",
                        "manifest.json");
        assertThat(zip.json("session.json").get("recordingState").asText()).isEqualTo("none");
        assertThat(zip.json("session.json").at("/screenshot/of").asText()).isEqualTo("screen");
        Path png = Files.write(home.resolve("s.png"), zip.bytes("screenshot.png"));
        assertThat(Ffmpeg.probe(png).width()).isEqualTo(640);
        assertThat(zip.json("system.json").at("/cpu/threads").asInt()).isPositive();
    }

    @Test
    void ofARecoveredRecordingItSaysSo() throws IOException {
        Path video = home.resolve("bug.ts");
        Launcher.Running running = record(video);
        awaitLedger(video, 1);
        running.process().destroyForcibly();
        running.await();
        assertReportOfWhatACrashLeft(video);
        assertThat(launcher().run("recover", home.toString()).exitCode()).isIn(0, 5);

        assertMade(launcher().run("report", video.toString()), home.resolve("bug.report (2).zip"));

        ReportFile zip = ReportFile.open(home.resolve("bug.report (2).zip"));
        assertThat(zip.json("session.json").get("recordingState").asText()).isEqualTo("recovered");
        assertThat(zip.text("description.md")).contains("was recovered");
        Ffmpeg.requireUndamaged(zip.video(home));
    }

    /** Before anybody recovers it; it stays as it is. */
    private void assertReportOfWhatACrashLeft(Path video) throws IOException {
        byte[] left = Files.readAllBytes(growing(video));

        assertMade(launcher().run("report", video.toString()), home.resolve("bug.report.zip"));

        ReportFile zip = ReportFile.open(home.resolve("bug.report.zip"));
        assertThat(zip.json("session.json").get("recordingState").asText()).isEqualTo("unfinished");
        assertThat(zip.text("description.md")).contains("killed while it recorded this");
        Ffmpeg.requireUndamaged(zip.video(home));
        assertThat(growing(video)).hasBinaryContent(left);
    }

    /** By another program's own test of it. */
    private static void assertOpensIn(String program, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(Programs.require(program).toString()));
        command.addAll(List.of(words));
        Process test = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(test.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(Waits.exitCode(test, LIMIT, program)).as(said).isZero();
        // Python's ends with 0 whatever it found.
        assertThat(said)
                .containsPattern("No errors detected|Done testing")
                .doesNotContain("corrupt");
    }

    @Test
    void whatCannotBeDoneIsOneSentenceAndLeavesNothing() throws IOException {
        Path video = finished();

        assertRefused(launcher().run("report", home.resolve("none.ts").toString()), 2);
        assertRefused(launcher().run("report", video.toString(), "--last", "soon"), 2);
        assertRefused(launcher().run("report", video.toString(), "--for", "nowhere"), 2);
        assertRefused(launcher().run("report", video.toString(), "--output", video.toString()), 2);
        assertRefused(launcher().run("report", video.toString(), "--output", "no/folder/a.zip"), 4);
        assertRefused(launcher().run("report", video.toString(), "--fit", "5KB"), 6);

        assertThat(names(home)).noneMatch(name -> name.endsWith(".zip"));
        assertNoLitter();
    }

    @Test
    void theWholeZipFitsTheSizeThatWasAsked() throws IOException {
        Path video = finished();

        assertMade(
                launcher().run("report", video.toString(), "--fit", "60KB"),
                home.resolve("bug.report.zip"));

        assertThat(Files.size(home.resolve("bug.report.zip"))).isLessThanOrEqualTo(60_000);
        ReportFile zip = ReportFile.open(home.resolve("bug.report.zip"));
        Ffmpeg.requireUndamaged(zip.video(home));
    }

    @Test
    void aFullDiskIsOneSentence() throws IOException {
        Path video = finished();
        byte[] recording = Files.readAllBytes(video);
        try (SmallDisk disk = SmallDisk.mount(home.resolve("small"), 40 * 1024)) {
            Path target = disk.folder().resolve("a.zip");
            Launcher.Run run =
                    launcher().run("report", video.toString(), "--output", target.toString());

            assertRefused(run, 4);
            assertThat(run.err()).contains("full");
            assertThat(names(disk.folder())).isEmpty();
            assertThat(video).hasBinaryContent(recording);
        }
        assertNoLitter();
    }

    /**
     * What a report is made of lies in the cache, which may be on another disk. There is room when
     * it is looked for; then somebody else takes it.
     */
    @Test
    void aCacheThatFillsWhileTheVideoIsMadeIsOneSentence() throws IOException {
        Path video = finished();
        byte[] recording = Files.readAllBytes(video);
        Path small = home.resolve("cache");
        Path reports = small.resolve("lastframe/reports");
        try (SmallDisk disk = SmallDisk.mount(reports, 200L * 1024 * 1024)) {
            Launcher.Running running =
                    launcher()
                            .with("XDG_CACHE_HOME", small.toString())
                            .start("report", video.toString(), "--fit", "60KB");
            Waits.promptly(
                    LIMIT,
                    "its video is being made",
                    () -> !running.process().isAlive() || isMaking(reports));

            disk.leaveRoom(0);
            Launcher.Run run = running.await();

            assertRefused(run, 4);
            assertThat(run.err()).contains("full");
            assertThat(names(disk.folder())).isEmpty();
            assertThat(home.resolve("bug.report.zip")).doesNotExist();
            assertThat(video).hasBinaryContent(recording);
        }
        assertNoLitter();
    }

    @Test
    void cancelledAtAnyMomentNothingIsLeftAndTheRecordingGoesOn() throws IOException {
        long seed = System.nanoTime();
        System.out.println("cancelled reports: seed " + seed);
        Random random = new Random(seed);
        Path video = home.resolve("bug.ts");
        Launcher.Running running = record(video);
        awaitLedger(video, 2);
        for (int i = 0; i < CANCELLED; i++) {
            Launcher.Running report = launcher().start("report");
            Waits.pause(Duration.ofMillis(200 + random.nextInt(3000)));
            Signals.send(i % 2 == 0 ? "INT" : "TERM", report.process());
            Launcher.Run ended = report.await();

            Path zip = home.resolve("bug.report.zip");
            if (ended.exitCode() == 0) {
                ReportFile.open(zip);
                Files.delete(zip);
            } else {
                // Before Java handles signals it ends by them, without a word.
                assertThat(ended.exitCode()).as(ended.err()).isIn(4, 130, 143);
                assertThat(ended.err().lines().count()).isLessThanOrEqualTo(1);
                assertThat(zip).doesNotExist();
            }
        }
        running.process().destroy();
        assertThat(running.await().exitCode()).isZero();
        Ffmpeg.requireUndamaged(video);
        assertNoLitter();
    }

    @Test
    void noPlantedSecretIsInAnyByte() throws IOException {
        String token = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";
        List<String> secrets =
                List.of(
                        token,
                        "AKIAIOSFODNN7EXAMPLE",
                        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N",
                        "MIIEpAIBAAKCAQEA7bq98sVY0dTqLw3k5s9uGm",
                        "jane.roe@example.org",
                        "hunter2secret",
                        home.toString());
        String all =
                "see "
                        + token
                        + " AKIAIOSFODNN7EXAMPLE "
                        + secrets.get(2)
                        + " jane.roe@example.org https://jane:hunter2secret@example.org/x "
                        + home
                        + "/notes.txt";
        Path video = home.resolve("jane.roe@example.org.ts");
        launcher().run("record", "--for", "1s", "--output", video.toString());
        Path events = BarcodeRecordingIT.events(video);
        String key =
                "-----BEGIN RSA PRIVATE KEY-----\\n"
                        + secrets.get(3)
                        + "\\n-----END RSA PRIVATE KEY-----";
        Files.writeString(
                events,
                "{\"t\":1000000,\"type\":\"mark\",\"text\":\""
                        + all
                        + "\"}\n{\"t\":1100000,\"type\":\"focus\",\"application\":\"xterm\",\"title\":\""
                        + all
                        + "\"}\n{\"t\":1200000,\"type\":\"log\",\"file\":\""
                        + home
                        + "/app.log\",\"line\":\""
                        + all
                        + "\"}\n{\"t\":1300000,\"type\":\"log\",\"file\":\"k.log\",\"line\":\""
                        + key
                        + "\",\"jane.roe@example.org\":1}\n",
                StandardCharsets.UTF_8,
                java.nio.file.StandardOpenOption.APPEND);
        Files.writeString(
                home.resolve("state/lastframe/lastframe.log"),
                "2026-11-25T12:00:00.000 ERROR [main] d.l.App - " + all + "\n",
                StandardCharsets.UTF_8,
                java.nio.file.StandardOpenOption.APPEND);
        Path target = home.resolve("[e-mail].report.zip");

        assertMade(launcher().run("report", video.toString()), target);

        ReportFile zip = ReportFile.open(target);
        assertThat(zip.text("app-log.txt")).contains("see ");
        assertThat(zip.text("log.txt")).contains("ERROR");
        for (String name : zip.names()) {
            String bytes = new String(zip.bytes(name), StandardCharsets.ISO_8859_1);
            for (String secret : secrets) {
                assertThat(bytes.contains(secret)).as("%s in %s", secret, name).isFalse();
            }
        }
        assertThat(zip.json("manifest.json").get("redactions").size()).isGreaterThan(3);
    }

    private void assertStretchOnly(ReportFile zip, Path recorded, JsonNode session)
            throws IOException {
        List<DecodedPicture> inReport = Ffmpeg.decode(zip.video(home), content.layout()).pictures();
        assertThat(inReport).isNotEmpty();
        long from = session.at("/stretch/fromMicros").asLong();
        long until = session.at("/stretch/untilMicros").asLong();
        List<DecodedPicture> all = Ffmpeg.decode(recorded, content.layout()).pictures();
        int first =
                all.stream()
                        .filter(p -> p.ptsMicros() <= from)
                        .mapToInt(DecodedPicture::number)
                        .max()
                        .orElse(0);
        int last =
                all.stream()
                        .filter(p -> p.ptsMicros() <= until)
                        .mapToInt(DecodedPicture::number)
                        .max()
                        .orElseThrow();
        assertThat(inReport).allSatisfy(p -> assertThat(p.number()).isBetween(first, last));
        for (String line : zip.text("events.jsonl").lines().skip(1).toList()) {
            JsonNode event = new com.fasterxml.jackson.databind.ObjectMapper().readTree(line);
            assertThat(event.get("t").asLong()).isEqualTo(event.get("recordedT").asLong() - from);
            assertThat(event.get("t").asLong()).isLessThanOrEqualTo(until - from);
        }
    }

    private static void assertMade(Launcher.Run run, Path zip) {
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo(zip + "\n");
    }

    private static void assertRefused(Launcher.Run run, int code) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).as(run.err()).hasSize(1);
        assertThat(run.err()).endsWith(".\n");
    }

    private void assertNoLitter() throws IOException {
        assertThat(names(home)).noneMatch(name -> name.startsWith(".lastframe-unfinished"));
        Path scratch = cache.resolve("lastframe/reports");
        if (Files.isDirectory(scratch)) {
            assertThat(names(scratch)).isEmpty();
        }
    }

    /** Whether there is a file that is not whole yet in the folder of a report. */
    private static boolean isMaking(Path reports) {
        try (Stream<Path> files = Files.walk(reports, 2)) {
            return files.anyMatch(
                    file -> String.valueOf(file.getFileName()).startsWith(".lastframe-unfinished"));
        } catch (IOException | java.io.UncheckedIOException movedMeanwhile) {
            return false;
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    /** A copy of the finished recording, which is this test's own. */
    private Path finished() throws IOException {
        for (String name : List.of("bug.ts", "bug.mp4", "bug.events.jsonl")) {
            Files.copy(recordings.resolve(name), home.resolve(name));
        }
        return home.resolve("bug.ts");
    }

    private Launcher launcher() {
        return in(home);
    }

    /** Others leave their litter elsewhere. */
    private static Launcher in(Path home) {
        return new Launcher(home, screen.display()).with("XDG_CACHE_HOME", cache.toString());
    }

    private Launcher.Running record(Path video, String... more) {
        List<String> words =
                Stream.concat(Stream.of("record", "--output", video.toString()), Stream.of(more))
                        .toList();
        return launcher().start(words.toArray(String[]::new));
    }

    private static Path growing(Path video) {
        return BarcodeRecordingIT.growing(video);
    }

    /** So many seconds are recorded. */
    private static void awaitLedger(Path video, int lines) {
        Path events = BarcodeRecordingIT.events(video);
        Waits.eventually(
                LIMIT,
                lines + " ledger lines",
                () -> {
                    try (Stream<String> all = Files.lines(events)) {
                        return all.filter(line -> line.contains("\"ledger\"")).count() >= lines;
                    } catch (IOException | java.io.UncheckedIOException notYet) {
                        return false;
                    }
                });
    }
}
