package dev.lastframe.app.cli;

import dev.lastframe.app.Services;
import dev.lastframe.app.conversion.BackgroundConversions;
import dev.lastframe.app.faults.FaultFile;
import dev.lastframe.app.fx.DesktopOpener;
import dev.lastframe.app.fx.FxLater;
import dev.lastframe.app.fx.FxToolkit;
import dev.lastframe.app.i18n.Messages;
import dev.lastframe.app.recording.LastFault;
import dev.lastframe.app.recording.LastframeWindow;
import dev.lastframe.app.recording.WindowServices;
import dev.lastframe.app.recovery.BackgroundRecovery;
import dev.lastframe.app.settings.Places;
import dev.lastframe.app.settings.SettingsStore;
import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.time.NanoClock;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.stage.Stage;

/** Opens the window and lives as long as it does. Used by the main thread, once a process. */
final class WindowProgram {

    /** How long a window has to close after everything is saved. */
    private static final long WINDOW_SECONDS = 5;

    private static final long BACKGROUND_SECONDS = 3;

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
        services.guardTheProcess();
        try {
            services.requireServer();
            FxToolkit.startWithoutWindow();
            return services.ended(show(services, clock));
        } catch (CaptureException noDisplay) {
            err.println(noDisplay.getMessage());
            return ExitCode.NOTHING_CAPTURED;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ExitCode.FAULT;
        }
    }

    private int show(Services services, NanoClock clock) {
        CompletableFuture<Integer> exitCode = new CompletableFuture<>();
        ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
        BackgroundConversions conversions = new BackgroundConversions(places.active());
        services.watchDisplay(ended -> {
            conversions.hurry();
            return lost(ended, exitCode);
        });
        try (BackgroundRecovery recovery =
                        new BackgroundRecovery(places.active(), clock, background);
                SettingsStore store = new SettingsStore(places.settingsFile(), clock);
                FxLater later = new FxLater();
                conversions) {
            FaultFile faults = services.faultFile();
            WindowServices given =
                    new WindowServices(
                            new SessionRecordings(services, background),
                            recovery,
                            conversions,
                            store.load(),
                            store::save,
                            places,
                            environment::get,
                            Messages.of(Locale.getDefault()),
                            clock,
                            new DesktopOpener(System.getProperty("os.name"), background),
                            later,
                            Platform::runLater,
                            background,
                            new LastFault(
                                    faults.read(),
                                    places.state().resolve("lastframe.log"),
                                    () -> background.execute(faults::forget)));
            Platform.runLater(() -> open(given, services, conversions, exitCode));
            return exitCode.join();
        } finally {
            endSoon(background);
        }
    }

    /** What still waits for a disk then holds up nobody. */
    private static void endSoon(ExecutorService background) {
        background.shutdown();
        try {
            if (!background.awaitTermination(BACKGROUND_SECONDS, TimeUnit.SECONDS)) {
                background.shutdownNow();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** The display went away under the window, which will never close. */
    private int lost(List<Outcome> ended, CompletableFuture<Integer> exitCode) {
        err.println(
                ended.isEmpty()
                        ? "The display went away. Log in again and start Lastframe there."
                        : ended.getFirst().sentence());
        int code = ended.isEmpty() ? ExitCode.NOTHING_CAPTURED : ExitCode.of(ended.getFirst());
        exitCode.complete(code);
        return code;
    }

    private static void open(
            WindowServices given,
            Services services,
            BackgroundConversions conversions,
            CompletableFuture<Integer> exitCode) {
        try {
            LastframeWindow window = new LastframeWindow(new Stage(), given);
            Signals.onStopRequest(() -> {
                conversions.hurry();
                Platform.runLater(window::close);
                endWithoutWindow(services, exitCode);
            });
            window.closed()
                    .thenAccept(outcome ->
                            exitCode.complete(outcome.map(ExitCode::of).orElse(ExitCode.SAVED)));
            window.show();
        } catch (RuntimeException | Error broken) {
            exitCode.completeExceptionally(broken);
        }
    }

    /**
     * A window that hangs does not close: what runs is saved all the same, and the process ends.
     */
    private static void endWithoutWindow(Services services, CompletableFuture<Integer> exitCode) {
        Executor soon = CompletableFuture.delayedExecutor(WINDOW_SECONDS, TimeUnit.SECONDS);
        var _ =
                services.endAll()
                        .thenAcceptAsync(
                                outcomes ->
                                        exitCode.complete(
                                                outcomes.stream()
                                                        .findFirst()
                                                        .map(ExitCode::of)
                                                        .orElse(ExitCode.SAVED)),
                                soon);
    }
}
