package dev.lastframe.app.cli;

import dev.lastframe.app.Services;
import dev.lastframe.app.desktop.Notifications;
import dev.lastframe.app.desktop.RecordedFiles;
import dev.lastframe.app.desktop.Trash;
import dev.lastframe.app.recording.DesktopService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Gives the window the desktop's trash and notifications. Called by the FX thread. */
final class SystemDesktop implements DesktopService {

    private final Services services;
    private final Trash trash;
    private final Executor background;

    /**
     * @param data the folder that {@code XDG_DATA_HOME} names
     */
    SystemDesktop(Services services, Path data, Executor background) {
        this.services = services;
        this.trash = new Trash(data, services.clock());
        this.background = background;
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
        return CompletableFuture.supplyAsync(() -> Notifications.show(title, text), background);
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
}
