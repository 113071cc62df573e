package dev.lastframe.app.cli;

import dev.lastframe.app.Services;
import dev.lastframe.app.fx.DesktopOpener;
import dev.lastframe.app.fx.FxLater;
import dev.lastframe.app.fx.FxToolkit;
import dev.lastframe.app.i18n.Messages;
import dev.lastframe.app.recording.LastframeWindow;
import dev.lastframe.app.recording.WindowServices;
import dev.lastframe.app.recovery.BackgroundRecovery;
import dev.lastframe.app.settings.Places;
import dev.lastframe.app.settings.SettingsStore;
import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.time.NanoClock;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.application.Platform;
import javafx.stage.Stage;

/** Opens the window and lives as long as it does. Used by the main thread, once a process. */
final class WindowProgram {

    private final Map<String, String> environment;
    private final Places places;
    private final PrintStream err;

    WindowProgram(Map<String, String> environment, Places places, PrintStream err) {
        this.environment = environment;
        this.places = places;
        this.err = err;
    }

    /** Returns when the window was closed and everything is saved. */
    int run() {
        NanoClock clock = NanoClock.system();
        Services services = Services.create(environment, places, clock);
        try {
            services.requireServer();
            FxToolkit.startWithoutWindow();
            return show(services, clock);
        } catch (CaptureException noDisplay) {
            err.println(noDisplay.getMessage());
            return ExitCode.NOTHING_CAPTURED;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ExitCode.FAULT;
        }
    }

    private int show(Services services, NanoClock clock) {
        CompletableFuture<Optional<Outcome>> closed = new CompletableFuture<>();
        try (ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
                BackgroundRecovery recovery =
                        new BackgroundRecovery(places.active(), clock, background);
                SettingsStore store = new SettingsStore(places.settingsFile(), clock);
                FxLater later = new FxLater()) {
            WindowServices given =
                    new WindowServices(
                            new SessionRecordings(services, background),
                            recovery,
                            store.load(),
                            store::save,
                            places,
                            environment::get,
                            Messages.of(Locale.getDefault()),
                            clock,
                            new DesktopOpener(System.getProperty("os.name"), background),
                            later,
                            Platform::runLater,
                            background);
            Platform.runLater(() -> open(given, closed));
            return closed.join().map(ExitCode::of).orElse(ExitCode.SAVED);
        }
    }

    private static void open(WindowServices services, CompletableFuture<Optional<Outcome>> closed) {
        try {
            LastframeWindow window = new LastframeWindow(new Stage(), services);
            Signals.onStopRequest(() -> Platform.runLater(window::close));
            window.closed().thenAccept(closed::complete);
            window.show();
        } catch (RuntimeException | Error broken) {
            closed.completeExceptionally(broken);
        }
    }
}
