package dev.lastframe.app.cli;

import dev.lastframe.app.Services;
import dev.lastframe.app.bugreport.BugReportServices;
import dev.lastframe.app.bugreport.BugReportWindow;
import dev.lastframe.app.bugreport.Reports;
import dev.lastframe.app.conversion.BackgroundConversions;
import dev.lastframe.app.faults.FaultFile;
import dev.lastframe.app.fx.FxLater;
import dev.lastframe.app.fx.Opener;
import dev.lastframe.app.i18n.Messages;
import dev.lastframe.app.recording.LastFault;
import dev.lastframe.app.recording.LastframeWindow;
import dev.lastframe.app.recording.WindowServices;
import dev.lastframe.app.recovery.BackgroundRecovery;
import dev.lastframe.app.settings.Places;
import dev.lastframe.app.settings.SettingsStore;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.time.NanoClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.stage.Stage;

/**
 * The real window with the real session behind it, wired as {@link WindowProgram} does, in a home
 * folder of its own and in the test's own process, where JavaFX runs. Only the desktop's file
 * opener is missing: it is noted what was to be opened. Used by the test's thread; blocks.
 */
public final class WindowUnderTest implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final FxLater later = new FxLater();
    private final List<Path> opened = new CopyOnWriteArrayList<>();
    private final SettingsStore store;
    private final BackgroundRecovery recovery;
    private final BackgroundConversions conversions;
    private final SystemDesktop desktop;
    private final Stage stage;
    private final LastframeWindow window;
    private boolean ended;

    private WindowUnderTest(Path home, boolean attended, Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(more);
        variables.putAll(
                Map.of(
                        "LASTFRAME_UNATTENDED", attended ? "" : "1",
                        "XDG_CONFIG_HOME", home.resolve("config").toString(),
                        "XDG_STATE_HOME", home.resolve("state").toString(),
                        "XDG_CACHE_HOME", home.resolve("cache").toString()));
        Places places = Places.of(variables, home, "Linux");
        NanoClock clock = NanoClock.system();
        store = new SettingsStore(places.settingsFile(), clock);
        recovery = new BackgroundRecovery(places.active(), clock, background);
        conversions = new BackgroundConversions(places.active());
        Services services = Services.create(variables, places, clock);
        desktop = new SystemDesktop(services, home.resolve("data"), background);
        LiveNumbers numbers = new LiveNumbers(places);
        SettingsStore.Loaded loaded = store.load();
        BugReportWindow reporter =
                new BugReportWindow(
                        () ->
                                Reports.of(
                                        variables,
                                        places,
                                        loaded.settings(),
                                        services,
                                        clock,
                                        numbers),
                        new BugReportServices(
                                loaded.settings().theme(),
                                Messages.of(Locale.ENGLISH),
                                clock,
                                new NotingOpener(),
                                later,
                                Platform::runLater,
                                background,
                                () -> Reports.seen(services, background),
                                places.keptWords()));
        WindowServices given =
                new WindowServices(
                        new SessionRecordings(services, background),
                        recovery,
                        conversions,
                        loaded,
                        store::save,
                        places,
                        variables::get,
                        Messages.of(Locale.ENGLISH),
                        new SystemKeys(services),
                        clock,
                        new NotingOpener(),
                        later,
                        Platform::runLater,
                        background,
                        new LastFault(
                                new FaultFile(places.state(), clock).read(),
                                places.log(),
                                () -> {}),
                        reporter,
                        desktop);
        stage = onFx(Stage::new);
        window = onFx(() -> new LastframeWindow(stage, given));
        onFx(() -> {
            window.show();
            return window;
        });
    }

    /**
     * Opens it in this home, whose {@code config/lastframe/settings.json} it reads.
     *
     * @param attended whether it steps out of the way while it records, and greets at the first
     *     start
     * @param more variables of its environment
     */
    public static WindowUnderTest open(Path home, boolean attended, Map<String, String> more) {
        return new WindowUnderTest(home, attended, more);
    }

    public Stage stage() {
        return stage;
    }

    /** What the person wanted to see. */
    public List<Path> opened() {
        return List.copyOf(opened);
    }

    /** Closes it as a signal does, which saves; waits for that. May be called twice. */
    @Override
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        Platform.runLater(window::close);
        await(window.closed().toCompletableFuture());
        later.close();
        store.close();
        recovery.close();
        conversions.close();
        desktop.close();
        background.close();
    }

    /** Waits for the end that the person brought about. */
    public Optional<Outcome> awaitClosed() {
        return await(window.closed().toCompletableFuture());
    }

    private static <T> T onFx(Supplier<T> work) {
        return await(CompletableFuture.supplyAsync(work, Platform::runLater));
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    private final class NotingOpener implements Opener {

        @Override
        public CompletionStage<Void> open(Path file) {
            opened.add(file);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> show(Path file) {
            opened.add(file);
            return CompletableFuture.completedStage(null);
        }
    }
}
