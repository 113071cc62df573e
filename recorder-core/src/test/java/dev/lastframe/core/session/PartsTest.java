package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.FakeClock;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.VideoInfo;
import dev.lastframe.core.testing.VideoPacket;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A recording that goes on as another part: real encoder, real files, injected failures. */
@Timeout(300)
final class PartsTest {

    @TempDir private Path home;
    private Studio studio;

    @BeforeEach
    void setUp() throws IOException {
        studio = new Studio(home);
    }

    @AfterEach
    void tearDown() throws IOException {
        studio.close();
    }

    @Test
    void whatAHungEncoderCostIsSaidOfNoneOneAndMany() {
        assertThat(Parts.missing(0)).isEqualTo("no picture is missing.");
        assertThat(Parts.missing(1)).isEqualTo("the last picture is missing.");
        assertThat(Parts.missing(2)).isEqualTo("the last 2 pictures are missing.");
    }

    @Test
    void anEncoderThatThrowsIsRestartedIntoThePartThatFollows() throws IOException {
        studio.screen().numbers();
        Recording recording = studio.records();
        studio.awaitEncoded(recording, 15);

        studio.encoderThrows(new OutOfMemoryError("of the test"));
        studio.awaitParts(recording, 2);
        studio.awaitEncodedMore(recording, 10);
        Outcome outcome = recording.stop().join();

        assertThat(outcome.result()).isEqualTo(Outcome.Result.CUT);
        assertThat(outcome.reason()).contains(Outcome.Reason.ENCODER_FAILED);
        assertThat(outcome.sentence()).contains("part 2").endsWith(".");
        assertThat(outcome.files())
                .containsExactly(
                        studio.folder().resolve("clip.ts"),
                        studio.folder().resolve("clip part 2.ts"));
        studio.assertDecodedFramesAreTheEncoded(outcome);
        studio.assertShowTheScreen(outcome);
        assertBeginsAtZeroWithAKeyFrame(outcome.files().get(1));
        assertThat(outcome.status().ledger().abandoned()).isPositive();
        studio.assertAbandonedAreTold(studio.folder().resolve("clip.events.jsonl"), outcome);
        assertThat(outcome.status().parts()).isEqualTo(new RecordingStatus.Parts(2, 1));
        assertThat(outcome.status().warnings()).hasSize(1);
        assertThat(studio.health()).contains(HealthEvent.Kind.ENCODER_RESTARTED);
        assertThat(studio.faults()).hasSize(1);
        assertThat(studio.names("chosen"))
                .containsExactlyInAnyOrder("clip.ts", "clip part 2.ts", "clip.events.jsonl");
        assertThat(studio.activeNotes()).isZero();
    }

    @Test
    void oneEventsFileTellsWhereEachPartBegins() throws IOException {
        Recording recording = studio.records();
        studio.awaitEncoded(recording, 15);
        studio.encoderThrows(new IllegalArgumentException("of the test"));
        studio.awaitEncodedMore(recording, 5);
        studio.encoderThrows(new OutOfMemoryError("of the test"));
        studio.awaitParts(recording, 2);
        studio.awaitEncodedMore(recording, 5);
        Outcome outcome = recording.stop().join();

        List<Map<String, String>> events =
                studio.events(studio.folder().resolve("clip.events.jsonl"));
        Map<String, String> part = only(events, "part");
        assertThat(part.get("part")).isEqualTo("2");
        assertThat(part.get("file")).isEqualTo("clip part 2.ts");
        assertThat(part.get("reason")).isEqualTo("ENCODER_FAILED");
        assertThat(part.get("t")).matches("[1-9]\\d*");
        assertThat(only(events, "start")).containsKey("nanoTime");
        assertThat(lastLedger(events).get("encoded"))
                .isEqualTo(Long.toString(outcome.status().ledger().encoded()));
        assertThat(outcome.status().ledger().encodeFailed())
                .as("a refused picture alone is no reason to restart")
                .isEqualTo(1);
    }

    @Test
    void laterPartsAreNamedAfterTheNameThatWasReallyReserved() throws IOException {
        Files.writeString(studio.folder().resolve("clip.ts"), "precious");
        Recording recording = studio.records();
        studio.awaitEncoded(recording, 15);

        studio.encoderThrows(new OutOfMemoryError("of the test"));
        studio.awaitParts(recording, 2);
        studio.awaitEncodedMore(recording, 5);
        Outcome outcome = recording.stop().join();

        assertThat(outcome.files())
                .containsExactly(
                        studio.folder().resolve("clip (2).ts"),
                        studio.folder().resolve("clip (2) part 2.ts"));
        Path events = studio.folder().resolve("clip (2).events.jsonl");
        assertThat(only(studio.events(events), "part").get("file")).isEqualTo("clip (2) part 2.ts");
    }

