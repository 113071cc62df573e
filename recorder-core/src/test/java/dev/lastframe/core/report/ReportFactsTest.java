package dev.lastframe.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.core.export.Progress;
import dev.lastframe.core.privacy.Identity;
import dev.lastframe.core.recovery.SampleRecording;
import dev.lastframe.core.storage.FinishedRecordings;
import dev.lastframe.core.testing.FakeClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report says is so, and what it must not say stands nowhere. */
final class ReportFactsTest {

    private static SampleRecording sample;

    @TempDir private Path home;
    private DraftHome made;

    @BeforeAll
    static void record() {
        sample = SampleRecording.of(90, 320, 180, 0.05);
    }

    @BeforeEach
    void begin() throws IOException {
        made = DraftHome.in(home);
    }

    /** Its zip leaves the computer under its name. */
    @Test
    void whoseRecordingItIsStandsInNoName() throws Exception {
        Path bug = made.recording(sample.bytes());
        Path recording = Files.move(bug, bug.resolveSibling("roe at deskpc7.ts"));
        made.identity = new Identity("roe", "", List.of(), "deskpc7");

        Path zip = make(recording);

        assertThat(zip.getFileName()).hasToString("[user name] at [host name].report.zip");
    }

    /** What the program broke at another time is nothing that this recording shows. */
    @Test
    void aFaultIsNamedWhereItWasInTheTimeOfTheRecording() throws Exception {
        for (String then : List.of("2026-11-25T12:00:01Z", "2026-11-25T12:00:04Z")) {
            assertThat(faultOf(then)).as(then).isEqualTo("LF-1234");
        }
        for (String other : List.of("2026-11-25T11:59:59Z", "2026-11-25T12:00:20Z", "", "then")) {
            assertThat(faultOf(other)).as(other).isEmpty();
        }
    }

    private String faultOf(String wall) throws Exception {
        made.recording(sample.bytes(), ReportTest.START, ReportTest.ledger(2_980_000, 90, 0));
        made.fault =
                Optional.of(
                        EventLine.JSON
                                .createObjectNode()
                                .put("wall", wall)
                                .put("code", "LF-1234")
                                .put("sentence", "It broke.")
                                .put("thread", "main"));
        Path zip = make(bug());
        JsonNode session = DraftHome.json(zip, Entry.SESSION);
        assertThat(ReportTest.schema().validate(session)).isEmpty();
        String code = session.at("/fault/code").asText("");
        String description = DraftHome.text(zip, Entry.DESCRIPTION);
        assertThat(description.contains("a fault of its own: LF-1234")).isEqualTo(!code.isEmpty());
        return code;
    }

    /** Silence is no proof where nobody listened. */
    @Test
    void nobodyIsSaidNotToStutterWhereThatIsNotKnown() throws Exception {
        assertThat(stutter(ReportTest.START))
                .contains("cannot be told: not all input was recorded.");
        String kept =
                ReportTest.START.substring(0, ReportTest.START.length() - 1)
                        + ",\"input\":\"x11\"}";
        assertThat(stutter(kept))
                .contains("cannot be told: nothing tells when the screen changed.");
        String screen = "{\"t\":1000000,\"type\":\"screen\",\"from\":0,\"ticks\":30,\"changed\":3}";
        assertThat(stutter(kept, screen)).contains("Nobody stuttered.");
        assertThat(stutter(ReportTest.START, screen)).doesNotContain("Nobody stuttered.");
        String lost =
                "{\"t\":500000,\"type\":\"health\",\"kind\":\"EVENTS_LOST\",\"detail\":\"Some.\"}";
        assertThat(stutter(kept, lost, screen)).contains("not all input was recorded.");
        String limited =
                "{\"t\":500000,\"type\":\"health\",\"kind\":\"INPUT_LIMITED\",\"detail\":\"Too much.\"}";
        assertThat(stutter(kept, limited, screen)).contains("not all input was recorded.");
        String missed =
                "{\"t\":500000,\"type\":\"missed\",\"until\":700000,\"reason\":\"late\",\"count\":6}";
        assertThat(stutter(kept, missed, screen)).doesNotContain("Nobody", "cannot be told");
        assertThat(stutter(ReportTest.START, missed)).contains("cannot be told");
    }

    private String stutter(String... events) throws Exception {
        List<String> all = new ArrayList<>(List.of(events));
        all.add(ReportTest.ledger(2_000_000, 60, 0));
        made.recording(sample.bytes(), all.toArray(String[]::new));
        Path zip = make(bug());
        return DraftHome.text(zip, Entry.DESCRIPTION);
    }

