package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.GrabberSource;
import dev.lastframe.core.capture.ScreenGrabber;
import dev.lastframe.core.frame.Frame;
import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.storage.StorageException;
import dev.lastframe.core.testing.Ffmpeg;
import dev.lastframe.core.testing.Rgb;
import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever breaks at the start, the source of pictures is closed, and nothing is left. */
@Timeout(300)
final class BeginningTest {

    private static final int RED = 0xff0000;
    private static final int GREEN = 0x00ff00;

    @TempDir private Path home;

    @Test
    void aDiskThatBreaksAtTheStartLeavesNoSourceOpen() throws IOException {
        try (Studio studio = new Studio(home)) {
            studio.outputs((files, events, policy, clock, listener) -> {
                throw new IllegalStateException("of the test");
            });

            assertFailsAndCloses(studio);
        }
    }

    @Test
    void anEncoderThatBreaksAtTheStartLeavesNoSourceOpen() throws IOException {
        try (Studio studio = new Studio(home)) {
            studio.encoders((queue, sink, choice, request, listener) -> {
                throw new OutOfMemoryError("of the test");
            });

            assertFailsAndCloses(studio);
        }
    }

    /** By then memory for pictures is in use as well. */
    @Test
    void whatBreaksJustBeforeTheFirstPictureLeavesNoSourceOpen() throws IOException {
        try (Studio studio = new Studio(home)) {
            studio.screen().screensFail(() -> {});

            assertFailsAndCloses(studio);
            assertThat(studio.names("chosen")).isEmpty();
            assertThat(studio.activeNotes()).isZero();
        }
    }

    @Test
    void theEncoderOpensWhileTheDiskTakesItsTime() throws IOException {
        CountDownLatch opens = new CountDownLatch(1);
        try (Studio studio = new Studio(home)) {
            Making.Encoders encoders = studio.making().encoders();
            studio.encoders((queue, sink, choice, request, listener) -> {
                Making.Encoding made = encoders.make(queue, sink, choice, request, listener);
                Consumer<FrameFormat> prepare =
                        expected -> {
                            opens.countDown();
                            made.prepare().accept(expected);
                        };
                return new Making.Encoding(made.task(), prepare, made.rehearse(), made.leave());
            });
            Making.Outputs disk = studio.making().outputs();
            studio.outputs((files, events, policy, clock, listener) -> {
                await(opens);
                return disk.open(files, events, policy, clock, listener);
            });
            Recording recording = studio.records();
            studio.awaitEncodedMore(recording, 2);
            recording.close();

            Outcome outcome = studio.awaitEnd(recording);
            assertThat(outcome.result()).isEqualTo(Outcome.Result.SAVED);
            studio.assertDecodedFramesAreTheEncoded(outcome);
        }
    }

    /** Where nothing was loaded before it takes as long as two pictures, which would be missed. */
    @Test
    void theClockStartsWhenAllThatItIsForIsMade() throws IOException {
        try (Studio studio = new Studio(home)) {
            Recording recording = studio.records();
            studio.awaitEncodedMore(recording, 2);
            recording.close();
            studio.awaitEnd(recording);

            long start =
                    Long.parseLong(
                            studio.events(studio.folder().resolve("clip.events.jsonl"))
                                    .getFirst()
                                    .get("nanoTime"));
            assertThat(start).isGreaterThan(studio.screen().noticeWantedNanos());
        }
    }

    /** By then the encoder is open, and has a picture. */
    @Test
    void aDiskThatRefusesLateLeavesNothing() throws IOException {
        CountDownLatch rehearsed = new CountDownLatch(1);
        try (Studio studio = new Studio(home)) {
            rehearsesTruly(studio, rehearsed);
            studio.outputs((files, events, policy, clock, listener) -> {
                await(rehearsed);
                throw new StorageException(
                        StorageException.Reason.FOLDER_UNWRITABLE, "Choose another folder.");
            });

            Outcome outcome = studio.awaitEnd(studio.records());

            assertThat(outcome.reason()).contains(Outcome.Reason.FOLDER_UNWRITABLE);
            assertThat(studio.names("chosen")).isEmpty();
            assertThat(studio.activeNotes()).isZero();
            Waits.eventually(Studio.LIMIT, "the source is closed", studio.screen()::isClosed);
            studio.awaitNoSession();
        }
    }

