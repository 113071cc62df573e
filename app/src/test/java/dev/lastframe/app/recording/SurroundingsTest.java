package dev.lastframe.app.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.desktop.Question;
import dev.lastframe.app.settings.Conduct;
import dev.lastframe.app.settings.LastRecording;
import dev.lastframe.app.settings.Settings;
import dev.lastframe.core.encode.Preset;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.session.SessionState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Countdown, leaving, limits, notifications and the trash, with a clock that the test moves. */
final class SurroundingsTest {

    private static final Path MADE = Path.of("/videos/a.ts");

    @TempDir private Path home;
    private Fakes fakes;
    private RecordingViewModel model;

    @BeforeEach
    void make() {
        fakes = new Fakes(home);
    }

    @Test
    void theCountdownIsSaidAndThenItRecords() {
        opens(Conduct.DEFAULTS.withKeepWindow(true).withCountdown(3));
        model.press();
        fakes.draws();
        assertThat(model.header().get().detail()).startsWith("Records in 3");
        runsPlanned();
        assertThat(model.header().get().detail()).startsWith("Records in 2");
        runsPlanned();
        assertThat(fakes.recordings).isEmpty();
        runsPlanned();
        assertThat(fakes.recordings).hasSize(1);
        assertThat(model.header().get().detail()).isEqualTo("Starting…");
    }

    @Test
    void aPressOrEscapeInTheCountdownTakesItBack() {
        opens(Conduct.DEFAULTS.withKeepWindow(true).withCountdown(5));
        model.press();
        fakes.passes(Duration.ofSeconds(2));
        model.pressElsewhere(fakes.nowNanos);
        assertThat(model.phase().get()).isEqualTo(Phase.IDLE);
        assertThat(fakes.recordings).isEmpty();
        assertThat(model.banner().get()).isEmpty();

        fakes.passes(Duration.ofSeconds(2));
        model.press();
        assertThat(model.phase().get()).isEqualTo(Phase.STARTING);
        assertThat(model.takeBack()).isTrue();
        assertThat(model.phase().get()).isEqualTo(Phase.IDLE);
        assertThat(model.takeBack()).isFalse();
        assertThat(fakes.planned).isEmpty();
    }

    @Test
    void theFirstPictureWaitsUntilOurWindowHasLeftTheScreen() {
        opens(Conduct.DEFAULTS.withKeepWindow(false));
        Windows own = new Windows();
        model.surroundings().departure().of(own);
        model.press();
        assertThat(own.left).isEqualTo(1);
        assertThat(fakes.recordings).as("is prepared meanwhile").hasSize(1);
        runsPlanned();
        runsPlanned();
        assertThat(fakes.recording().clear).isNotDone();
        own.seen = false;
        runsPlanned();
        assertThat(fakes.recording().clear).isNotDone();
        runsPlanned();
        assertThat(fakes.recording().clear).isCompleted();
    }

    @Test
    void aRecordingThatEndsWhileOurWindowLeavesBringsItBackAndNothingTakesItAway() {
        opens(Conduct.DEFAULTS.withKeepWindow(false));
        List<String> came = new ArrayList<>();
        model.onComeBack(() -> came.add("back"), () -> came.add("aside"));
        Windows own = new Windows();
        own.removable = true;
        model.surroundings().departure().of(own);
        model.press();
        runsPlanned();
        fakes.recording()
                .ends(
                        Outcome.Result.FAILED,
                        Optional.of(Outcome.Reason.DISK_FULL),
                        "The disk is full.");
        assertThat(came).containsExactly("back");
        assertThat(fakes.planned).as("nobody looks for it any more").isEmpty();
        assertThat(own.seen).isTrue();
    }

    @Test
    void aRecordingThatBeginsWhileOurWindowLeavesForAPictureWaitsUntilItHasLeft() {
        opens(Conduct.DEFAULTS.withKeepWindow(false));
        Windows own = new Windows();
        own.once = true;
        model.surroundings().windows(own);
        CompletableFuture<Boolean> picture =
                model.surroundings().leaveForPicture().toCompletableFuture();
        model.pressElsewhere(fakes.nowNanos);
        assertThat(fakes.recording().clear).isNotDone();
        own.seen = false;
        runsPlanned();
        assertThat(fakes.recording().clear).as("it still fades").isNotDone();
        assertThat(picture).isNotDone();
        runsPlanned();
        assertThat(picture).isCompletedWithValue(true);
        assertThat(fakes.recording().clear).isCompleted();
    }

