package dev.lastframe.app.recording;

import dev.lastframe.app.fx.Later;
import dev.lastframe.app.settings.Conduct;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The moments before a recording: the countdown, and our own windows' leaving. Used by the FX
 * thread; never blocks.
 */
final class Departure {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Between two looks whether the windows are gone. */
    private static final Duration LOOK = Duration.ofMillis(20);

    /** A window manager that does not take them away holds up nothing for longer. */
    private static final int MOST_LOOKS = 100;

    /** With so many looks left they are taken away without it. */
    private static final int IMPATIENT = 25;

    private final Later later;
    private final Runnable counted;
    private OwnWindows windows = OwnWindows.NONE;
    private Later.Cancel next = () -> {};
    private CompletableFuture<Void> begins = CompletableFuture.completedFuture(null);
    private CompletableFuture<Void> gone = CompletableFuture.completedFuture(null);
    private int secondsLeft;

    /**
     * @param counted told of each second of the countdown, and of its end
     */
    Departure(Later later, Runnable counted) {
        this.later = later;
        this.counted = counted;
    }

    /** From now on these have to leave. */
    void of(OwnWindows own) {
        windows = own;
    }

    /**
     * Begins.
     *
     * @return completed by the FX thread when the countdown is over; cancelled by {@link #takeBack}
     */
    CompletionStage<Void> countDown(Conduct conduct) {
        end();
        begins = new CompletableFuture<>();
        secondsLeft = conduct.countdownSeconds();
        count();
        return begins;
    }

    /**
     * Takes our windows off the screen. Who waits for that already waits for this.
     *
     * @return completed by the FX thread when none of them is to be seen any more
     */
    CompletableFuture<Void> leave() {
        next.cancel();
        CompletableFuture<Void> before = gone;
        gone = new CompletableFuture<>();
        var _ = gone.thenRun(() -> before.complete(null));
        if (windows.leave() || !before.isDone() || windows.onScreen()) {
            look(MOST_LOOKS);
        } else {
            gone.complete(null);
        }
        return gone;
    }

    /** Completed by the FX thread when nothing leaves any more. */
    CompletableFuture<Void> settled() {
        return gone.copy();
    }

    /** The recording is over: nothing is waited for any more, and nothing taken away. */
    void end() {
        next.cancel();
        next = () -> {};
        gone.complete(null);
    }

    /** What is left of the countdown, in seconds; 0 while none runs. */
    int secondsLeft() {
        return secondsLeft;
    }

    /**
     * Ends the countdown without a recording.
     *
     * @return whether one ran
     */
    boolean takeBack() {
        if (secondsLeft == 0) {
            return false;
        }
        end();
        secondsLeft = 0;
        begins.completeExceptionally(new CancellationException("taken back"));
        return true;
    }

    private void count() {
        if (secondsLeft == 0) {
            begins.complete(null);
            return;
        }
        next =
                later.after(
                        SECOND,
                        () -> {
                            secondsLeft--;
                            counted.run();
                            count();
                        });
    }

    private void look(int left) {
        if (left > 0 && windows.onScreen()) {
            if (left == IMPATIENT) {
                windows.remove();
            }
            next = later.after(LOOK, () -> look(left - 1));
        } else {
            next = later.after(windows.settles(), () -> gone.complete(null));
        }
    }
}
