package dev.lastframe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lastframe.core.recovery.SampleRecording;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code lastframe recover}, the real program without any display. */
@Timeout(600)
@Tag("beside")
final class RecoverIT {

    /** One will do, unless the recovery is over each time before it can be killed. */
    private static final int MOST_ROUNDS = 10;

    private static final int FILES = 3;
    private static final String EVENTS = "{\"t\":0,\"type\":\"start\"}\n{\"t\":1000,\"ty";

    private static SampleRecording sample;

    @TempDir private Path home;
    private Path videos;
    private Path active;

    @BeforeAll
    static void record() {
        sample = SampleRecording.of(60, 320, 180, 0.1);
    }

    @BeforeEach
    void makeTheFolders() throws IOException {
        videos = Files.createDirectories(home.resolve("Videos/Lastframe"));
        active = Files.createDirectories(home.resolve("state/lastframe/active"));
    }

    @Test
    void withNothingToRecoverItSaysSoInOneSentence() {
        Launcher.Run run = recover();

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("No unfinished recording was found.\n");
        assertThat(run.err()).isEmpty();
        assertThat(recover("--json").out()).isEmpty();
    }

    @Test
    void aWholeRecordingIsZeroAndItsPathIsPrinted() throws IOException {
        crashed(videos, "clip", sample.bytes());

        Launcher.Run run = recover();

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .matches(
                        "Found an unfinished recording from today \\d\\d:\\d\\d\\. 0:01 saved,"
                                + " nothing cut\\.\n"
                                + ".*/Videos/Lastframe/clip\\.ts\n");
        assertThat(Ffmpeg.probe(videos.resolve("clip.ts")).frames()).isEqualTo(60);
        assertThat(Ffmpeg.probe(videos.resolve("clip.mp4")).frames()).isEqualTo(60);
    }