    @Test
    void theReportLeavesWithOurWindowAndIsWaitedForWhereThatIsAwayAlready() {
        opens(Conduct.DEFAULTS.withKeepWindow(false));
        Windows own = new Windows();
        own.away = true;
        own.seen = false;
        model.surroundings().windows(own);
        fakes.reportSeen = true;
        model.pressElsewhere(fakes.nowNanos);
        assertThat(fakes.reportMoves).containsExactly("left");
        assertThat(fakes.recording().clear).as("it may still be seen").isNotDone();
        runsPlanned();
        assertThat(fakes.recording().clear).isCompleted();
        fakes.recording().to(SessionState.RECORDING);
        fakes.passes(Duration.ofSeconds(2));
        model.pressElsewhere(fakes.nowNanos);
        fakes.recording().saved();
        assertThat(fakes.reportMoves).containsExactly("left", "back as an icon");
    }

    @Test
    void theReportIsBackInFrontWhereOurWindowIsAndStaysWhereThatStays() {
        opens(Conduct.DEFAULTS.withKeepWindow(false));
        model.surroundings().windows(OwnWindows.NONE);
        model.press();
        fakes.recording().to(SessionState.RECORDING);
        fakes.passes(Duration.ofSeconds(2));
        model.pressHere();
        fakes.recording().saved();
        assertThat(fakes.reportMoves).containsExactly("left", "back");

        opens(Conduct.DEFAULTS.withKeepWindow(true));
        fakes.reportMoves.clear();
        model.surroundings().windows(OwnWindows.NONE);
        model.press();
        fakes.recording().to(SessionState.RECORDING);
        fakes.recording().saved();
        assertThat(fakes.reportMoves).isEmpty();
    }

    @Test
    void aWindowThatStaysHoldsUpNothingForLong() {
        opens(Conduct.DEFAULTS.withKeepWindow(false));
        model.surroundings().departure().of(new Windows());
        model.press();
        int looks = 0;
        while (!fakes.recording().clear.isDone()) {
            runsPlanned();
            looks++;
        }
        assertThat(looks).isBetween(90, 110);
    }

    @Test
    void aWindowThatNoWindowManagerTakesAwayIsRemovedAndComesBackAfterAnyStop() {
        opens(Conduct.DEFAULTS.withKeepWindow(false));
        Windows own = new Windows();
        own.removable = true;
        List<String> came = new ArrayList<>();
        model.onComeBack(() -> came.add("back"), () -> came.add("aside"));
        model.surroundings().departure().of(own);
        model.press();
        while (!fakes.recording().clear.isDone()) {
            runsPlanned();
        }
        assertThat(own.seen).isFalse();
        fakes.recording().to(SessionState.RECORDING);
        fakes.passes(Duration.ofSeconds(2));
        model.pressElsewhere(fakes.nowNanos);
        fakes.recording().saved();
        assertThat(came).containsExactly("aside");
    }

    @Test
    void theyLeaveForAPictureOfTheScreenAndComeBackWhereItWasAskedForHere() {
        opens(Conduct.DEFAULTS.withKeepWindow(false));
        Windows own = new Windows();
        List<String> came = new ArrayList<>();
        model.onComeBack(() -> came.add("back"), () -> came.add("aside"));
        model.surroundings().windows(own);
        model.reports().open();
        assertThat(own.left).isEqualTo(1);
        own.seen = false;
        runsPlanned();
        assertThat(came).as("it may still be seen").isEmpty();
        runsPlanned();
        assertThat(came).containsExactly("back");

        model.reports().openElsewhere();
        runsPlanned();
        assertThat(own.left).isEqualTo(2);
        assertThat(came).containsExactly("back", "aside");
        assertThat(fakes.recordings).isEmpty();
    }

    @Test
    void whereTheyStayForRecordingsTheyStayForAPicture() {
        opens(Conduct.DEFAULTS.withKeepWindow(true));
        Windows own = new Windows();
        List<String> came = new ArrayList<>();
        model.onComeBack(() -> came.add("back"), () -> came.add("aside"));
        model.surroundings().windows(own);
        model.reports().open();
        assertThat(own.left).isZero();
        assertThat(came).isEmpty();
    }

    @Test
    void afterAStartElsewhereNoStopBringsTheWindow() {
        opens(Conduct.DEFAULTS.withKeepWindow(false));
        List<String> came = new ArrayList<>();
        model.onComeBack(() -> came.add("back"), () -> came.add("aside"));
        model.pressElsewhere(fakes.nowNanos);
        fakes.recording().to(SessionState.RECORDING);
        fakes.passes(Duration.ofSeconds(2));
        model.pressHere();
        fakes.recording().saved();
        assertThat(came).containsExactly("aside");
        assertThat(fakes.desktop.announced).hasSize(1);
    }

