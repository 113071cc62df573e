package dev.lastframe.app.cli;

import dev.lastframe.app.Services;
import dev.lastframe.app.desktop.Notifications;
import dev.lastframe.app.desktop.Question;
import dev.lastframe.app.desktop.RecordedFiles;
import dev.lastframe.app.desktop.ScreenLock;
import dev.lastframe.app.desktop.Trash;
import dev.lastframe.app.desktop.Tray;
import dev.lastframe.app.desktop.TrayState;
import dev.lastframe.app.fx.WindowIcons;
import dev.lastframe.app.recording.DesktopService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the window the desktop's trash, notifications and lock of the screen. Called by the FX
 * thread; closed by any.
 */
final class SystemDesktop implements DesktopService, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SystemDesktop.class);
    private static final int LOCK_LATER_SECONDS = 5;

    private final Services services;
    private final Trash trash;
    private final Executor background;
    private final Notifications notifications;

    /** What was last asked of the notifications: they are shown and taken back in order. */
    private CompletableFuture<?> notifying = CompletableFuture.completedFuture(null);

    /**
     * @param data the folder that {@code XDG_DATA_HOME} names
     */
    SystemDesktop(Services services, Path data, Executor background) {
        this.services = services;
        this.trash = new Trash(data, services.clock());
        this.background = background;
        this.notifications = new Notifications(services.buses().session());
    }

    @Override
    public CompletionStage<List<Trash.Thrown>> throwAway(Path recording) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return trash.throwAway(RecordedFiles.of(recording));
                    } catch (IOException refused) {
                        throw new UncheckedIOException(refused);
                    }
                },
                background);
    }

    @Override
    public CompletionStage<Void> takeBack(List<Trash.Thrown> thrown) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        trash.takeBack(thrown);
                    } catch (IOException refused) {
                        throw new UncheckedIOException(refused);
                    }
                },
                background);
    }

    @Override
    public CompletionStage<Boolean> announce(String title, String text) {
        return next(() -> notifications.show(title, text));
    }

    @Override
    public CompletionStage<Boolean> ask(Question question) {
        return next(() -> notifications.ask(question));
    }

    @Override
    public void takeBackQuestion() {
        var _ =
                next(() -> {
                    notifications.takeBack();
                    return true;
                });
    }

    private synchronized <T> CompletableFuture<T> next(Supplier<T> work) {
        CompletableFuture<T> done =
                notifying.handleAsync((before, fault) -> work.get(), background);
        notifying = done;
        return done;
    }

    @Override
    public Watch whenLocked(Runnable locked) {
        CompletableFuture<ScreenLock> lock =
                CompletableFuture.supplyAsync(
                        () -> ScreenLock.watch(services.buses(), locked),
                        // not in the first seconds of a recording, which are the busiest
                        CompletableFuture.delayedExecutor(
                                LOCK_LATER_SECONDS, TimeUnit.SECONDS, background));
        var _ =
                lock.whenComplete((watching, fault) -> {
                    if (fault != null) {
                        LOG.warn("no lock of the screen is told", fault);
                    }
                });
        return () -> {
            var _ = lock.thenAcceptAsync(ScreenLock::close, background);
        };
    }

    @Override
    public TrayPlace intoTray(TrayState first, Runnable activated) {
        Optional<Tray> tray =
                services.buses()
                        .session()
                        .map(bus ->
                                new Tray(bus, first, WindowIcons::pixels, activated, background));
        return new TrayPlace() {
            @Override
            public void show(TrayState state) {
                tray.ifPresent(item -> item.show(state));
            }

            @Override
            public void close() {
                tray.ifPresent(Tray::close);
            }
        };
    }

    /** Ends the connections to the desktop, after what was asked of it. Returns at once. */
    @Override
    public void close() {
        var _ =
                next(() -> {
                    notifications.close();
                    return true;
                });
    }

    @Override
    public boolean isShown(long nativeWindow) {
        return services.isShown(nativeWindow);
    }

    @Override
    public void withdraw(long nativeWindow) {
        services.withdraw(nativeWindow);
    }

    @Override
    public boolean hasWindowManager() {
        return services.hasWindowManager();
    }

    @Override
    public boolean hasCompositor() {
        return services.hasCompositor();
    }
}
