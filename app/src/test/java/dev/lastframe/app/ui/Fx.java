package dev.lastframe.app.ui;

import dev.lastframe.app.fx.FxToolkit;
import dev.lastframe.core.testing.VirtualScreenListener;
import dev.lastframe.core.testing.Waits;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Scene;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * JavaFX in the test's own process, on the run's virtual screen with a window manager. It is
 * started once and ends with the run, before its screen does: GTK ends the process when it loses
 * its display.
 */
public final class Fx implements BeforeAllCallback {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String FX_THREAD = "JavaFX Application Thread";

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Fx.class))
                .computeIfAbsent(Running.class);
    }

    /** What the FX thread answers. Called by any thread; blocks, except when it is that thread. */
    public static <T> T get(Supplier<T> question) {
        if (Platform.isFxApplicationThread()) {
            return question.get();
        }
        return CompletableFuture.supplyAsync(question, Platform::runLater)
                .orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Runs something on the FX thread and waits for it. */
    public static void run(Runnable action) {
        get(() -> {
            action.run();
            return true;
        });
    }

    /** Waits until all of a window that is shown was laid out once more. */
    public static void awaitPulse(Scene scene) {
        CompletableFuture<Void> laidOut = new CompletableFuture<>();
        Runnable listener = () -> laidOut.complete(null);
        run(() -> {
            scene.addPostLayoutPulseListener(listener);
            Platform.requestNextPulse();
        });
        laidOut.orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
        run(() -> scene.removePostLayoutPulseListener(listener));
    }

    /** The toolkit, for as long as the run. */
    static final class Running implements AutoCloseable {

        Running() throws InterruptedException {
            VirtualScreenListener.screen().windowManager();
            FxToolkit.startWithoutWindow();
        }

        /** Returns when it has ended: should its screen end first, GTK would end the process. */
        @Override
        public void close() {
            Platform.exit();
            Waits.eventually(
                    LIMIT,
                    "JavaFX has ended",
                    () ->
                            Thread.getAllStackTraces().keySet().stream()
                                    .noneMatch(it -> it.getName().equals(FX_THREAD)));
        }
    }
}
