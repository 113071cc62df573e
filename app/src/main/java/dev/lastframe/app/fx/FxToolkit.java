package dev.lastframe.app.fx;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/** Starts JavaFX where there is no {@code Application}. */
public final class FxToolkit {

    private static final long PATIENCE_SECONDS = 30;

    private FxToolkit() {}

    /**
     * Starts the toolkit without a window; it ends with the process. Called by the main thread,
     * once; blocks until the application thread runs, half a minute at most.
     */
    public static void startWithoutWindow() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        QuietLibraries.ask();
        Platform.setImplicitExit(false);
        Platform.startup(() -> {
            RestingPulse.install();
            ApplicationName.give();
            started.countDown();
        });
        if (!started.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the desktop does not answer");
        }
    }
}