    @Test
    void theFourthFailureInAMinuteStopsAndSaves() {
        studio.screen().numbers();
        Recording recording = studio.records();
        for (int i = 1; i <= 4; i++) {
            studio.awaitEncodedMore(recording, 3);
            studio.encoderThrows(new OutOfMemoryError("number " + i));
            int parts = Math.min(i + 1, 4);
            studio.awaitParts(recording, parts);
        }
        Outcome outcome = studio.awaitEnd(recording);

        assertThat(outcome.result()).isEqualTo(Outcome.Result.CUT);
        assertThat(outcome.reason()).contains(Outcome.Reason.ENCODER_FAILED);
        assertThat(outcome.sentence()).contains("again and again");
        assertThat(outcome.files()).hasSize(4);
        assertThat(outcome.status().parts().encoderRestarts()).isEqualTo(3);
        assertThat(outcome.status().warnings()).hasSize(3).doesNotHaveDuplicates();
        studio.assertDecodedFramesAreTheEncoded(outcome);
        studio.assertShowTheScreen(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "No space left on device, DISK_FULL",
        "Disk quota exceeded, QUOTA",
        "Read-only file system, READ_ONLY",
        "Input/output error, IO_ERROR",
        "something odd, WRITE_FAILED"
    })
    void aDiskThatFailsIsClosedAndTheRecordingGoesOnElsewhere(String complaint, String reason)
            throws IOException {
        studio.screen().numbers();
        Recording recording = studio.records();
        studio.awaitEncoded(recording, 15);

        studio.disk().breaks(studio.folder(), complaint);
        studio.awaitParts(recording, 2);
        studio.awaitEncodedMore(recording, 10);
        Outcome outcome = recording.stop().join();

        assertThat(outcome.result()).isEqualTo(Outcome.Result.CUT);
        assertThat(outcome.reason().orElseThrow().name()).isEqualTo(reason);
        Path second = studio.usual().resolve("clip part 2.ts");
        assertThat(outcome.files()).containsExactly(studio.folder().resolve("clip.ts"), second);
        studio.assertDecodedFramesAreTheEncoded(outcome);
        studio.assertShowTheScreen(outcome);
        assertBeginsAtZeroWithAKeyFrame(second);
        assertThat(studio.health())
                .contains(HealthEvent.Kind.DISK_FAILED, HealthEvent.Kind.FOLDER_FALLBACK);
        assertThat(outcome.sentence()).contains(studio.usual().toString()).endsWith(".");
        assertThat(outcome.status().warnings())
                .as("besides, that lines of the first file's events are missing")
                .filteredOn(warning -> !warning.startsWith("Lines of the events"))
                .containsExactly(outcome.sentence());
        List<Map<String, String>> events =
                studio.events(studio.usual().resolve("clip part 2.events.jsonl"));
        assertThat(events.getFirst().get("type")).isEqualTo("start");
        assertThat(events.getFirst().get("continues")).isEqualTo("clip.events.jsonl");
        assertThat(only(events, "part").get("file")).isEqualTo(second.toString());
        assertThat(only(events, "part").get("reason")).isEqualTo(reason);
        assertThat(lastLedger(events).get("encoded"))
                .isEqualTo(Long.toString(outcome.status().ledger().encoded()));
        assertThat(studio.names("usual"))
                .containsExactlyInAnyOrder("clip part 2.ts", "clip part 2.events.jsonl");
        assertThat(studio.activeNotes()).isZero();
    }

    @Test
    void whereTheDefaultFolderFailsTooItIsRescued() throws IOException {
        studio.screen().numbers();
        Recording recording = studio.records();
        studio.awaitEncoded(recording, 15);
        studio.disk().breaks(studio.folder(), "Input/output error");
        studio.awaitParts(recording, 2);
        studio.awaitEncodedMore(recording, 15);
        studio.disk().breaks(studio.usual(), "Input/output error");
        studio.awaitParts(recording, 3);
        studio.awaitEncodedMore(recording, 5);
        Outcome outcome = recording.stop().join();

        assertThat(outcome.files())
                .containsExactly(
                        studio.folder().resolve("clip.ts"),
                        studio.usual().resolve("clip part 2.ts"),
                        studio.rescued().resolve("clip part 3.ts"));
        studio.assertDecodedFramesAreTheEncoded(outcome);
        studio.assertShowTheScreen(outcome);
    }

