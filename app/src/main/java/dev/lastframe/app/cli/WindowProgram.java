package dev.lastframe.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.app.Services;
import dev.lastframe.app.bugreport.BugReportServices;
import dev.lastframe.app.bugreport.BugReportWindow;
import dev.lastframe.app.bugreport.Calmly;
import dev.lastframe.app.bugreport.Reports;
import dev.lastframe.app.control.ControlServer;
import dev.lastframe.app.control.Entrance;
import dev.lastframe.app.control.Entrance.Entered;
import dev.lastframe.app.control.Reply;
import dev.lastframe.app.control.Request;
import dev.lastframe.app.control.WindowLock;
import dev.lastframe.app.conversion.BackgroundConversions;
import dev.lastframe.app.faults.FaultFile;
import dev.lastframe.app.faults.FaultNote;
import dev.lastframe.app.fx.DesktopOpener;
import dev.lastframe.app.fx.FxLater;
import dev.lastframe.app.fx.FxToolkit;
import dev.lastframe.app.fx.LeftFonts;
import dev.lastframe.app.i18n.Messages;
import dev.lastframe.app.recording.BugReporter;
import dev.lastframe.app.recording.LastFault;
import dev.lastframe.app.recording.LastframeWindow;
import dev.lastframe.app.recording.WindowServices;
import dev.lastframe.app.recovery.BackgroundRecovery;
import dev.lastframe.app.settings.Places;
import dev.lastframe.app.settings.Settings;
import dev.lastframe.app.settings.SettingsStore;
import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the window and lives as long as it does. Used by the main thread, once a process. */
final class WindowProgram {

    /** How long a window has to close after everything is saved. */
    private static final long WINDOW_SECONDS = 5;

    private static final long BACKGROUND_SECONDS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(WindowProgram.class);

    private final Map<String, String> environment;
    private final Places places;
    private final PrintStream out;
    private final PrintStream err;
    private Optional<Path> file = Optional.empty();

    WindowProgram(
            Map<String, String> environment, Places places, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.places = places;
        this.out = out;
        this.err = err;
    }

    /**
     * Returns when the window was closed and everything is saved; at once where there is a window
     * already, which comes to the front.
     *
     * @param pressed when somebody pressed the key for a recording that the window begins with, on
     *     the monotonic clock
     * @param opened an unfinished recording that was double-clicked
     */
    int run(OptionalLong pressed, Optional<Path> opened) {
        NanoClock clock = NanoClock.system();
        file = opened.map(named -> named.toAbsolutePath().normalize());
        Request wish =
                pressed.isPresent()
                        ? Request.toggle(pressed.getAsLong())
                        : file.map(Request::open).orElse(Request.of(Request.Command.SHOW));
        try {
            return switch (Entrance.enter(places.runtime(), wish, clock)) {
                case Entered.First(WindowLock lock) -> {
                    try (lock) {
                        LeftFonts.remove(places.cache(), clock);
                        yield open(clock, pressed, true);
                    }
                }
                case Entered.Second(JsonNode reply) -> told(reply);
                case Entered.Unanswered() -> {
                    err.println(
                            "Lastframe runs already and does not answer: end it, then start it"
                                    + " again.");
                    yield ExitCode.NOTHING_CAPTURED;
                }
                // without its socket it records all the same
                case Entered.Unknown _ -> open(clock, pressed, false);
            };
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ExitCode.FAULT;
        } catch (IOException unlocking) {
            LOG.warn("the window's lock was not let go", unlocking);
            return ExitCode.FAULT;
        }
    }

    private int told(JsonNode reply) {
        if (Reply.isOk(reply)) {
            out.println(Reply.sentence(reply));
            return ExitCode.SAVED;
        }
        err.println(Reply.sentence(reply));
        return ExitCode.NOTHING_CAPTURED;
    }

