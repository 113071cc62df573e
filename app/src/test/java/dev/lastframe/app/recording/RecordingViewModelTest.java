package dev.lastframe.app.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.faults.FaultNote;
import dev.lastframe.app.settings.LastRecording;
import dev.lastframe.app.settings.Settings;
import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.session.HealthEvent;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.session.RecordingStatus;
import dev.lastframe.core.session.Refuge;
import dev.lastframe.core.session.SessionState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordingViewModelTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir private Path home;
    private Fakes fakes;

    @BeforeEach
    void setUp() {
        fakes = new Fakes(home);
    }

    @Test
    void thePressesOfOneMomentCountOnce() {
        RecordingViewModel model = fakes.window();
        model.press();
        fakes.passes(Duration.ofMillis(299));
        model.press();

        assertThat(fakes.recordings).hasSize(1);
        assertThat(fakes.recording().stops).isZero();

        fakes.passes(Duration.ofMillis(1));
        model.press();

        assertThat(fakes.recording().stops).isEqualTo(1);
    }

    /** Drawing takes the FX thread some time, which the recording does not wait for. */
    @Test
    void aRecordingIsBegunBeforeTheWindowShowsThatItStarts() {
        RecordingViewModel model = fakes.window();
        List<Integer> begun = new ArrayList<>();
        model.phase()
                .subscribe(phase -> {
                    if (phase == Phase.STARTING) {
                        begun.add(fakes.recordings.size());
                    }
                });

        model.press();

        assertThat(begun).containsExactly(1);
    }

    @Test
    void aStartIsDrawnAMomentAfterItBegan() {
        RecordingViewModel model = fakes.window();
        String before = model.header().get().detail();

        model.press();

        assertThat(model.phase().get()).isEqualTo(Phase.STARTING);
        assertThat(model.face().drawn().get()).isEqualTo(Phase.IDLE);
        assertThat(model.header().get().detail()).isEqualTo(before);

        fakes.draws();

        assertThat(model.face().drawn().get()).isEqualTo(Phase.STARTING);
        assertThat(model.header().get().detail()).isEqualTo("Starting…");
    }

    /** Or what comes late would draw over what comes next. */
    @Test
    void aStartThatIsOverAtOnceIsNeverDrawn() {
        RecordingViewModel model = fakes.window();
        List<Phase> drawn = new ArrayList<>();
        model.face().drawn().subscribe(phase -> drawn.add(phase));

        model.press();
        fakes.recording().to(SessionState.RECORDING);
        press(model);

        assertThat(drawn).containsExactly(Phase.IDLE, Phase.RECORDING, Phase.STOPPING);
        assertThat(fakes.drawing).isEmpty();
    }

    @Test
    void theRequestIsWhatWasChosen() {
        fakes.environment.put("LASTFRAME_QUEUE_CAPACITY", "12");
        RecordingViewModel model = fakes.window();
        model.options().fps().set(60);
        model.options().target().set(new TargetChoice.OneScreen(Fakes.SECOND));
        model.press();

        var request = fakes.recording().request;
        assertThat(request.fps()).isEqualTo(60);
        assertThat(request.target()).isEqualTo(new CaptureTarget.Screen(2));
        assertThat(request.queueCapacity()).isEqualTo(12);
        assertThat(request.name()).startsWith("Lastframe 2026-11-21 ");
        assertThat(request.folder()).isEqualTo(home.resolve("Videos/Lastframe")).isDirectory();
    }

    @Test
    void aChosenFolderThatIsGoneIsNotMade() {
        Path unplugged = home.resolve("stick");
        RecordingViewModel model = fakes.window();
        model.chooseFolder(unplugged);
        model.press();

        assertThat(Files.exists(unplugged)).isFalse();
        assertThat(fakes.recording().request.folder()).isEqualTo(unplugged);
    }

    @Test
    void theTimeAndTheCountersFollowTheRecordingOncePerSecond() {
        RecordingViewModel model = recording();
        Fakes.FakeRecording running = fakes.recording();
        running.elapsed = Duration.ofMillis(12_100);
        running.missed(0, 360);
        second();

        assertThat(model.header().get().headline()).isEqualTo("0:12");
        assertThat(model.face().title().get()).isEqualTo("● 0:12 – Lastframe");
        assertThat(model.face().status().get().captured()).isEqualTo("Captured 360");
        assertThat(model.face().status().get().missed()).isEqualTo("Missed 0");
        assertThat(model.face().status().get().room())
                .isEqualTo("18\u00a0MB on disk · about 5 h left");
        // just after the 13th second has begun
        assertThat(fakes.plannedAfter).isEqualTo(Duration.ofMillis(920));
    }

    @Test
    void aMarkIsConfirmedForSomeSeconds() {
        RecordingViewModel model = recording();
        fakes.recording().elapsed = Duration.ofMillis(11_990);
        model.pressMark();
        fakes.recording().elapsed = Duration.ofMillis(12_100);
        model.pressMark();
        assertThat(model.header().get().detail()).isEqualTo("Mark 2 at 0:12");

        fakes.passes(Duration.ofSeconds(3));
        second();
        assertThat(model.header().get().detail()).isEqualTo("Mark 2 at 0:12");

        fakes.passes(SECOND);
        second();
        assertThat(model.header().get().detail()).isEqualTo("Recording Screen 1");
    }

    @Test
    void inAPauseNoMarkIsKeptWhichIsSaidUntilItGoesOn() {
        RecordingViewModel model = recording();
        model.pressPause();
        model.pressMark();
        assertThat(model.header().get().detail())
                .isEqualTo("Paused: marks are kept while it records");

        model.pressPause();
        assertThat(model.header().get().detail()).isEqualTo("Recording Screen 1");
    }

    @Test
    void aMarkWithoutARecordingIsNothing() {
        RecordingViewModel model = fakes.window();
        String before = model.header().get().detail();
        model.pressMark();

        assertThat(model.header().get().detail()).isEqualTo(before);
    }

    @Test
    void aPressCountsFromWhenItWasMadeHoweverLateItArrives() {
        RecordingViewModel model = fakes.window();
        model.press(millis(1_000));
        model.press(millis(800));
        model.press(millis(1_299));

        assertThat(fakes.recordings).hasSize(1);
        assertThat(fakes.recording().stops).isZero();

        model.press(millis(700));
        assertThat(fakes.recording().stops).isEqualTo(1);
    }

    @Test
    void aStopTellsTheOutcomeAndLetsNothingFollow() {
        RecordingViewModel model = recording();
        fakes.passes(SECOND);
        model.press();
        fakes.passes(SECOND);
        model.press();
        assertThat(model.startsAgain()).isTrue();
        CompletionStage<Optional<Outcome>> stopped = model.stop();
        assertThat(stopped.toCompletableFuture()).isNotDone();
        fakes.recording().saved();

        assertThat(stopped.toCompletableFuture().join().orElseThrow().result())
                .isEqualTo(Outcome.Result.SAVED);
        assertThat(fakes.recordings).hasSize(1);
        assertThat(model.stop().toCompletableFuture().join()).isEmpty();
    }

    @Test
    void aStopStopsWhatRunsAtOnce() {
        RecordingViewModel model = recording();
        CompletionStage<Optional<Outcome>> first = model.stop();
        CompletionStage<Optional<Outcome>> second = model.stop();
        assertThat(fakes.recording().stops).isEqualTo(1);
        fakes.recording().saved();

        assertThat(first.toCompletableFuture().join())
                .isEqualTo(second.toCompletableFuture().join())
                .isPresent();
    }

    @Test
    void theTimeLeftIsAmberUnderTenMinutesAndTroubleUnderTwo() {
        RecordingViewModel model = recording();
        // the preset's rate at 1920x1080 is larger than the measured one: 777,600 bytes a second
        long rate = 777_600;
        long reserve = 64L * 1024 * 1024;
        fakes.recording().freeBytes = reserve + 601 * rate;
        second();
        assertThat(model.face().status().get().roomLevel()).isEqualTo(MissedAlarm.Level.CALM);
        assertThat(model.face().status().get().room()).endsWith("about 10 min left");

        fakes.recording().freeBytes = reserve + 599 * rate;
        second();
        assertThat(model.face().status().get().roomLevel()).isEqualTo(MissedAlarm.Level.AMBER);
        assertThat(model.face().status().get().room()).endsWith(" · about 9 min left");

        fakes.recording().freeBytes = reserve + 119 * rate;
        second();
        assertThat(model.face().status().get().roomLevel()).isEqualTo(MissedAlarm.Level.TROUBLE);
        assertThat(model.face().status().get().room()).endsWith(" · Trouble · about 1 min left");
    }

    @Test
    void aRecordingMayGoOnElsewhereUnlessOnlyTheChosenFolderIsWanted() {
        fakes.window().press();
        assertThat(fakes.recording().request.refuges())
                .extracting(Refuge::folder)
                .startsWith(
                        home.resolve("Videos/Lastframe"),
                        home.resolve(".local/state/lastframe/rescued"));

        fakes.settings = fakes.settings.withOnlyChosenFolder(true);
        fakes.window().press();
        assertThat(fakes.recording().request.refuges()).isEmpty();
    }

    @Test
    void thatItGoesOnAsAnotherPartIsSaidWhileItRecords() {
        RecordingViewModel model = recording();

        fakes.recording()
                .listener
                .health(new HealthEvent(7, HealthEvent.Kind.FOLDER_FALLBACK, "It goes on in /b."));

        Banner banner = model.banner().get().orElseThrow();
        assertThat(banner.sentence()).isEqualTo("It goes on in /b.");
        assertThat(banner.code()).isEqualTo("FOLDER_FALLBACK");
        assertThat(model.phase().get()).isEqualTo(Phase.RECORDING);
        fakes.recording()
                .listener
                .health(new HealthEvent(8, HealthEvent.Kind.SIZE_CHANGED, "Other size."));
        assertThat(model.banner().get()).contains(banner);
    }

    @Test
    void thatEventsAreMissingIsSaidWhileItRecordsAndHidesNothingThatMattersMore() {
        RecordingViewModel model = recording();
        HealthEvent lost =
                new HealthEvent(
                        7, HealthEvent.Kind.EVENTS_LOST, "Lines of the events are missing.");

        fakes.recording().listener.health(lost);

        Banner banner = model.banner().get().orElseThrow();
        assertThat(banner.sentence()).isEqualTo("Lines of the events are missing.");
        assertThat(banner.code()).isEqualTo("EVENTS_LOST");
        assertThat(model.phase().get()).isEqualTo(Phase.RECORDING);
        fakes.recording()
                .listener
                .health(new HealthEvent(8, HealthEvent.Kind.FOLDER_FALLBACK, "It goes on in /b."));
        fakes.recording().listener.health(lost);
        assertThat(model.banner().get().orElseThrow().code()).isEqualTo("FOLDER_FALLBACK");
    }

    @Test
    void aFaultOfTheRunBeforeIsToldOnceWithItsCode() {
        AtomicInteger told = new AtomicInteger();
        Path log = home.resolve("lastframe.log");
        fakes.lastFault =
                new LastFault(
                        Optional.of(new FaultNote("2026", "K7M-3QX", "It broke.", "main")),
                        log,
                        told::incrementAndGet);

        Banner banner = fakes.window().banner().get().orElseThrow();

        assertThat(banner.code()).isEqualTo("K7M-3QX");
        assertThat(banner.sentence()).endsWith(".");
        assertThat(banner.file()).contains(log);
        assertThat(told).hasValue(1);
    }

    @Test
    void anotherTroubleIsSaidFirstAndTheFaultAtTheNextStart() {
        AtomicInteger told = new AtomicInteger();
        fakes.setAside = Optional.of(home.resolve("settings.json.unreadable"));
        fakes.lastFault =
                new LastFault(
                        Optional.of(new FaultNote("2026", "K7M-3QX", "It broke.", "main")),
                        home,
                        told::incrementAndGet);

        assertThat(fakes.window().banner().get().orElseThrow().code()).isEmpty();
        assertThat(told).hasValue(0);
    }

    @Test
    void nothingIsLookedAtTwiceInASecond() {
        recording();
        int looks = fakes.recording().looks;
        second();

        assertThat(fakes.recording().looks).isEqualTo(looks + 1);
    }

    @Test
    void nothingRunsWhilePausedOrIdle() {
        RecordingViewModel model = recording();
        model.pressPause();

        assertThat(model.phase().get()).isEqualTo(Phase.PAUSED);
        assertThat(fakes.planned).isEmpty();

        model.pressPause();
        assertThat(fakes.planned).isPresent();

        press(model);
        fakes.recording().saved();
        assertThat(fakes.planned).isEmpty();
    }

    @Test
    void theEndIsToldWithItsLengthAndKeptAsTheLast() {
        RecordingViewModel model = recording();
        fakes.recording().elapsed = Duration.ofSeconds(134);
        press(model);
        assertThat(model.header().get().detail()).isEqualTo("Saving…");
        fakes.recording().saved();

        assertThat(model.phase().get()).isEqualTo(Phase.IDLE);
        assertThat(model.header().get().detail()).isEqualTo("Saved. 2:14, nothing missed.");
        LastRecording last = model.made().last().get().orElseThrow();
        assertThat(last.length()).isEqualTo(Duration.ofSeconds(134));
        assertThat(fakes.saved.getLast().last()).contains(last);
    }

    @Test
    void aPressWhileSavingStartsTheNextRecordingAfterIt() {
        RecordingViewModel model = recording();
        press(model);
        press(model);
        assertThat(fakes.recordings).hasSize(1);
        fakes.recording().saved();

        assertThat(fakes.recordings).hasSize(2);
        assertThat(model.phase().get()).isEqualTo(Phase.STARTING);
    }

    @Test
    void twoPressesWhileSavingCancelEachOther() {
        RecordingViewModel model = recording();
        press(model);
        press(model);
        press(model);
        fakes.recording().saved();

        assertThat(fakes.recordings).hasSize(1);
    }

    @Test
    void theNextRecordingDoesNotHideHowThisOneEnded() {
        RecordingViewModel model = recording();
        press(model);
        press(model);
        cut();

        assertThat(model.phase().get()).isEqualTo(Phase.STARTING);
        assertThat(model.banner().get()).isPresent();
    }

    @Test
    void aStateThatArrivesAfterTheStopChangesNothing() {
        RecordingViewModel model = fakes.window();
        model.press();
        press(model);
        fakes.recording().to(SessionState.RECORDING);

        assertThat(model.phase().get()).isEqualTo(Phase.STOPPING);
    }

    @Test
    void aFailureSaysWhatToDoAndOffersIt() {
        RecordingViewModel model = fakes.window();
        model.press();
        fakes.recording()
                .ends(
                        Outcome.Result.FAILED,
                        Optional.of(Outcome.Reason.FOLDER_MISSING),
                        "There is no folder: choose another one.");

        Banner banner = model.banner().get().orElseThrow();
        assertThat(banner.sentence()).isEqualTo("There is no folder: choose another one.");
        assertThat(banner.action()).isEqualTo(Banner.Action.CHOOSE_FOLDER);
        assertThat(banner.code()).isEqualTo("FOLDER_MISSING");
        assertThat(model.made().last().get()).isEmpty();

        model.chooseFolder(home);
        assertThat(model.banner().get()).isEmpty();
        assertThat(model.folder().get()).isEqualTo(home);
    }

    @Test
    void anEmptyRecordingIsASentenceAndNoTrouble() {
        RecordingViewModel model = fakes.window();
        model.press();
        press(model);
        fakes.recording()
                .ends(Outcome.Result.EMPTY, Optional.of(Outcome.Reason.NOTHING_CAPTURED), "");

        assertThat(model.banner().get()).isEmpty();
        assertThat(model.header().get().detail()).contains("no file");
        assertThat(model.face().status().get().captured()).isEqualTo("Ready");
    }

    @Test
    void aFaultOfTheProgramDoesNotLeaveTheWindowBusy() {
        RecordingViewModel model = recording();
        CompletionStage<Optional<Outcome>> stopped = model.stop();
        fakes.recording().outcome.completeExceptionally(new IllegalStateException("test"));

        assertThat(stopped.toCompletableFuture()).isCompletedExceptionally();
        assertThat(model.phase().get()).isEqualTo(Phase.IDLE);
        assertThat(model.banner().get().orElseThrow().code()).isEqualTo("INTERNAL");
    }

    @Test
    void closingSavesFirst() {
        RecordingViewModel model = recording();
        List<Optional<Outcome>> closed = new ArrayList<>();
        CompletionStage<Optional<Outcome>> finish = model.finish();
        finish.thenAccept(closed::add);

        assertThat(fakes.recording().stops).isEqualTo(1);
        assertThat(closed).isEmpty();
        assertThat(model.header().get().detail()).isEqualTo("Saving…");

        fakes.recording().saved();
        assertThat(closed.getFirst().orElseThrow().result()).isEqualTo(Outcome.Result.SAVED);
    }

    @Test
    void closingWhileSavingStartsNothing() {
        RecordingViewModel model = recording();
        press(model);
        press(model);
        assertThat(model.finish()).isNotNull();
        fakes.recording().saved();

        assertThat(fakes.recordings).hasSize(1);
    }

    @Test
    void whereNothingCanBeRecordedTheButtonIsOffAndTheReasonStandsThere() {
        fakes.noScreens =
                Optional.of(
                        new CaptureException(
                                CaptureException.Reason.WAYLAND, "A Wayland session."));
        RecordingViewModel model = fakes.window();
        model.press();

        assertThat(fakes.recordings).isEmpty();
        assertThat(model.header().get().recordable()).isFalse();
        assertThat(model.banner().get().orElseThrow().sentence()).isEqualTo("A Wayland session.");

        fakes.noScreens = Optional.empty();
        model.lookAtScreens();

        assertThat(model.banner().get()).isEmpty();
        assertThat(model.header().get().recordable()).isTrue();
    }

    @Test
    void aRegionThatCannotBeRecordedSwitchesTheButtonOff() {
        RecordingViewModel model = fakes.window();
        model.options().target().set(new TargetChoice.TypedRegion());
        assertThat(model.header().get().recordable()).isTrue();

        model.options().region().set(new RegionInput("0", "0", "x", "100"));
        model.press();

        assertThat(model.header().get().recordable()).isFalse();
        assertThat(fakes.recordings).isEmpty();
    }

    @Test
    void missesTurnTheBarAmberUntilTheyWereSeen() {
        RecordingViewModel model = recording();
        fakes.recording().missed(12, 300);
        fakes.recording().recent = new RecordingStatus.Recent(300, 12, 100, 1_000_000);
        second();
        fakes.recording().recent = new RecordingStatus.Recent(300, 0, 100, 1_000_000);
        second();
        assertThat(model.face().status().get().level()).isEqualTo(MissedAlarm.Level.AMBER);
        assertThat(model.face().status().get().missed()).isEqualTo("Missed 12 of 300: late 12");

        model.face().toggleHealth();
        assertThat(model.face().status().get().level()).isEqualTo(MissedAlarm.Level.CALM);
        assertThat(model.face().health().get()).isPresent();
    }

    @Test
    void settingsThatWereSetAsideAreTold() {
        fakes.setAside = Optional.of(Path.of("/c/settings.json.unreadable-1"));
        RecordingViewModel model = fakes.window();

        Banner banner = model.banner().get().orElseThrow();
        assertThat(banner.sentence()).contains("settings.json.unreadable-1");
        assertThat(banner.action()).isEqualTo(Banner.Action.SHOW_FILE);
    }

    @Test
    void aFileThatDoesNotOpenIsTold() {
        fakes.settings = Settings.DEFAULTS.withLast(new LastRecording(Path.of("/gone.ts"), SECOND));
        fakes.opens = false;
        RecordingViewModel model = fakes.window();
        model.made().open();

        assertThat(fakes.opened).containsExactly(Path.of("/gone.ts"));
        assertThat(model.banner().get().orElseThrow().sentence()).contains("gone.ts");
    }

    @Test
    void aBugIsReportedInWhatIsRecordedElseInWhatWasRecordedElseOnTheScreen() {
        RecordingViewModel model = fakes.window();
        model.reports().open();
        press(model);
        fakes.recording().to(SessionState.RECORDING);
        model.reports().open();
        fakes.recording().saved();
        String made = fakes.recording().request.name() + ".ts";
        model.reports().open();
        model.reports().ofTrouble("DISK_FULL");
        model.reports().ofLast();

        assertThat(fakes.reported).containsExactly("screen", "", made, made + " DISK_FULL", made);
    }

    @Test
    void aReportThatIsAskedForWhileARecordingBeginsOpensOnceItHasBegun() {
        RecordingViewModel model = fakes.window();
        press(model);
        model.reports().open();
        model.reports().ofCrash(Path.of("/videos/left.ts"), "TORN");
        assertThat(fakes.reported).isEmpty();
        fakes.draws();
        assertThat(model.header().get().detail()).isEqualTo("Starting… The report opens then.");
        fakes.recording().to(SessionState.RECORDING);
        assertThat(fakes.reported).containsExactly("", "left.ts TORN");
        assertThat(model.header().get().detail()).startsWith("Recording ");
        press(model);
        model.reports().open();
        assertThat(fakes.reported).as("what is saved has begun").hasSize(3);
        fakes.recording().saved();
        assertThat(fakes.reported).as("once each").hasSize(3);
    }

    @Test
    void aReportOfARecordingThatDoesNotBeginIsOfWhatWasRecordedElseOfTheScreen() {
        RecordingViewModel model = fakes.window();
        press(model);
        model.reports().open();
        press(model);
        assertThat(fakes.reported).as("nothing of it is known yet").isEmpty();
        fakes.recording().ends(Outcome.Result.EMPTY, Optional.empty(), "");
        assertThat(fakes.reported).containsExactly("screen");

        press(model);
        model.reports().open();
        press(model);
        fakes.recording().saved();
        assertThat(fakes.reported)
                .containsExactly("screen", fakes.recording().request.name() + ".ts");
    }

    @Test
    void aCrashIsReportedWithTheCodeOfTheFaultThatWasNoted() {
        fakes.window().reports().ofCrash(Path.of("/videos/left.ts"), "TORN");
        fakes.lastFault =
                new LastFault(
                        Optional.of(new FaultNote("2026-11-21T14:03:22Z", "F-12", "", "")),
                        Path.of("/log"),
                        () -> {});
        fakes.window().reports().ofCrash(Path.of("/videos/left.ts"), "TORN");

        assertThat(fakes.reported).containsExactly("left.ts TORN", "left.ts F-12");
    }

    private RecordingViewModel recording() {
        RecordingViewModel model = fakes.window();
        model.press();
        fakes.recording().to(SessionState.RECORDING);
        assertThat(model.phase().get()).isEqualTo(Phase.RECORDING);
        return model;
    }

    private void press(RecordingViewModel model) {
        fakes.passes(SECOND);
        model.press();
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    private void second() {
        fakes.planned.orElseThrow().run();
    }

    private void cut() {
        fakes.recording()
                .ends(
                        Outcome.Result.CUT,
                        Optional.of(Outcome.Reason.DISK_FULL),
                        "Saved up to 14:03:22: the disk was full. Everything before is there.");
    }
}
