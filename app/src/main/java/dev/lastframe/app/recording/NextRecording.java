package dev.lastframe.app.recording;

import dev.lastframe.app.recording.RecordingControl.Wanted;
import dev.lastframe.app.settings.Settings;
import dev.lastframe.app.settings.SoundSettings;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.session.RecordingRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What the next recording is of, and what the last one was of. Used by the FX thread. */
final class NextRecording implements RecordingControl.Requests {

    private final Options options;
    private final Requests requests;
    private final Asking asking;
    private final Surroundings surroundings;
    private final Executor ui;
    private final Runnable begins;

    private CaptureTarget target = new CaptureTarget.Screen(1);

    /** What the recording made last was made with. */
    private Optional<Settings> used = Optional.empty();

    /** What another of the same is made with. */
    private Optional<Settings> same = Optional.empty();

    /**
     * @param ui runs a task on the FX thread
     * @param begins run when a recording begins, before anything is asked of it
     */
    NextRecording(
            Options options,
            Requests requests,
            Asking asking,
            Surroundings surroundings,
            Executor ui,
            Runnable begins) {
        this.options = options;
        this.requests = requests;
        this.asking = asking;
        this.surroundings = surroundings;
        this.ui = ui;
        this.begins = begins;
    }

    /** What is recorded, or was last. */
    CaptureTarget target() {
        return target;
    }

    /** Runs a press that starts a recording of the same as last, with the same settings. */
    void again(Runnable press) {
        same = used;
        press.run();
        same = Optional.empty();
    }

    @Override
    public Optional<CompletionStage<Wanted>> next() {
        Optional<Settings> again = same;
        Optional<CaptureTarget> chosen = again.flatMap(Settings::target).or(options::chosenTarget);
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        target = chosen.get();
        begins.run();
        return Optional.of(
                asking.begin(target)
                        // the window that says what is waited for leaves afterwards
                        .thenCompose(allowed -> surroundings.countDown())
                        .thenCompose(counted -> leaving(again))
                        .whenComplete((wanted, fault) -> {
                            if (fault != null) {
                                ui.execute(asking::giveUp);
                            }
                        }));
    }

    /**
     * Everything is prepared while our windows leave. Where the desktop was asked it shows us its
     * pictures from then on: that begins when they are gone.
     */
    private CompletionStage<Wanted> leaving(Optional<Settings> again) {
        CompletableFuture<Void> gone = surroundings.leave();
        CompletionStage<Void> begins =
                asking.mayAsk() ? gone : CompletableFuture.completedFuture(null);
        return begins.thenCompose(now -> prepare(again))
                .thenApply(request -> new Wanted(request, gone));
    }

    private CompletionStage<RecordingRequest> prepare(Optional<Settings> again) {
        // but never a microphone that was switched off since
        SoundSettings sound = options.settings().sound();
        Settings with =
                again.map(before -> before.withSound(sound))
                        .orElse(options.settings())
                        .withTarget(target);
        used = Optional.of(with);
        return requests.prepare(with, target);
    }

    @Override
    public boolean takeBack() {
        return asking.takeBack() || surroundings.departure().takeBack();
    }
}
