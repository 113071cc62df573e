package dev.lastframe.app.cli;

import dev.lastframe.app.recording.ActiveRecording;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.session.Mark;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.session.Recording;
import dev.lastframe.core.session.RecordingStatus;
import dev.lastframe.core.session.SessionState;
import dev.lastframe.core.sound.SoundKind;
import dev.lastframe.core.sound.SoundLevel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A recording of this process, and what it is of. Callable by any thread; never blocks.
 *
 * @param target what is recorded
 */
record RunningRecording(Recording recording, CaptureTarget target) implements ActiveRecording {

    SessionState state() {
        return recording.state();
    }

    /** See {@link Recording#temporaryFiles}. */
    List<Path> parts() {
        return recording.temporaryFiles();
    }

    /** Whether all of it is saved, or nothing was. */
    boolean ended() {
        return recording.outcome().isDone();
    }

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
    public Optional<Mark> mark(Optional<String> text, long nanos) {
        return recording.mark(text, nanos);
    }

    @Override
    public Map<SoundKind, SoundLevel> soundLevels() {
        return recording.soundLevels();
    }

    @Override
    public void loudness(SoundKind kind, float gain, boolean muted) {
        recording.loudness(kind, gain, muted);
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