    @Test
    void withoutAnotherPlaceItStopsAndSaves() {
        studio.screen().numbers();
        Recording recording = studio.records(studio.request().withRefuges(List.of()));
        studio.awaitEncoded(recording, 15);

        studio.disk().breaks(studio.folder(), "No space left on device");
        Outcome outcome = studio.awaitEnd(recording);

        assertThat(outcome.result()).isEqualTo(Outcome.Result.CUT);
        assertThat(outcome.reason()).contains(Outcome.Reason.DISK_FULL);
        assertThat(outcome.files()).containsExactly(studio.folder().resolve("clip.ts"));
        studio.assertDecodedFramesAreTheEncoded(outcome);
        studio.assertShowTheScreen(outcome);
    }

    @Test
    void aFolderInMemoryIsNoRefugeUnlessItIsWanted() {
        Path memory = Path.of("/dev/shm/lastframe-test");
        Recording recording =
                studio.records(
                        studio.request()
                                .withRefuges(
                                        List.of(
                                                new Refuge(memory, false),
                                                new Refuge(studio.rescued(), false))));
        studio.awaitEncoded(recording, 15);
        studio.disk().breaks(studio.folder(), "No space left on device");
        studio.awaitParts(recording, 2);
        studio.awaitEncodedMore(recording, 5);

        assertThat(recording.stop().join().files())
                .last()
                .isEqualTo(studio.rescued().resolve("clip part 2.ts"));
    }

    @Test
    void aFolderThatIsDeletedIsNoticedAndWhatWasInItIsSavedElsewhere() throws IOException {
        studio.screen().numbers();
        Recording recording = studio.records();
        studio.awaitEncoded(recording, 15);
        studio.deletes(studio.folder());
        studio.awaitParts(recording, 2);
        studio.awaitEncodedMore(recording, 5);
        Outcome outcome = recording.stop().join();

        assertThat(outcome.result()).isEqualTo(Outcome.Result.CUT);
        assertThat(outcome.reason()).contains(Outcome.Reason.FOLDER_GONE);
        assertThat(outcome.files())
                .containsExactly(
                        studio.usual().resolve("clip.ts"),
                        studio.usual().resolve("clip part 2.ts"));
        studio.assertDecodedFramesAreTheEncoded(outcome);
        studio.assertShowTheScreen(outcome);
        assertThat(studio.names("usual"))
                .containsExactlyInAnyOrder(
                        "clip.ts",
                        "clip.events.jsonl",
                        "clip part 2.ts",
                        "clip part 2.events.jsonl");
        assertThat(studio.activeNotes()).isZero();
    }

