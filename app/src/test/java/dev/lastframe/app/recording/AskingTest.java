package dev.lastframe.app.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureException.Reason;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.session.SessionState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window of a desktop that asks before each recording. */
final class AskingTest {

    @TempDir private Path home;
    private Fakes fakes;
    private Fakes.FakeDialog dialog;
    private RecordingViewModel model;

    @BeforeEach
    void aDesktopThatAsks() {
        fakes = new Fakes(home);
        dialog = new Fakes.FakeDialog();
        fakes.dialog = Optional.of(dialog);
        model = fakes.window();
    }

    private void press() {
        fakes.passes(Duration.ofSeconds(1));
        model.press();
    }

    @Test
    void nothingIsRecordedBeforeTheDesktopAllowsIt() {
        assertThat(model.header().get().recordable()).isTrue();
        press();
        assertThat(model.phase().get()).isEqualTo(Phase.STARTING);
        fakes.draws();
        assertThat(model.header().get().detail()).contains("If the desktop asks");
        assertThat(dialog.asked).containsExactly(new CaptureTarget.Screen(1));
        assertThat(fakes.recordings).isEmpty();

        dialog.answer.complete(null);
        assertThat(fakes.recordings).hasSize(1);
        fakes.recording().to(SessionState.RECORDING);
        assertThat(model.header().get().detail()).contains("Recording what you chose");
        assertThat(dialog.givenUp).isZero();
    }

    @Test
    void theSameButtonTakesTheQuestionBackAndALateAnswerIsGivenBack() {
        press();
        press();
        assertThat(model.phase().get()).isEqualTo(Phase.IDLE);
        assertThat(dialog.cancelled).isDone();
        assertThat(model.banner().get()).as("the person knows").isEmpty();

        int before = dialog.givenUp;
        dialog.answer.complete(null);
        assertThat(dialog.givenUp).isEqualTo(before + 1);
        assertThat(fakes.recordings).isEmpty();
    }

    @Test
    void escapeDoesTheSame() {
        press();
        assertThat(model.takeBack()).isTrue();
        assertThat(model.phase().get()).isEqualTo(Phase.IDLE);
        assertThat(model.takeBack()).isFalse();
    }

    @Test
    void aRefusalIsASentenceWithAButtonThatAsksAgain() {
        press();
        dialog.answer.completeExceptionally(
                new CaptureException(Reason.NOT_ALLOWED, "The desktop's dialog was cancelled."));
        assertThat(model.phase().get()).isEqualTo(Phase.IDLE);
        assertThat(model.banner().get())
                .contains(
                        new Banner(
                                "The desktop's dialog was cancelled.",
                                Banner.Action.RECORD_AGAIN,
                                "NOT_ALLOWED"));
        assertThat(fakes.recordings).isEmpty();

        press();
        assertThat(model.banner().get()).isEmpty();
        assertThat(dialog.asked).hasSize(2);
    }

    @Test
    void aRegionOutsideWhatWasChosenLeadsToItsNumbers() {
        model.options().target().set(new TargetChoice.TypedRegion());
        model.options().region().set(new RegionInput("9000", "0", "10", "10"));
        press();
        assertThat(dialog.asked).containsExactly(new CaptureTarget.Region(9000, 0, 10, 10));
        dialog.answer.completeExceptionally(
                new CaptureException(Reason.REGION_OUTSIDE, "Not in its picture."));
        assertThat(model.banner().get().orElseThrow().action())
                .isEqualTo(Banner.Action.CHANGE_REGION);
    }

    @Test
    void aFaultIsNotTakenForARefusal() {
        press();
        dialog.answer.completeExceptionally(new IllegalStateException("broken"));
        assertThat(model.phase().get()).isEqualTo(Phase.IDLE);
        assertThat(model.banner().get().orElseThrow().code()).isEqualTo("INTERNAL");
    }

    @Test
    void whatIsTakenBackAfterItWasAllowedIsGivenUp() {
        model.options()
                .change(
                        model.options()
                                .settings()
                                .withConduct(
                                        model.options().settings().conduct().withCountdown(3)));
        press();
        dialog.answer.complete(null);
        assertThat(fakes.recordings).isEmpty();
        press();
        assertThat(model.phase().get()).isEqualTo(Phase.IDLE);
        assertThat(dialog.givenUp).isEqualTo(1);
    }

    @Test
    void aStopTakesTheQuestionBackAndTellsThatThereIsNothing() {
        press();
        CompletionStage<Optional<Outcome>> stopped = model.stop();

        assertThat(dialog.cancelled).isDone();
        assertThat(stopped.toCompletableFuture()).isCompletedWithValue(Optional.empty());
        assertThat(model.phase().get()).isEqualTo(Phase.IDLE);
        assertThat(model.banner().get()).as("the person knows").isEmpty();
    }

    @Test
    void closingTheWindowTakesTheQuestionBack() {
        press();
        assertThat(model.finish().toCompletableFuture()).isDone();
        assertThat(dialog.cancelled).isDone();
    }

    @Test
    void anotherScreenIsChosenByForgettingTheOneBefore() {
        dialog.remembers = true;
        model.opened();
        assertThat(model.options().targets())
                .containsExactly(
                        new TargetChoice.ByDesktop(true),
                        new TargetChoice.AskAnew(),
                        new TargetChoice.TypedRegion());

        model.options().target().set(new TargetChoice.AskAnew());

        assertThat(dialog.remembers).isFalse();
        assertThat(model.options().targets())
                .containsExactly(new TargetChoice.ByDesktop(false), new TargetChoice.TypedRegion());
        assertThat(model.options().target().get()).isEqualTo(new TargetChoice.ByDesktop(false));
        assertThat(model.options().chosenTarget()).contains(new CaptureTarget.Screen(1));
        assertThat(fakes.recordings).isEmpty();
    }
}