    @Test
    void inAllPlacesItFindsWhatIsThereAndPrintsOneObjectAFile() throws IOException {
        Path noted = Files.createDirectories(home.resolve("a noted folder"));
        Path named = Files.createDirectories(home.resolve("a named folder"));
        int end = sample.endOf(40) + 700;
        crashed(videos, "one", sample.first(end));
        note(crashed(noted, "two", sample.bytes()));
        crashed(named, "three", "text".getBytes(StandardCharsets.UTF_8));
        crashed(named, "four", new byte[0]);

        Launcher.Run run = recover(named.toString(), "--json");

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).isEmpty();
        List<JsonNode> receipts = objects(run);
        assertThat(receipts).hasSize(4);
        for (JsonNode receipt : receipts) {
            List<String> fields = new ArrayList<>();
            receipt.fieldNames().forEachRemaining(fields::add);
            assertThat(fields)
                    .startsWith("file", "state", "secondsSaved", "bytesCut", "millisCut", "reason");
        }
        JsonNode one = receiptOf(receipts, videos.resolve("one.ts"));
        assertThat(one.get("state").asText()).isEqualTo("cut");
        assertThat(one.get("secondsSaved").asDouble()).isEqualTo(1.33);
        assertThat(one.get("bytesCut").asLong()).isEqualTo(end - sample.endOf(40));
        assertThat(one.get("millisCut").asLong()).isBetween(33L, 34L);
        assertThat(one.get("reason").isNull()).isTrue();
        JsonNode two = receiptOf(receipts, noted.resolve("two.ts"));
        assertThat(two.get("state").asText()).isEqualTo("saved");
        JsonNode three = receiptOf(receipts, named.resolve("three.recording.ts"));
        assertThat(three.get("state").asText()).isEqualTo("kept");
        assertThat(three.get("reason").asText()).isEqualTo("NOT_A_TRANSPORT_STREAM");
        JsonNode four = receiptOf(receipts, named.resolve("four.recording.ts"));
        assertThat(four.get("state").asText()).isEqualTo("empty");
        assertThat(active).isEmptyDirectory();
        assertThat(active.resolveSibling("finished")).isEmptyDirectory();
        assertThat(names(videos)).containsExactly("one.cut", "one.mp4", "one.ts");
        assertThat(names(noted)).containsExactly("two.mp4", "two.ts");
    }

    @Test
    void aFolderThatIsNoneIsTwo() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "x");

        for (String wrong : List.of("missing", file.toString())) {
            Launcher.Run run = recover(wrong);

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err().lines()).hasSize(1);
            assertThat(run.err()).contains(wrong).endsWith(".\n");
            assertThat(run.err().contains("is a file")).isEqualTo(!wrong.equals("missing"));
        }
    }

    @Test
    void wrongWordsAreTwo() {
        assertThat(recover("one", "two").exitCode()).isEqualTo(2);
        assertThat(recover("--nonsense").exitCode()).isEqualTo(2);
    }

    @Test
    void theHelpSaysWhereItLooksAndHowItEnds() {
        Launcher.Run run = recover("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("DIR", "--json", "name.cut", "Exit codes");
    }

    /** Whatever moment it is killed at: run again it finishes, and nothing is lost or doubled. */
    @Test
    void killedAtAnyMomentItIsFinishedByTheNextRun() throws IOException {
        long seed = System.nanoTime();
        System.out.println("killed recovery: seed " + seed);
        Random random = new Random(seed);
        boolean killed = false;
        for (int round = 1; round <= MOST_ROUNDS && !killed; round++) {
            Path folder = Files.createDirectories(home.resolve("round " + round));
            List<Integer> ends = new ArrayList<>();
            for (int i = 0; i < FILES; i++) {
                int end = sample.endOf(20 + i) + 1 + random.nextInt(2000);
                ends.add(end);
                note(crashed(folder, "clip " + i, sample.first(end)));
                Files.writeString(folder.resolve("clip " + i + ".events.jsonl"), EVENTS);
            }
            List<Integer> published = new ArrayList<>();
            while (published(folder) < FILES) {
                killAtSomeMoment(folder, random);
                published.add(published(folder));
            }
            System.out.println("published at each kill: " + published);
            killed = published.getFirst() < FILES;

            recover();

            assertFinished(folder, ends);
        }
        assertThat(killed).as("once there was something left to do").isTrue();
    }

    /** Once something changed in the folder, and a random time later. */
    private void killAtSomeMoment(Path folder, Random random) throws IOException {
        List<String> before = names(folder);
        Launcher.Running running = new Launcher(home, null).start("recover");
        Waits.promptly(
                Duration.ofMinutes(2),
                "recovery does something",
                () -> !running.process().isAlive() || !namesNow(folder).equals(before));
        Waits.pause(Duration.ofMillis(random.nextInt(150)));
        running.process().destroyForcibly();
        running.await();
    }

    private static List<String> namesNow(Path folder) {
        try {
            return names(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void assertFinished(Path folder, List<Integer> ends) throws IOException {
        assertThat(active).isEmptyDirectory();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < ends.size(); i++) {
            int whole = sample.endOf(sample.wholeUnits(ends.get(i)) - 1);
            String name = "clip " + i;
            assertThat(folder.resolve(name + ".ts")).hasBinaryContent(sample.first(whole));
            assertThat(folder.resolve(name + ".cut"))
                    .hasBinaryContent(Arrays.copyOfRange(sample.bytes(), whole, ends.get(i)));
            assertThat(Files.readAllLines(folder.resolve(name + ".events.jsonl")))
                    .hasSize(2)
                    .last()
                    .asString()
                    .contains("\"type\":\"recovered\"");
            expected.addAll(
                    List.of(name + ".ts", name + ".cut", name + ".events.jsonl", name + ".mp4"));
            assertThat(Ffmpeg.probe(folder.resolve(name + ".mp4")).frames())
                    .isEqualTo(sample.wholeUnits(ends.get(i)));
        }
        assertThat(names(folder)).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static int published(Path folder) throws IOException {
        return (int)
                names(folder).stream()
                        .filter(name -> name.endsWith(".ts") && !name.endsWith(".recording.ts"))
                        .count();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Launcher.Run recover(String... arguments) {
        List<String> words = new ArrayList<>(List.of("recover"));
        words.addAll(List.of(arguments));
        return new Launcher(home, null).run(words.toArray(String[]::new));
    }

    private static Path crashed(Path folder, String name, byte[] bytes) throws IOException {
        Files.createFile(folder.resolve("." + name + ".lock"));
        return Files.write(folder.resolve(name + ".recording.ts"), bytes);
    }

    private void note(Path recording) throws IOException {
        Files.writeString(active.resolve(UUID.randomUUID().toString()), recording.toString());
    }

    private static List<JsonNode> objects(Launcher.Run run) throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        for (String line : run.out().lines().toList()) {
            objects.add(new ObjectMapper().readTree(line));
        }
        return objects;
    }

    private static JsonNode receiptOf(List<JsonNode> receipts, Path file) {
        return receipts.stream()
                .filter(receipt -> receipt.get("file").asText().equals(file.toString()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no receipt of " + file + ": " + receipts));
    }
}
