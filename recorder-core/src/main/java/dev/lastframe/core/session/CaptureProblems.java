package dev.lastframe.core.session;

import dev.lastframe.core.capture.Sight;
import dev.lastframe.core.session.HealthEvent.Kind;
import java.util.function.Consumer;

/** Says what is wrong with the source of pictures. Called by the capture thread; never blocks. */
final class CaptureProblems implements CaptureStage.Problems {

    private final Health health;
    private final Consumer<Failure> end;
    private final Consumer<Throwable> fault;

    /**
     * @param end asks for the recording's end; returns at once
     * @param fault told of what nothing can be relied on after
     */
    CaptureProblems(Health health, Consumer<Failure> end, Consumer<Throwable> fault) {
        this.health = health;
        this.end = end;
        this.fault = fault;
    }

    @Override
    public void captureFailed(long tMicros, String why) {
        health.tell(Kind.CAPTURE_FAILED, why);
    }

    @Override
    public void broken(Throwable fatal) {
        fault.accept(fatal);
    }

    @Override
    public void screenGone(String why) {
        health.tell(Kind.SCREEN_GONE, why);
    }

    @Override
    public void screenBack() {
        health.tell(Kind.SCREEN_BACK, "The recorded screen is there again.");
    }

    @Override
    public void seen(Sight sight) {
        switch (sight) {
            case SHOWN -> health.tell(Kind.WINDOW_SHOWN, "The recorded window is shown again.");
            case COVERED ->
                    health.tell(
                            Kind.WINDOW_COVERED,
                            "Other windows lie over the recorded one, which is recorded without"
                                    + " them.");
            case HIDDEN ->
                    health.tell(
                            Kind.WINDOW_HIDDEN,
                            "The recorded window is minimised or on another desktop; its last"
                                    + " picture stays.");
            case CLOSED -> {
                Failure end = Failure.windowClosed();
                health.tell(Kind.WINDOW_CLOSED, end.sentence());
                this.end.accept(end);
            }
        }
    }

    @Override
    public void screenLost(String why) {
        end.accept(Failure.screenGone(why));
    }
}
