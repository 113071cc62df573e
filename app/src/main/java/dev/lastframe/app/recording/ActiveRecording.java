package dev.lastframe.app.recording;

import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.session.RecordingStatus;
import java.util.concurrent.CompletionStage;

/** A recording that was started; callable from any thread, never blocks. */
public interface ActiveRecording {

    RecordingStatus status();

    void pause();

    void resume();

    /** Ends the recording; may be called twice. */
    void stop();

    /** Completed once, on any thread, when everything is saved. */
    CompletionStage<Outcome> outcome();
}
