package dev.lastframe.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.lastframe.core.export.Progress;
import dev.lastframe.core.privacy.Identity;
import dev.lastframe.core.recovery.SampleRecording;
import dev.lastframe.core.testing.FakeClock;
import dev.lastframe.core.testing.Ffmpeg;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {

    static final String START =
            "{\"t\":0,\"type\":\"start\",\"version\":1,\"wall\":\"2026-11-25T12:00:00Z\",\"nanoTime\":5,"
                    + "\"target\":\"screen 1\",\"width\":320,\"height\":180,\"capture\":\"x11-shm\","
                    + "\"preset\":\"instant\",\"encoder\":\"libx264\",\"fps\":30,\"lossBoundMillis\":250,"
                    + "\"powerLossBoundMillis\":1000,\"powerLossBoundBytes\":4194304,\"screens\":"
                    + "[{\"number\":1,\"name\":\"DP-1\",\"x\":0,\"y\":0,\"width\":320,\"height\":180,"
                    + "\"primary\":true,\"scale\":1.5}]}";

    private static SampleRecording sample;

    @TempDir private Path home;
    private Path videos;

    @BeforeAll
    static void record() {
        sample = SampleRecording.of(90, 320, 180, 0.05);
    }

    @BeforeEach
    void write() throws IOException {
        videos = Files.createDirectories(home.resolve("videos"));
        Files.write(videos.resolve("bug.ts"), sample.bytes());
        Files.writeString(
                videos.resolve("bug.events.jsonl"),
                String.join(
                                "\n",
                                START,
                                ledger(1_000_000, 30, 0),
                                "{\"t\":1500000,\"type\":\"health\",\"kind\":\"ENCODER_FALLBACK\",\"detail\":\"libx264 did not open; libopenh264 is used.\"}",
                                "{\"t\":2000000,\"type\":\"missed\",\"until\":2100000,\"reason\":\"late\",\"count\":3}",
                                "{\"t\":2200000,\"type\":\"click\",\"x\":1,\"y\":2,\"button\":\"left\",\"state\":\"down\"}",
                                ledger(2_980_000, 90, 3))
                        + "\n{\"t\":3000000,\"ty");
    }

    @Test
    void theSessionIsWhatItsSchemaSays() throws Exception {
        Path zip = make(videos.resolve("bug.ts"), Duration.ofSeconds(2), OptionalLong.empty());

        JsonNode session = EventLine.JSON.readTree(entry(zip, Entry.SESSION));

        assertThat(schema().validate(session)).isEmpty();
        assertThat(session.at("/ledger/videoDropCount").asInt()).isEqualTo(3);
        assertThat(session.at("/recording/encoder").asText()).isEqualTo("libopenh264");
        assertThat(session.at("/recording/encoderFellBackFrom/0").asText()).contains("libx264");
        assertThat(session.at("/recording/screens/0/scale").asDouble()).isEqualTo(1.5);
        assertThat(session.at("/stutters/0/sentence").asText())
                .isEqualTo("the recorder missed 0.1 s");
        JsonNode manifest = EventLine.JSON.readTree(entry(zip, Entry.MANIFEST));
        assertThat(manifest.get("sentence").asText()).isEqualTo("3 of 90 ticks missed");
    }

    @Test
    void aFieldThatTheSchemaDoesNotKnowIsSeen() throws Exception {
        Path zip = make(videos.resolve("bug.ts"), Duration.ofSeconds(2), OptionalLong.empty());
        var session = (ObjectNode) EventLine.JSON.readTree(entry(zip, Entry.SESSION));
        session.put("secret", 1);

        assertThat(schema().validate(session)).isNotEmpty();
    }

    /** On the clock of the report's video; where that was in the recording stays readable. */
    @Test
    void theTimesOfEventsBeginWithTheStretch() throws Exception {
        Path zip = make(videos.resolve("bug.ts"), Duration.ofSeconds(2), OptionalLong.empty());

        long from =
                EventLine.JSON
                        .readTree(entry(zip, Entry.SESSION))
                        .at("/stretch/fromMicros")
                        .asLong();
        assertThat(from).isBetween(900_000L, 1_100_000L);
        List<JsonNode> lines = lines(entry(zip, Entry.EVENTS));
        JsonSchema schema = schema("report-events.schema.json");
        assertThat(lines).extracting(line -> line.get("type").asText()).contains("start", "click");
        for (JsonNode line : lines) {
            assertThat(schema.validate(line)).isEmpty();
            boolean header = line.get("type").asText().equals("start");
            long recorded = line.get("recordedT").asLong();
            assertThat(line.get("t").asLong()).isEqualTo(header ? 0 : recorded - from);
        }
        JsonNode click = only(lines, "click");
        assertThat(click.get("recordedT").asLong()).isEqualTo(2_200_000);
        JsonNode missed = only(lines, "missed");
        assertThat(missed.get("until").asLong()).isEqualTo(2_100_000 - from);
        assertThat(missed.get("recordedUntil").asLong()).isEqualTo(2_100_000);
    }

    @Test
    void theVideoHasTheStretchOnly() throws Exception {
        Path zip = make(videos.resolve("bug.ts"), Duration.ofSeconds(1), OptionalLong.empty());

        Path video = Files.write(home.resolve("v.mp4"), entry(zip, Entry.VIDEO));
        assertThat(Ffmpeg.probe(video).frames()).isBetween(29, 32);
        Ffmpeg.requireUndamaged(video);
    }

    @Test
    void theSameRecordingMakesTheSameEntries() throws Exception {
        Path one = make(videos.resolve("bug.ts"), Duration.ofSeconds(2), OptionalLong.empty());
        Path two = make(videos.resolve("bug.ts"), Duration.ofSeconds(2), OptionalLong.empty());

        assertThat(two.getFileName()).hasToString("bug.report (2).zip");
        for (String name :
                List.of(
                        Entry.VIDEO,
                        Entry.PICTURE,
                        Entry.SESSION,
                        Entry.EVENTS,
                        Entry.LOG,
                        Entry.DESCRIPTION)) {
            assertThat(entry(two, name)).as(name).isEqualTo(entry(one, name));
        }
    }

    @Test
    void ofAnMp4AloneItIsTheSame() throws Exception {
        Path zip = make(videos.resolve("bug.ts"), Duration.ofSeconds(9), OptionalLong.empty());
        Files.write(videos.resolve("bug.mp4"), entry(zip, Entry.VIDEO));
        Files.delete(videos.resolve("bug.ts"));

        Path other = make(videos.resolve("bug.mp4"), Duration.ofSeconds(1), OptionalLong.empty());

        Path video = Files.write(home.resolve("v.mp4"), entry(other, Entry.VIDEO));
        assertThat(Ffmpeg.probe(video).frames()).isBetween(29, 32);
    }

    @Test
    void whatDoesNotFitSaysByHowMuch() {
        assertThatExceptionOfType(ReportException.class)
                .isThrownBy(() ->
                        make(
                                videos.resolve("bug.ts"),
                                Duration.ofSeconds(2),
                                OptionalLong.of(2000)))
                .matches(failed -> failed.kind() == ReportException.Kind.DOES_NOT_FIT)
                .withMessageContaining("larger")
                .withMessageContaining("--last");
        assertThat(list(videos)).noneMatch(name -> name.endsWith(".zip"));
        assertThat(list(home.resolve("scratch"))).isEmpty();
    }

    /** From before its first step to the packing. */
    @Test
    void cancelledAtTenMomentsItLeavesNothing() throws Exception {
        Thread maker = Thread.currentThread();
        for (int i = 0; i < 10; i++) {
            double moment = i * 0.08;
            assertThatExceptionOfType(InterruptedException.class)
                    .as("at %s", moment)
                    .isThrownBy(() ->
                            make(
                                    videos.resolve("bug.ts"),
                                    Duration.ofSeconds(2),
                                    OptionalLong.empty(),
                                    share -> {
                                        if (share >= moment) {
                                            maker.interrupt();
                                        }
                                    }));

            assertThat(Thread.interrupted()).isFalse();
            assertThat(list(videos)).containsExactlyInAnyOrder("bug.ts", "bug.events.jsonl");
            assertThat(list(home.resolve("scratch"))).isEmpty();
        }
        assertThat(videos.resolve("bug.ts")).hasBinaryContent(sample.bytes());
    }

    private Path make(Path recording, Duration last, OptionalLong fit) throws Exception {
        return make(recording, last, fit, Progress.NONE);
    }

    private Path make(Path recording, Duration last, OptionalLong fit, Progress progress)
            throws Exception {
        return new Report(environment())
                .make(
                        new ReportOrder(
                                Optional.of(recording),
                                last,
                                fit,
                                Optional.empty(),
                                Description.DRAFT),
                        progress)
                .file();
    }

    private ReportEnvironment environment() {
        return new ReportEnvironment(
                new FakeClock(),
                ZoneOffset.UTC,
                home.resolve("active"),
                List.of(videos),
                home.resolve("none.log"),
                home.resolve("scratch"),
                Map.of(),
                Identity.NOBODY,
                "1.2.3",
                file -> Optional.empty(),
                png -> {
                    throw new IOException("there is no screen");
                },
                Optional.empty(),
                Set.of("Super+F12"));
    }

    static String ledger(long t, int ticks, int late) {
        return "{\"t\":"
                + t
                + ",\"type\":\"ledger\",\"ticks\":"
                + ticks
                + ",\"captured\":"
                + (ticks - late)
                + ",\"unchanged\":0,\"unverified\":0,\"late\":"
                + late
                + ",\"droppedQueueFull\":0,\"droppedBecause\":{\"encoder\":0,\"disk\":0,\"memory\":0},"
                + "\"captureFailed\":0,\"encoded\":"
                + (ticks - late)
                + ",\"encodeFailed\":0,\"abandoned\":0,\"inFlight\":0,\"missed\":"
                + late
                + ",\"exposureMillisMax\":40,\"wall\":\"2026-11-25T12:00:0"
                + t / 1_000_000
                + "Z\",\"encoder\":\"libopenh264\",\"width\":320,\"height\":180,\"queue\":"
                + "{\"capacity\":8,\"effective\":8,\"fill\":0,\"maxFill\":2}}";
    }

    private static List<JsonNode> lines(byte[] jsonl) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : new String(jsonl, StandardCharsets.UTF_8).lines().toList()) {
            lines.add(EventLine.JSON.readTree(line));
        }
        return lines;
    }

    private static JsonNode only(List<JsonNode> lines, String type) {
        List<JsonNode> found =
                lines.stream().filter(line -> line.get("type").asText().equals(type)).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    static JsonSchema schema() {
        return schema("session.schema.json");
    }

    private static JsonSchema schema(String name) {
        InputStream json = ReportTest.class.getResourceAsStream(name);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(json);
    }

    private static byte[] entry(Path zip, String name) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            return file.getInputStream(file.getEntry(name)).readAllBytes();
        }
    }

    private static List<String> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        } catch (IOException none) {
            return List.of();
        }
    }
}