    /** What is asked for first is told first, whichever is known first. */
    @Test
    void whoHasNeitherAFolderNorAScreenIsToldOfTheFolder() throws IOException {
        try (Studio studio = new Studio(home)) {
            studio.pictures((target, cursor, clock) -> {
                throw new CaptureException(CaptureException.Reason.NO_DISPLAY, "No display.");
            });
            assertThat(studio.awaitEnd(studio.records()).reason())
                    .contains(Outcome.Reason.NO_DISPLAY);
            assertThat(studio.names("chosen")).isEmpty();

            Files.delete(studio.folder());

            assertThat(studio.awaitEnd(studio.records()).reason())
                    .contains(Outcome.Reason.FOLDER_MISSING);
        }
    }

    @Test
    void nobodyIsAskedForAScreenWhoHasNoFolderToRecordTo() throws IOException {
        try (Studio studio = new Studio(home)) {
            Question question = new Question();
            studio.pictures(question);
            Files.delete(studio.folder());

            assertThat(studio.awaitEnd(studio.records()).reason())
                    .contains(Outcome.Reason.FOLDER_MISSING);
            assertThat(question.asked.getCount()).as("not asked").isEqualTo(1);
        }
    }

    /** The encoder has a picture of the source for as long as it rehearses with it. */
    @Test
    void aSourceWhosePictureIsRehearsedIsClosedWhenTheRehearsalEnds() throws Exception {
        CountDownLatch rehearses = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        AtomicBoolean enough = new AtomicBoolean();
        try (Studio studio = new Studio(home)) {
            studio.screen().screensFail(() -> await(rehearses));
            rehearses(
                    studio,
                    (picture, more) -> {
                        rehearses.countDown();
                        await(goesOn);
                        enough.set(!more.getAsBoolean());
                    });

            Outcome outcome = studio.awaitEnd(studio.records());
            assertThat(outcome.result()).isEqualTo(Outcome.Result.FAILED);
            assertThat(rehearses.getCount()).isZero();
            assertThat(studio.captureThread().submit(studio.screen()::isClosed).get()).isFalse();

            goesOn.countDown();

            Waits.eventually(Studio.LIMIT, "the source is closed", studio.screen()::isClosed);
            assertThat(enough).as("nothing more is rehearsed for nothing").isTrue();
            studio.awaitNoSession();
        }
    }

    @Test
    void onlyTheFirstPartIsRehearsedWithAWholePictureThatIsNotCounted() throws IOException {
        List<Frame> rehearsed = new CopyOnWriteArrayList<>();
        try (Studio studio = new Studio(home)) {
            rehearses(studio, (picture, more) -> rehearsed.add(picture));
            studio.partLength(Duration.ofMillis(100));
            Recording recording = studio.records();
            studio.awaitParts(recording, 2);
            studio.awaitEncodedMore(recording, 2);

            recording.close();

            Outcome outcome = studio.awaitEnd(recording);
            assertThat(outcome.result()).isEqualTo(Outcome.Result.SAVED);
            studio.assertDecodedFramesAreTheEncoded(outcome);
            assertThat(outcome.status().ledger().balances()).isTrue();
            assertThat(rehearsed).singleElement().matches(Frame::whole);
            Waits.eventually(Studio.LIMIT, "the source is closed", studio.screen()::isClosed);
        }
    }

    /** However long a start that hangs would be waited for. */
    @Test
    void aQuestionToAPersonIsTakenBackAsSoonAsTheStopIsAskedFor() throws IOException {
        try (Studio studio = new Studio(home)) {
            Question question = new Question();
            studio.pictures(question);
            studio.startPatience(Duration.ofHours(1));
            Recording recording = studio.records();
            await(question.asked);

            recording.close();

            Outcome outcome = studio.awaitEnd(recording);
            assertThat(outcome.result()).as("%s", outcome).isEqualTo(Outcome.Result.EMPTY);
            assertThat(outcome.sentence()).contains("before the first picture");
            assertThat(question.takenBack.getCount()).isZero();
            assertThat(studio.faults()).isEmpty();
            assertThat(studio.names("chosen")).isEmpty();
            assertThat(studio.activeNotes()).isZero();
            studio.awaitNoSession();
        }
    }

