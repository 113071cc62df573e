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
     * @param stays whether our windows stay where they are
     * @return completed by the FX thread when the first picture may be taken; cancelled by {@link
     *     #takeBack}
     */
    CompletionStage<Void> begin(Conduct conduct, boolean stays) {
        gone = new CompletableFuture<>();
        secondsLeft = conduct.countdownSeconds();
        count(stays);
        return gone;
    }

    /**
     * Leaves at once, and for something else than a recording.
     *
     * @return completed by the FX thread when the windows are gone
     */
    CompletionStage<Void> leaveNow() {
        gone = new CompletableFuture<>();
        leave();
        return gone;
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
        next.cancel();
        secondsLeft = 0;
        gone.completeExceptionally(new CancellationException("taken back"));
        return true;
    }

    private void count(boolean stays) {
        if (secondsLeft > 0) {
            next =
                    later.after(
                            SECOND,
                            () -> {
                                secondsLeft--;
                                counted.run();
                                count(stays);
                            });
            return;
        }
        if (stays) {
            gone.complete(null);
        } else {
            leave();
        }
    }

    private void leave() {
        if (windows.leave()) {
            look(MOST_LOOKS);
        } else {
            gone.complete(null);
        }
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
