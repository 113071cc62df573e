package dev.lastframe.core.session;

import dev.lastframe.core.sound.SoundFeed;
import dev.lastframe.core.sound.SoundKind;
import dev.lastframe.core.sound.SoundLevel;
import dev.lastframe.core.sound.SoundPlan;
import dev.lastframe.core.sound.SoundTrack;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Has sound recorded beside the picture, where that is wanted and can be had. Used by the session's
 * thread, except where it says otherwise. Whatever becomes of it, the recording goes on.
 */
final class SoundKeeper implements AutoCloseable {

    /** Whether there is a sound server is known at once, unless the computer is very busy. */
    private static final long SERVER_NANOS = TimeUnit.SECONDS.toNanos(3);

    /**
     * A device that is there is open in a tenth of a second; the picture waits no longer for one,
     * whose sound joins when it comes.
     */
    private static final long DEVICE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final Desk desk;

    /** What is wanted and may be had here. */
    private final SoundPlan plan;

    private final @Nullable SoundTrack track;

    /** Whether the file has a place for sound. */
    private volatile boolean recorded;

    private final SoundWord word;

    private SoundKeeper(Desk desk) {
        this.desk = desk;
        this.plan = desk.request().sound().possible(desk.environment().sound());
        this.word = new SoundWord(desk.health(), desk.request().sound(), plan);
        this.track =
                plan.isSilent()
                        ? null
                        : SoundTrack.open(desk.environment().sound(), plan, desk.clock(), word);
    }

    /** Begins to open the sources, on threads of their own. Never blocks. */
    static SoundKeeper open(Desk desk) {
        return new SoundKeeper(desk);
    }

    /**
     * Waits until it is known whether there is a sound server, and a moment for its devices: see
     * {@link #mixed} and {@link #apart} afterwards.
     */
    void await() throws InterruptedException {
        if (track == null) {
            return;
        }
        if (!track.awaitReached(SERVER_NANOS)) {
            track.close();
            return;
        }
        track.awaitTried(DEVICE_NANOS);
        recorded = true;
    }

    /** What belongs into the recording's own file; null where there is nothing. */
    @Nullable SoundFeed mixed() {
        return track == null || !recorded ? null : track.mixed();
    }

    /** The microphone, where it has a file of its own; null where it has none. */
    @Nullable SoundFeed apart() {
        return track == null || !recorded ? null : track.apart();
    }

    /** Whether the microphone has a file of its own. */
    boolean isApart() {
        return apart() != null;
    }

    /** The sources that are recorded, with commas between; empty where none is. */
    String names() {
        return recorded
                ? plan.sources().stream()
                        .map(source -> source.choice().kind().id())
                        .collect(Collectors.joining(","))
                : "";
    }

    /** The recording's clock runs. */
    void begin(Timeline timeline) {
        SoundTrack all = track;
        if (all != null && recorded) {
            all.begin(timeline);
            desk.board().sounding(all::accounts);
        }
    }

    /** Says what is not heard; from now on whatever happens to the sources is told. */
    void tell() {
        word.begin(recorded, SoundPlan.impossible(desk.environment().sound()));
    }

    /** See {@link Recording#soundLevels}. Any thread. */
    Map<SoundKind, SoundLevel> levels() {
        return track == null || !recorded ? Map.of() : track.levels();
    }

    /** See {@link Recording#loudness}. Any thread. */
    void loudness(SoundKind kind, float gain, boolean muted) {
        if (track != null) {
            track.loudness(kind, gain, muted);
        }
    }

    @Override
    public void close() {
        if (track != null) {
            track.close();
        }
    }
}