    /** Red is what must not be seen: the encoder gets it, and none of it is kept. */
    @Test
    void allIsPreparedBeforeTheScreenIsClearAndNothingOfItIsInAnyPicture() throws IOException {
        CountDownLatch rehearsed = new CountDownLatch(1);
        CompletableFuture<Void> clear = new CompletableFuture<>();
        try (Studio studio = new Studio(home)) {
            studio.screen().changes(false);
            studio.screen().paint(RED);
            rehearsesTruly(studio, rehearsed);
            Recording recording = studio.records(studio.request(), clear);
            await(rehearsed);
            assertThat(recording.state()).isEqualTo(SessionState.STARTING);
            assertThat(recording.status().ledger().ticks()).isZero();

            studio.screen().paint(GREEN);
            clear.complete(null);
            studio.awaitEncodedMore(recording, 2);
            recording.close();

            Outcome outcome = studio.awaitEnd(recording);
            assertThat(outcome.result()).isEqualTo(Outcome.Result.SAVED);
            studio.assertDecodedFramesAreTheEncoded(outcome);
            Path video = outcome.files().getFirst();
            for (int picture = 0; picture < outcome.status().ledger().encoded(); picture++) {
                assertThat(Ffmpeg.rgbAt(video, picture, 160, 90))
                        .as("picture %d", picture)
                        .matches(rgb -> rgb.near(new Rgb(0, 0xff, 0), 12));
            }
        }
    }

    @Test
    void aStopBeforeTheScreenIsClearLeavesNothing() throws IOException {
        CountDownLatch rehearsed = new CountDownLatch(1);
        try (Studio studio = new Studio(home)) {
            rehearsesTruly(studio, rehearsed);
            Recording recording = studio.records(studio.request(), new CompletableFuture<Void>());
            await(rehearsed);

            recording.close();

            assertEndsEmpty(studio, recording);
        }
    }

    @Test
    void aScreenThatMayNotBeSeenAfterAllLeavesNothing() throws IOException {
        CompletableFuture<Void> clear = new CompletableFuture<>();
        try (Studio studio = new Studio(home)) {
            Recording recording = studio.records(studio.request(), clear);

            clear.completeExceptionally(new CancellationException("of the test"));

            assertEndsEmpty(studio, recording);
        }
    }

    private static void assertEndsEmpty(Studio studio, Recording recording) throws IOException {
        Outcome outcome = studio.awaitEnd(recording);
        assertThat(outcome.result()).as("%s", outcome).isEqualTo(Outcome.Result.EMPTY);
        assertThat(studio.faults()).isEmpty();
        assertThat(studio.names("chosen")).isEmpty();
        assertThat(studio.activeNotes()).isZero();
        Waits.eventually(Studio.LIMIT, "the source is closed", studio.screen()::isClosed);
        studio.awaitNoSession();
    }

    /** The real encoder, which says when it has rehearsed. */
    private static void rehearsesTruly(Studio studio, CountDownLatch rehearsed) {
        Making.Encoders real = studio.making().encoders();
        studio.encoders((queue, sink, choice, request, listener) -> {
            Making.Encoding made = real.make(queue, sink, choice, request, listener);
            return new Making.Encoding(
                    made.task(),
                    expected -> prepared(studio, made, expected),
                    (picture, more) -> {
                        made.rehearse().accept(picture, more);
                        rehearsed.countDown();
                    },
                    made.leave());
        });
    }

    /** Asks a person who never answers. */
    private static final class Question implements GrabberSource {

        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch takenBack = new CountDownLatch(1);

        @Override
        public Optional<Duration> asks() {
            return Optional.of(Duration.ofHours(1));
        }

        @Override
        public GrabberSource prepare(
                CaptureTarget target,
                boolean cursor,
                NanoClock clock,
                CompletableFuture<?> cancelled) {
            asked.countDown();
            cancelled.join();
            takenBack.countDown();
            throw new CancellationException("no longer wanted");
        }

        @Override
        public ScreenGrabber open(CaptureTarget target, boolean cursor, NanoClock clock) {
            throw new AssertionError("nobody allowed it");
        }
    }

    /** The real encoder, but for what it rehearses; open only once it has a picture for that. */
    private static void rehearses(Studio studio, BiConsumer<Frame, BooleanSupplier> rehearsal) {
        Making.Encoders real = studio.making().encoders();
        studio.encoders((queue, sink, choice, request, listener) -> {
            Making.Encoding made = real.make(queue, sink, choice, request, listener);
            return new Making.Encoding(
                    made.task(),
                    expected -> prepared(studio, made, expected),
                    rehearsal,
                    made.leave());
        });
    }

    /** The first look is for the picture that the encoder gets before the second. */
    private static void prepared(Studio studio, Making.Encoding made, FrameFormat expected) {
        made.prepare().accept(expected);
        Waits.eventually(
                Studio.LIMIT, "the encoder has its picture", () -> studio.screen().looks() > 1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static void assertFailsAndCloses(Studio studio) {
        Outcome outcome = studio.awaitEnd(studio.records());

        assertThat(outcome.result()).isEqualTo(Outcome.Result.FAILED);
        assertThat(studio.faults()).hasSize(1);
        Waits.eventually(Studio.LIMIT, "the source is closed", studio.screen()::isClosed);
        studio.awaitNoSession();
    }
}