    @Test
    void aFolderThatIsDeletedJustBeforeTheStopTakesNothingAlong() throws IOException {
        studio.screen().numbers();
        Recording recording = studio.records();
        studio.awaitEncoded(recording, 15);
        studio.deletes(studio.folder());
        Outcome outcome = studio.awaitEnd(stopped(recording));

        assertThat(outcome.result()).isEqualTo(Outcome.Result.CUT);
        assertThat(outcome.reason()).contains(Outcome.Reason.FOLDER_GONE);
        assertThat(outcome.files().getFirst()).isEqualTo(studio.usual().resolve("clip.ts"));
        studio.assertDecodedFramesAreTheEncoded(outcome);
        studio.assertShowTheScreen(outcome);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whereOnlyBandsAreFetchedThePartThatFollowsBeginsWithAWholePictureOfItsOwn(boolean full)
            throws IOException {
        studio.screen().numbers();
        studio.sessionIsSlow();
        Recording recording = studio.records();
        studio.awaitEncoded(recording, 15);
        if (full) {
            studio.disk().breaks(studio.folder(), "No space left on device");
        } else {
            studio.deletes(studio.folder());
        }
        studio.awaitParts(recording, 2);
        studio.awaitEncodedMore(recording, 10);
        Outcome outcome = recording.stop().join();

        assertThat(outcome.files()).hasSize(2);
        studio.assertDecodedFramesAreTheEncoded(outcome);
        studio.assertShowTheScreen(outcome);
    }

    @Test
    void aPictureThatTheEncoderRefusedIsFollowedByAWholeOne() {
        studio.screen().numbers();
        Recording recording = studio.records();
        studio.awaitEncoded(recording, 15);

        studio.encoderThrows(new IllegalArgumentException("of the test"));
        studio.awaitEncodedMore(recording, 10);
        Outcome outcome = recording.stop().join();

        assertThat(outcome.status().ledger().encodeFailed()).isEqualTo(1);
        studio.assertDecodedFramesAreTheEncoded(outcome);
        studio.assertShowTheScreen(outcome);
    }

    @Test
    void ofAFolderThatIsGoneAsMuchIsSavedAsThereIsRoomFor() throws IOException {
        Recording recording = studio.records();
        studio.awaitEncoded(recording, 30);
        Path first = studio.folder().resolve("clip.recording.ts");
        Waits.eventually(
                Studio.LIMIT,
                "the disk took most of it",
                () -> recording.status().disk().bytes() > 20_000);
        long fits = Files.size(first) / 2;
        studio.disk()
                .roomForCopies(Recording.LEAST_FREE_BYTES + PartMaker.LEAST_TO_GO_ON_BYTES + fits);
        studio.deletes(studio.folder());
        studio.awaitParts(recording, 2);
        studio.awaitEncodedMore(recording, 5);
        Outcome outcome = recording.stop().join();

        assertThat(outcome.result()).isEqualTo(Outcome.Result.CUT);
        assertThat(outcome.reason()).contains(Outcome.Reason.FOLDER_GONE);
        Path copy = studio.usual().resolve("clip.ts");
        assertThat(outcome.files()).containsExactly(copy, studio.usual().resolve("clip part 2.ts"));
        assertThat(Files.size(copy)).isBetween(1L, fits);
        studio.assertDecodedFramesAreTheEncoded(outcome);
        assertThat(outcome.status().ledger().abandoned()).isPositive();
        assertThat(outcome.status().warnings())
                .anyMatch(warning ->
                        warning.matches(
                                ".*only the first [0-9]+ of [0-9]+ pictures could be"
                                        + " copied to .*There is no room.*"));
        assertThat(studio.names("usual")).noneMatch(name -> name.endsWith(".lock"));
        assertThat(studio.activeNotes()).isZero();
    }

    private static Recording stopped(Recording recording) {
        recording.close();
        return recording;
    }

    @Test
    void aFolderThatIsDeletedWithNoOtherPlaceTakesItsPicturesOutOfTheCount() throws IOException {
        Recording recording = studio.records(studio.request().withRefuges(List.of()));
        studio.awaitEncoded(recording, 15);
        studio.deletes(studio.folder());
        Outcome outcome = studio.awaitEnd(recording);

        assertThat(outcome.result()).isEqualTo(Outcome.Result.FAILED);
        assertThat(outcome.reason()).contains(Outcome.Reason.FOLDER_GONE);
        assertThat(outcome.files()).isEmpty();
        assertThat(outcome.status().ledger().encoded()).isZero();
        assertThat(outcome.status().ledger().balances()).isTrue();
    }

    @Test
    void aPartThatIsLongEnoughIsFollowedByAnotherAndNothingIsLost() throws IOException {
        studio.screen().numbers();
        studio.partLength(Duration.ofMillis(1500));
        Recording recording = studio.records();
        studio.awaitParts(recording, 3);
        studio.awaitEncodedMore(recording, 3);
        Outcome outcome = recording.stop().join();

        assertThat(outcome.result()).isEqualTo(Outcome.Result.SAVED);
        assertThat(outcome.reason()).isEqualTo(Optional.empty());
        assertThat(outcome.status().ledger().abandoned()).isZero();
        assertThat(outcome.files()).hasSizeGreaterThanOrEqualTo(3);
        studio.assertDecodedFramesAreTheEncoded(outcome);
        studio.assertShowTheScreen(outcome);
        for (Path part : outcome.files().subList(1, outcome.files().size())) {
            assertBeginsAtZeroWithAKeyFrame(part);
        }
        List<Map<String, String>> parts =
                studio.events(studio.folder().resolve("clip.events.jsonl")).stream()
                        .filter(event -> String.valueOf(event.get("type")).equals("part"))
                        .toList();
        assertThat(parts).hasSize(outcome.files().size() - 1);
        assertThat(parts).allMatch(part -> "LENGTH".equals(part.get("reason")));
        long firstLength = Ffmpeg.probe(outcome.files().getFirst()).spanMicros();
        assertThat(Long.parseLong(parts.getFirst().get("t")))
                .as("the second part begins where the first one ends")
                .isBetween(firstLength, firstLength + 500_000);
    }

    @Test
    void afterADayAnotherPartBegins() throws Exception {
        FakeClock clock = new FakeClock();
        try (Studio day = new Studio(home.resolve("day"), clock)) {
            day.encoders(new UnitEncoder(Integer.MAX_VALUE));
            day.screen().changes(false);
            Recording recording = day.records(day.named("day", 1));
            long start = clock.awaitSleeper() - TimeUnit.SECONDS.toNanos(1);

            advance(clock, start + TimeUnit.HOURS.toNanos(24) - TimeUnit.SECONDS.toNanos(2));
            long lines = recording.status().disk().writes();
            Waits.pause(Duration.ofMillis(1500));
            assertThat(recording.status().parts().count()).as("%s writes", lines).isEqualTo(1);
            advance(clock, start + TimeUnit.HOURS.toNanos(24));
            Waits.eventually(
                    Studio.LIMIT,
                    "another part begins with the next picture",
                    () -> {
                        clock.advance(Duration.ofMillis(900));
                        return recording.status().parts().count() == 2;
                    });
            Outcome outcome = recording.stop().join();

            assertThat(outcome.result()).isEqualTo(Outcome.Result.SAVED);
            assertThat(outcome.files()).hasSizeBetween(1, 2);
            assertThat(outcome.status().ledger().abandoned()).isZero();
            assertThat(outcome.status().ledger().balances()).isTrue();
        }
    }

    /** From one deadline to the next. */
    private static void advance(FakeClock clock, long untilNanos) throws InterruptedException {
        for (long at = clock.awaitSleeper(); at - untilNanos <= 0; at = clock.awaitSleeper()) {
            clock.advanceTo(at);
        }
    }

    @Test
    void aPartIsNeverLongEnoughForItsTimesToBeginAgain() {
        assertThat(Making.LONGEST_PART).isLessThan(Duration.ofHours(26));
        assertThat(Making.REAL.partLength()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void aStopThatComesWhileAPartEndsLosesNothing() {
        studio.screen().numbers();
        studio.partLength(Duration.ofMillis(1));
        for (int i = 0; i < 3; i++) {
            Recording recording = studio.records(studio.named("stop " + i));
            studio.awaitEncoded(recording, 2);
            Waits.eventually(
                    Studio.LIMIT,
                    "a part is asked to end",
                    () -> recording.status().elapsed().toMillis() >= 1000);
            Outcome outcome = recording.stop().join();

            assertThat(outcome.result()).isEqualTo(Outcome.Result.SAVED);
            assertThat(outcome.status().ledger().abandoned()).isZero();
            studio.assertDecodedFramesAreTheEncoded(outcome);
            studio.assertShowTheScreen(outcome);
        }
    }

    @Test
    void anEncoderThatBreaksAsTheRecordingStopsIsNotTakenForSaved() {
        studio.screen().numbers();
        Recording recording = studio.records();
        studio.awaitEncoded(recording, 5);
        studio.endsWhenTheEncoderThrows(recording, new OutOfMemoryError("of the test"));
        Outcome outcome = studio.awaitEnd(recording);

        assertThat(outcome.result()).isEqualTo(Outcome.Result.CUT);
        studio.assertDecodedFramesAreTheEncoded(outcome);
        studio.assertShowTheScreen(outcome);
    }

    /** A disk that is slow may still say so after it. */
    private static Map<String, String> lastLedger(List<Map<String, String>> events) {
        return events.reversed().stream()
                .filter(line -> "ledger".equals(line.get("type")))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> only(List<Map<String, String>> events, String type) {
        List<Map<String, String>> found =
                events.stream()
                        .filter(event -> String.valueOf(event.get("type")).equals(type))
                        .toList();
        assertThat(found).as(type).hasSize(1);
        return found.getFirst();
    }

    private static void assertBeginsAtZeroWithAKeyFrame(Path part) throws IOException {
        assertThat(Files.size(part)).isPositive();
        VideoInfo info = Ffmpeg.probe(part);
        VideoPacket first = info.packets().getFirst();
        assertThat(first.ptsMicros()).isZero();
        assertThat(first.key()).isTrue();
        Ffmpeg.requireUndamaged(part);
    }
}
