package dev.lastframe.app.recording;

import dev.lastframe.core.session.Mark;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.session.RecordingStatus;
import dev.lastframe.core.sound.SoundKind;
import dev.lastframe.core.sound.SoundLevel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A recording that was started; callable from any thread, never blocks. */
public interface ActiveRecording {

    RecordingStatus status();

    void pause();

    void resume();

    /**
     * Marks this moment in the events.
     *
     * @param text what is said about it
     * @return empty where the moment is in no picture, as in a pause
     */
    Optional<Mark> mark(Optional<String> text);

    /** The same for a moment before this one, on the monotonic clock. */
    Optional<Mark> mark(Optional<String> text, long nanos);

    /** What is heard since this was asked last, for one caller; nothing where nothing is. */
    Map<SoundKind, SoundLevel> soundLevels();

    /**
     * Changes how loud a source is from now on; nothing where it is not recorded.
     *
     * @param gain 1 as loud as it is
     */
    void loudness(SoundKind kind, float gain, boolean muted);

    /** Ends the recording; may be called twice. */
    void stop();

    /** Completed once, on any thread, when everything is saved. */
    CompletionStage<Outcome> outcome();
}