    @Test
    void aStopElsewhereIsAnnouncedAndAStopHereBringsTheWindowBack() {
        opens(Conduct.DEFAULTS.withKeepWindow(false));
        List<String> came = new ArrayList<>();
        model.onComeBack(() -> came.add("back"), () -> came.add("aside"));
        model.press();
        fakes.recording().to(SessionState.RECORDING);
        fakes.passes(Duration.ofSeconds(2));
        model.pressElsewhere(fakes.nowNanos);
        fakes.recording().saved();
        assertThat(came).containsExactly("aside");
        assertThat(fakes.desktop.announced).hasSize(1);
        assertThat(fakes.desktop.announced.getFirst()).startsWith("Lastframe: Saved.");

        fakes.passes(Duration.ofSeconds(2));
        model.press();
        fakes.recording().to(SessionState.RECORDING);
        fakes.passes(Duration.ofSeconds(2));
        model.pressHere();
        fakes.recording().saved();
        assertThat(came).containsExactly("aside", "back");
        assertThat(fakes.desktop.announced).hasSize(1);
    }

    @Test
    void aWindowThatStaysNeedsNoNotification() {
        opens(Conduct.DEFAULTS.withKeepWindow(true));
        model.press();
        fakes.recording().to(SessionState.RECORDING);
        fakes.recording().saved();
        assertThat(fakes.desktop.announced).isEmpty();
    }

    @Test
    void aLengthEndsTheRecordingAndSaysSo() {
        opens(Conduct.DEFAULTS.withKeepWindow(true).withStopAfter(Duration.ofMinutes(10)));
        model.press();
        fakes.recording().to(SessionState.RECORDING);
        fakes.recording().elapsed = Duration.ofSeconds(599);
        runsPlanned();
        assertThat(fakes.recording().stops).isZero();
        fakes.recording().elapsed = Duration.ofMinutes(10);
        runsPlanned();
        assertThat(fakes.recording().stops).isEqualTo(1);
        fakes.recording().saved();
        assertThat(model.header().get().detail()).contains("It ended at 10:00, as set.");
    }

    @Test
    void aSizeEndsIt() {
        opens(Conduct.DEFAULTS.withKeepWindow(true).withStopAtBytes(18_000_000));
        model.press();
        fakes.recording().to(SessionState.RECORDING);
        assertThat(fakes.recording().stops).isEqualTo(1);
        fakes.recording().saved();
        assertThat(model.header().get().detail()).contains("It ended at 18\u00a0MB, as set.");
    }

    @Test
    void afterAnHourItAsksOnceByTheDesktopElseInTheWindow() {
        opens(Conduct.DEFAULTS.withKeepWindow(true));
        fakes.desktop.refuses = true;
        model.press();
        fakes.recording().to(SessionState.RECORDING);
        assertThat(fakes.desktop.questions).isEmpty();
        fakes.recording().elapsed = Duration.ofMinutes(60);
        runsPlanned();
        runsPlanned();
        assertThat(fakes.desktop.questions).hasSize(1);
        assertThat(model.banner().get()).isPresent();
        assertThat(model.banner().get().get().sentence())
                .isEqualTo("Still recording? It has been recording for 1:00:00.");
    }

    @Test
    void aDesktopThatFailsLateAsksOfNoOtherRecording() {
        opens(Conduct.DEFAULTS.withKeepWindow(true));
        CompletableFuture<Boolean> late = new CompletableFuture<>();
        fakes.desktop.answer = Optional.of(late);
        model.press();
        fakes.recording().to(SessionState.RECORDING);
        fakes.desktop.locked.getFirst().run();
        assertThat(fakes.desktop.questions).hasSize(1);
        fakes.recording().saved();
        fakes.passes(Duration.ofSeconds(2));
        model.press();
        fakes.recording().to(SessionState.RECORDING);
        late.complete(false);
        assertThat(model.banner().get()).isEmpty();
    }

