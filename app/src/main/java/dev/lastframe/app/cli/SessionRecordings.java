package dev.lastframe.app.cli;

import dev.lastframe.app.Services;
import dev.lastframe.app.recording.ActiveRecording;
import dev.lastframe.app.recording.RecordingService;
import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.ScreenInfo;
import dev.lastframe.core.session.Mark;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.session.Recording;
import dev.lastframe.core.session.RecordingListener;
import dev.lastframe.core.session.RecordingRequest;
import dev.lastframe.core.session.RecordingStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Gives the window the session. Called by the FX thread. */
final class SessionRecordings implements RecordingService {

    private final Services services;
    private final Executor background;

    SessionRecordings(Services services, Executor background) {
        this.services = services;
        this.background = background;
    }

    @Override
    public ActiveRecording start(RecordingRequest request, RecordingListener listener) {
        return new Running(services.start(request, listener));
    }

    @Override
    public List<ScreenInfo> screens() throws CaptureException {
        return services.screens();
    }

    @Override
    public CompletableFuture<?> warmUp() {
        return CompletableFuture.runAsync(services::warmUp, background);
    }

    private record Running(Recording recording) implements ActiveRecording {

        @Override
        public RecordingStatus status() {
            return recording.status();
        }

        @Override
        public void pause() {
            recording.pause();
        }

        @Override
        public void resume() {
            recording.resume();
        }

        @Override
        public Optional<Mark> mark(Optional<String> text) {
            return recording.mark(text);
        }

        @Override
        public void stop() {
            recording.close();
        }

        @Override
        public CompletableFuture<Outcome> outcome() {
            return recording.outcome();
        }
    }
}
