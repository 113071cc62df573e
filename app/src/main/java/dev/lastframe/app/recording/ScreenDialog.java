package dev.lastframe.app.recording;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureTarget;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The desktop's own dialog, which chooses what is recorded and has to allow it, where no program
 * can look at a screen by itself. Called by the FX thread; every method returns at once.
 */
public interface ScreenDialog {

    /**
     * Has the person asked, unless the desktop remembers. What is allowed is what the next
     * recording opens; it takes the place of what was allowed before.
     *
     * @param cancelled takes the question back when it is completed
     * @return completed by any thread; fails with a {@link CaptureException} whose message is a
     *     sentence for a person
     */
    CompletionStage<Void> ask(CaptureTarget target, CompletableFuture<?> cancelled);

    /** What was allowed and not opened is not wanted. */
    void giveUp();

    /** Whether the desktop was told to allow the same again without asking. */
    CompletionStage<Boolean> remembers();

    /** The next question chooses anew; completed when that is sure. */
    CompletionStage<Void> forget();
}
