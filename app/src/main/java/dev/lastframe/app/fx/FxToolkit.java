package dev.lastframe.app.fx;

import dev.lastframe.core.threads.ShortTurns;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts JavaFX where there is no {@code Application}. */
public final class FxToolkit {

    private static final Logger LOG = LoggerFactory.getLogger(FxToolkit.class);
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
        // who waits for the toolkit does not wait for this
        Thread.ofPlatform().daemon().name("lastframe-turns").start(FxToolkit::beforeOthers);
    }

    /**
     * The thread of the window, and the one through which it is given each pulse and each task,
     * work for less than a millisecond: they do not wait until an encoder has finished.
     */
    private static void beforeOthers() {
        int given =
                ShortTurns.takeOf("JavaFX Application Thread")
                        + ShortTurns.takeOf("InvokeLaterDispatcher");
        LOG.info("threads of the window with short turns: {}", given);
    }
}