    @Test
    void whatBecameOfTheSoundIsInTheSession() throws Exception {
        String line = ReportTest.ledger(2_000_000, 60, 0);
        String sound =
                "{\"read\":48000,\"dropped\":10,\"silence\":20,\"corrected\":-3,\"written\":48007}";
        made.recording(
                sample.bytes(),
                ReportTest.START,
                line.substring(0, line.length() - 1) + ",\"sound\":{\"system\":" + sound + "}}");

        Path zip = make(bug());

        JsonNode session = DraftHome.json(zip, Entry.SESSION);
        assertThat(session.at("/ledger/sound/system/written").asLong()).isEqualTo(48_007);
        assertThat(ReportTest.schema().validate(session)).isEmpty();
    }

    /** Each rule of the public rule set, in everything that a report is made of. */
    @Test
    void noKnownSecretIsInAnyByteOfAnyEntry() throws Exception {
        List<String> secrets = new ArrayList<>();
        List<String> events = new ArrayList<>(List.of(ReportTest.START));
        StringBuilder log = new StringBuilder();
        for (String line : knownSecrets()) {
            String[] columns = line.split("\t", -1);
            secrets.add(columns[1]);
            String text = columns[2].replace("\\n", "\n");
            long t = 1_000_000L + secrets.size();
            var mark = EventLine.JSON.createObjectNode().put("t", t).put("type", "mark");
            events.add(mark.put("text", text).toString());
            var focus = EventLine.JSON.createObjectNode().put("t", t).put("type", "focus");
            events.add(focus.put("application", "xterm").put("title", text).toString());
            var said = EventLine.JSON.createObjectNode().put("t", t).put("type", "log");
            events.add(said.put("file", "app.log").put("line", text).toString());
            log.append("2026-11-25T12:00:01.000 ERROR [main] App - ").append(text).append('\n');
        }
        events.add(ReportTest.ledger(2_980_000, 90, 0));
        made.recording(sample.bytes(), events.toArray(String[]::new));
        Files.writeString(home.resolve("own.log"), log);

        Path zip = make(bug());

        assertThat(secrets).hasSizeGreaterThan(220);
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry each : Collections.list(file.entries())) {
                byte[] bytes = file.getInputStream(each).readAllBytes();
                String text = new String(bytes, StandardCharsets.ISO_8859_1);
                for (String secret : secrets) {
                    assertThat(text.contains(secret))
                            .as("%s in %s", secret, each.getName())
                            .isFalse();
                }
            }
        }
        assertThat(DraftHome.text(zip, Entry.APP_LOG).lines())
                .as("they were there")
                .hasSizeGreaterThanOrEqualTo(secrets.size());
        assertThat(DraftHome.text(zip, Entry.LOG).lines())
                .hasSizeGreaterThanOrEqualTo(secrets.size());
    }

    /** Who asks as a recording stops means that one, wherever it is. */
    @Test
    void theRecordingThatEndedThisSecondIsFoundInAnyFolderWhileItsMp4IsMade() throws Exception {
        Path elsewhere = Files.createDirectories(home.resolve("elsewhere"));
        Path published = Files.write(elsewhere.resolve("just.ts"), sample.bytes());
        Path events =
                Files.writeString(
                        elsewhere.resolve("just.events.jsonl"),
                        ReportTest.START + "\n" + ReportTest.ledger(2_000_000, 60, 0) + "\n");
        Instant now = new FakeClock().wallTime();
        Files.setLastModifiedTime(events, FileTime.from(now.minusSeconds(2)));
        Finder finder = new Finder(made.environment());
        assertThat(finder.running()).isEmpty();

        new FinishedRecordings(made.active()).note(published);

        assertThat(finder.running().orElseThrow().name()).isEqualTo("just");
        Files.setLastModifiedTime(events, FileTime.from(now.minusSeconds(6)));
        assertThat(finder.running()).as("long ago").isEmpty();
    }

    private Path bug() {
        return home.resolve("videos/bug.ts");
    }

    private Path make(Path recording) throws Exception {
        ReportOrder all =
                new ReportOrder(
                        Optional.of(recording),
                        Duration.ofSeconds(3),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Description.DRAFT);
        return made.report().make(all, Progress.NONE).file();
    }

    private static List<String> knownSecrets() throws IOException {
        String file = "/dev/lastframe/core/privacy/known-secrets.tsv";
        try (InputStream in = ReportFactsTest.class.getResourceAsStream(file)) {
            assertThat(in).as(file).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }
}