    private int open(NanoClock clock, OptionalLong pressed, boolean controlled) {
        Services services = Services.create(environment, places, clock);
        services.guardTheProcess();
        ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
        SessionRecordings recordings = new SessionRecordings(services, background);
        WindowInstance instance = new WindowInstance(recordings, Platform::runLater, clock);
        try {
            if (!controlled) {
                return services.ended(show(services, recordings, background, instance, pressed));
            }
            int code;
            try (var _ = ControlServer.ofWindow(places.runtime(), instance)) {
                code = show(services, recordings, background, instance, pressed);
            }
            return services.ended(code);
        } catch (CaptureException noDisplay) {
            err.println(noDisplay.getMessage());
            return ExitCode.NOTHING_CAPTURED;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ExitCode.FAULT;
        } finally {
            endSoon(background);
        }
    }

    private int show(
            Services services,
            SessionRecordings recordings,
            ExecutorService background,
            WindowInstance instance,
            OptionalLong pressed)
            throws CaptureException, InterruptedException {
        NanoClock clock = services.clock();
        services.requireServer();
        FxToolkit.startWithoutWindow();
        CompletableFuture<Integer> exitCode = new CompletableFuture<>();
        BackgroundConversions conversions = new BackgroundConversions(places.active());
        services.watchDisplay(ended -> {
            conversions.hurry();
            return lost(ended, exitCode);
        });
        try (BackgroundRecovery recovery =
                        new BackgroundRecovery(places.active(), clock, background);
                SettingsStore store = new SettingsStore(places.settingsFile(), clock);
                FxLater later = new FxLater();
                SystemDesktop desktop =
                        new SystemDesktop(services, Places.data(environment, home()), background);
                conversions) {
            FaultFile faults = services.faultFile();
            Optional<FaultNote> last = faults.read();
            SettingsStore.Loaded loaded = store.load();
            AtomicReference<Settings> settings = new AtomicReference<>(loaded.settings());
            WindowServices given =
                    new WindowServices(
                            recordings,
                            recovery,
                            conversions,
                            loaded,
                            changed -> {
                                settings.set(changed);
                                store.save(changed);
                            },
                            places,
                            environment::get,
                            Messages.of(Locale.getDefault()),
                            new SystemKeys(services),
                            clock,
                            new DesktopOpener(System.getProperty("os.name"), background),
                            later,
                            Platform::runLater,
                            background,
                            new LastFault(
                                    last,
                                    places.state().resolve("lastframe.log"),
                                    () -> background.execute(() -> last.ifPresent(faults::told))),
                            reporter(services, settings::get, later, background),
                            desktop);
            Platform.runLater(() -> {
                Optional<LastframeWindow> shown = open(given, services, conversions, exitCode);
                shown.ifPresent(window -> {
                    pressed.ifPresent(window::toggle);
                    file.flatMap(named -> Optional.ofNullable(named.getParent()))
                            .ifPresent(window::recover);
                    instance.opened(window);
                });
            });
            return exitCode.join();
        }
    }

    private Path home() {
        return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
    }

    /** Reports are made by the settings that hold when one is asked for. */
    private BugReporter reporter(
            Services services, Supplier<Settings> settings, FxLater later, Executor background) {
        NanoClock clock = services.clock();
        LiveNumbers numbers = new LiveNumbers(places);
        return new BugReportWindow(
                () -> Reports.of(environment, places, settings.get(), services, clock, numbers),
                new BugReportServices(
                        settings.get().theme(),
                        Messages.of(Locale.getDefault()),
                        clock,
                        new DesktopOpener(System.getProperty("os.name"), background),
                        later,
                        Platform::runLater,
                        new Calmly(background),
                        () -> Reports.seen(services, background),
                        places.keptWords()));
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

    private static Optional<LastframeWindow> open(
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
            return Optional.of(window);
        } catch (RuntimeException | Error broken) {
            exitCode.completeExceptionally(broken);
            return Optional.empty();
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