    @Test
    void whenTheScreenIsLockedItAsksAndStopStops() {
        opens(Conduct.DEFAULTS.withKeepWindow(true));
        model.press();
        assertThat(fakes.desktop.locked).isEmpty();
        fakes.recording().to(SessionState.RECORDING);
        assertThat(fakes.desktop.locked).hasSize(1);
        fakes.desktop.locked.getFirst().run();
        Question question = fakes.desktop.questions.getFirst();
        assertThat(question.title()).isEqualTo("Still recording?");
        assertThat(question.text()).isEqualTo("The screen was locked while it records.");
        assertThat(question.choices())
                .extracting(Question.Choice::words)
                .containsExactly("Stop", "Keep on");
        assertThat(model.banner().get()).isEmpty();

        question.choices().getLast().chosen().run();
        assertThat(fakes.recording().stops).isZero();
        question.choices().getFirst().chosen().run();
        assertThat(fakes.recording().stops).isEqualTo(1);
        fakes.recording().saved();
        assertThat(fakes.desktop.locked).isEmpty();
        assertThat(fakes.desktop.takenBack).isEqualTo(1);

        // an answer that comes late stops nothing else
        fakes.passes(Duration.ofSeconds(2));
        model.press();
        fakes.recording().to(SessionState.RECORDING);
        question.choices().getFirst().chosen().run();
        assertThat(fakes.recording().stops).isZero();
    }

    @Test
    void deletedItIsInTheTrashAndUndoBringsItBack() {
        fakes.settings = fakes.settings.withLast(new LastRecording(MADE, Duration.ofSeconds(134)));
        model = fakes.window();
        model.deleteLast();
        assertThat(fakes.desktop.trash).containsExactly(MADE);
        assertThat(model.made().last().get()).isEmpty();
        assertThat(fakes.saved.getLast().last()).isEmpty();
        Banner banner = model.banner().get().orElseThrow();
        assertThat(banner.sentence()).isEqualTo("Moved to the trash.");
        assertThat(banner.calm()).isTrue();
        assertThat(BannerActions.key(banner.action())).isEqualTo("banner.takeBack");

        model.undoDelete();
        assertThat(fakes.desktop.trash).isEmpty();
        assertThat(model.made().last().get().map(LastRecording::file)).isEqualTo(Optional.of(MADE));
        assertThat(fakes.saved.getLast().last()).isPresent();
        assertThat(model.banner().get()).isEmpty();
    }

    @Test
    void whatCannotBeThrownAwayStaysAndIsSaid() {
        fakes.settings = fakes.settings.withLast(new LastRecording(MADE, Duration.ofSeconds(1)));
        fakes.desktop.refuses = true;
        model = fakes.window();
        model.deleteLast();
        assertThat(model.made().last().get()).isPresent();
        assertThat(model.banner().get().orElseThrow().action()).isEqualTo(Banner.Action.SHOW_FILE);
    }

    @Test
    void itIsNotThrownAwayWhileItsMp4IsBeingMade() {
        opens(Conduct.DEFAULTS.withKeepWindow(true));
        model.press();
        fakes.recording().to(SessionState.RECORDING);
        fakes.recording().saved();
        model.deleteLast();
        assertThat(fakes.desktop.trash).isEmpty();
        Path file = model.made().last().get().orElseThrow().file();
        fakes.conversions.listener.made(file, file.resolveSibling("x.mp4"), true);
        model.deleteLast();
        assertThat(fakes.desktop.trash).containsExactly(file);
    }

    @Test
    void againIsTheSameWithTheSameSettings() {
        opens(Conduct.DEFAULTS.withKeepWindow(true));
        model.press();
        fakes.recording().to(SessionState.RECORDING);
        fakes.recording().saved();
        model.options().preset().set(Preset.STUDIO);
        fakes.passes(Duration.ofSeconds(2));
        model.recordAgain();
        assertThat(fakes.recordings).hasSize(2);
        assertThat(fakes.recording().request.preset()).isEqualTo(Preset.INSTANT);
        fakes.recording().saved();
        fakes.passes(Duration.ofSeconds(2));
        model.press();
        assertThat(fakes.recording().request.preset()).isEqualTo(Preset.STUDIO);
    }

    private void opens(Conduct conduct) {
        fakes.settings = Settings.DEFAULTS.withConduct(conduct);
        model = fakes.window();
    }

    private void runsPlanned() {
        Runnable next = fakes.planned.orElseThrow();
        fakes.planned = Optional.empty();
        next.run();
    }

    /** Windows that are seen until the test says otherwise. */
    private static final class Windows implements OwnWindows {

        int left;
        boolean seen = true;
        boolean removable;

        /** Whether it has nothing to do when it is told to leave again. */
        boolean once;

        /** Whether it has left before. */
        boolean away;

        @Override
        public boolean leave() {
            left++;
            return !away && (!once || left == 1);
        }

        @Override
        public boolean onScreen() {
            return seen;
        }

        @Override
        public void remove() {
            seen = !removable;
        }
    }
}
