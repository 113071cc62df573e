package dev.lastframe.app.fx;

import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;

/** Starts JavaFX where there is no {@code Application}. */
public final class FxToolkit {

    private FxToolkit() {}

    /**
     * Starts the toolkit without a window; it ends with the process. Called by the main thread,
     * once; blocks until the application thread runs.
     */
    public static void startWithoutWindow() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        Platform.setImplicitExit(false);
        Platform.startup(started::countDown);
        started.await();
    }
}
