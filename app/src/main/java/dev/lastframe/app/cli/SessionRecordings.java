package dev.lastframe.app.cli;

import dev.lastframe.app.Services;
import dev.lastframe.app.picker.DesktopPicture;
import dev.lastframe.app.recording.ActiveRecording;
import dev.lastframe.app.recording.RecordingService;
import dev.lastframe.app.recording.ScreenDialog;
import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.ScreenInfo;
import dev.lastframe.core.session.Recording;
import dev.lastframe.core.session.RecordingListener;
import dev.lastframe.core.session.RecordingRequest;
import dev.lastframe.core.sound.SoundListening;
import dev.lastframe.core.sound.SoundNews;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gives the window the session. */
final class SessionRecordings implements RecordingService {

    private final Services services;
    private final Executor background;
    private final Optional<PortalDialog> dialog;
    private volatile @Nullable RunningRecording newest;

    SessionRecordings(Services services, Executor background) {
        this.services = services;
        this.background = background;
        this.dialog =
                services.dialog()
                        .map(portal -> new PortalDialog(portal, services.clock(), background));
    }

    /** The recording that runs or is being saved. Callable by any thread. */
    Optional<RunningRecording> current() {
        return Optional.ofNullable(newest).filter(it -> !it.ended());
    }

    @Override
    public ActiveRecording start(
            RecordingRequest request, RecordingListener listener, CompletableFuture<?> clear) {
        Recording recording =
                dialog.flatMap(PortalDialog::take)
                        .map(allowed -> services.start(request, listener, clear, allowed))
                        .orElseGet(() -> services.start(request, listener, clear));
        RunningRecording started = new RunningRecording(recording, request.target());
        newest = started;
        return started;
    }

    @Override
    public List<ScreenInfo> screens() throws CaptureException {
        return services.screens();
    }

    @Override
    public Optional<ScreenDialog> dialog() {
        return dialog.map(portal -> portal);
    }

    @Override
    public OptionalInt screenWithPointer() {
        return services.screenWithPointer();
    }

    @Override
    public CompletableFuture<DesktopPicture> photograph() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return services.photograph();
                    } catch (CaptureException none) {
                        throw new CompletionException(none);
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                        throw new CompletionException(ended);
                    }
                },
                background);
    }

    @Override
    public SoundListening listen(Consumer<SoundNews> told) {
        return services.listen(told);
    }

    @Override
    public CompletableFuture<?> warmUp() {
        return CompletableFuture.runAsync(services::warmUp, background);
    }
}
