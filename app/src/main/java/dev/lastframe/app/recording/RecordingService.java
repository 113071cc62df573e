package dev.lastframe.app.recording;

import dev.lastframe.app.picker.DesktopPicture;
import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.ScreenInfo;
import dev.lastframe.core.session.RecordingListener;
import dev.lastframe.core.session.RecordingRequest;
import dev.lastframe.core.sound.SoundListening;
import dev.lastframe.core.sound.SoundNews;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What the window needs of the session. Called by the FX thread, but for {@link #start}. */
public interface RecordingService {

    /**
     * Starts a recording; returns at once. A failure arrives by its outcome. Called by any thread,
     * one at a time: the FX thread may be drawing.
     *
     * @param clear completed when the first picture may be taken; what takes time is prepared
     *     meanwhile
     */
    ActiveRecording start(
            RecordingRequest request, RecordingListener listener, CompletableFuture<?> clear);

    /**
     * The screens that can be recorded, in milliseconds.
     *
     * @throws CaptureException when there is none; the message says what to do
     */
    List<ScreenInfo> screens() throws CaptureException;

    /** Who chooses what is recorded; empty where {@link #screens} are on offer. */
    default Optional<ScreenDialog> dialog() {
        return Optional.empty();
    }

    /** The number of the screen that has the pointer, in milliseconds; empty where nobody knows. */
    OptionalInt screenWithPointer();

    /**
     * Pictures of all screens, and the windows on them. Returns at once; fails with a {@link
     * CaptureException} when there are none.
     */
    CompletionStage<DesktopPicture> photograph();

    /**
     * Begins to look for devices of sound; none is open yet. Returns at once.
     *
     * @param told of every change, by a thread of its own
     */
    SoundListening listen(Consumer<SoundNews> told);

    /** Loads and chooses in the background what the first recording needs. Returns at once. */
    CompletionStage<?> warmUp();
}
