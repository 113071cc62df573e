package dev.lastframe.app.recording;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureTarget;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The moments before a recording in which the desktop asks the person what may be recorded; none
 * where it does not. Used by the FX thread; never blocks.
 */
final class Asking {

    private static final Logger LOG = LoggerFactory.getLogger(Asking.class);

    private final WindowServices services;
    private final Options options;
    private final Consumer<Banner> say;
    private final Optional<ScreenDialog> dialog;

    /** What the start of the recording waits for; empty while nobody is asked. */
    private Optional<Question> open = Optional.empty();

    /**
     * @param cancelled takes the question back
     * @param answered completed by the FX thread
     */
    private record Question(CompletableFuture<Void> cancelled, CompletableFuture<Void> answered) {}

    /**
     * @param say shows why nothing is recorded
     */
    Asking(WindowServices services, Options options, Consumer<Banner> say) {
        this.services = services;
        this.options = options;
        this.say = say;
        this.dialog = services.recordings().dialog();
    }

    /**
     * Finds out whether the desktop remembers, and goes on with a choice that is to be made anew.
     */
    void listen() {
        dialog.ifPresent(there -> {
            look(there);
            options.target()
                    .subscribe((before, now) -> {
                        if (now instanceof TargetChoice.AskAnew) {
                            // the list is still closing
                            services.ui().execute(() -> anew(there, before));
                        }
                    });
        });
    }

    private void anew(ScreenDialog there, @Nullable TargetChoice before) {
        options.back(before);
        there.forget().whenComplete((done, fault) -> look(there));
    }

    private void look(ScreenDialog there) {
        there.remembers()
                .whenComplete((remembers, fault) ->
                        services.ui()
                                .execute(() ->
                                        options.desktopRemembers(Boolean.TRUE.equals(remembers))));
    }

    /** Whether this desktop asks before it shows its screen. */
    boolean mayAsk() {
        return dialog.isPresent();
    }

    /** Whether a person may have a question before them. */
    boolean asks() {
        return open.isPresent();
    }

    /**
     * Asks, where that is needed.
     *
     * @return completed by the FX thread when the target may be recorded; cancelled when it was
     *     taken back or refused, which was said
     */
    CompletionStage<Void> begin(CaptureTarget target) {
        if (dialog.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Question question = new Question(new CompletableFuture<>(), new CompletableFuture<>());
        open = Optional.of(question);
        dialog.get()
                .ask(target, question.cancelled())
                .whenComplete(
                        (nothing, fault) -> services.ui().execute(() -> answered(question, fault)));
        return question.answered();
    }

    private void answered(Question question, @Nullable Throwable fault) {
        if (!open.filter(question::equals).isPresent()) {
            // taken back meanwhile
            if (fault == null) {
                dialog.ifPresent(ScreenDialog::giveUp);
            }
            return;
        }
        open = Optional.empty();
        dialog.ifPresent(this::look);
        if (fault == null) {
            question.answered().complete(null);
            return;
        }
        Throwable cause =
                fault instanceof CompletionException && fault.getCause() != null
                        ? fault.getCause()
                        : fault;
        if (cause instanceof CaptureException refused) {
            say.accept(
                    new Banner(
                            String.valueOf(refused.getMessage()),
                            action(refused.reason()),
                            refused.reason().name()));
            question.answered().completeExceptionally(new CancellationException("not allowed"));
        } else {
            LOG.error("the desktop could not be asked", cause);
            question.answered().completeExceptionally(cause);
        }
    }

    private static Banner.Action action(CaptureException.Reason reason) {
        return reason == CaptureException.Reason.REGION_OUTSIDE
                ? Banner.Action.CHANGE_REGION
                : Banner.Action.RECORD_AGAIN;
    }

    /**
     * Takes the question back.
     *
     * @return whether there was one
     */
    boolean takeBack() {
        Optional<Question> asked = open;
        open = Optional.empty();
        asked.ifPresent(question -> {
            question.cancelled().complete(null);
            question.answered().completeExceptionally(new CancellationException("taken back"));
        });
        return asked.isPresent();
    }

    /** No recording begins after all. */
    void giveUp() {
        dialog.ifPresent(ScreenDialog::giveUp);
    }
}
