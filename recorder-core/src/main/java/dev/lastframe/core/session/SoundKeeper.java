package dev.lastframe.core.session;

import dev.lastframe.core.session.HealthEvent.Kind;
import dev.lastframe.core.sound.SoundDevice;
import dev.lastframe.core.sound.SoundFeed;
import dev.lastframe.core.sound.SoundKind;
import dev.lastframe.core.sound.SoundLevel;
import dev.lastframe.core.sound.SoundPlan;
import dev.lastframe.core.sound.SoundTrack;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Has sound recorded beside the picture, where that is wanted and can be had. Used by the session's
 * thread, except where it says otherwise. Whatever becomes of it, the recording goes on.
 */
final class SoundKeeper implements AutoCloseable {

    /**
     * A sound server that is there answers in some hundredths of a second, once FFmpeg is loaded.
     */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Desk desk;
    private final @Nullable SoundTrack track;
    private volatile List<SoundKind> heard = List.of();

    /** Why a source gave nothing when it was tried last. */
    private final Map<SoundKind, String> refusals = new EnumMap<>(SoundKind.class);

    /** What happens is told at once. */
    private boolean telling;

    private SoundKeeper(Desk desk) {
        this.desk = desk;
        SoundPlan plan = desk.request().sound();
        this.track =
                plan.isSilent()
                        ? null
                        : SoundTrack.open(
                                desk.environment().sound(), plan, desk.clock(), new ToHealth());
    }

    /** Begins to open the sources, on threads of their own. Never blocks. */
    static SoundKeeper open(Desk desk) {
        return new SoundKeeper(desk);
    }

    /**
     * Waits until the sources are open, for three seconds at most.
     *
     * @return null where there is no sound
     */
    @Nullable SoundFeed await() throws InterruptedException {
        if (track == null) {
            return null;
        }
        heard = track.awaitTried(PATIENCE_NANOS);
        if (heard.isEmpty()) {
            track.close();
            return null;
        }
        return track;
    }

    /** The sources that are heard, with commas between; empty where none is. */
    String names() {
        return heard.stream().map(SoundKind::id).collect(Collectors.joining(","));
    }

    /** The recording's clock runs. */
    void begin(Timeline timeline) {
        SoundTrack all = track;
        if (all != null && !heard.isEmpty()) {
            all.begin(timeline);
            desk.board().sounding(all::accounts);
        }
    }

    /** Says what is not heard; from now on whatever happens to the sources is told. */
    synchronized void tell() {
        telling = true;
        if (track == null) {
            return;
        }
        for (SoundPlan.Source source : desk.request().sound().sources()) {
            SoundKind kind = source.choice().kind();
            if (!heard.contains(kind)) {
                desk.health()
                        .warn(
                                Kind.SOUND_GONE,
                                (kind == SoundKind.SYSTEM
                                                ? "What the computer plays is not recorded. "
                                                : "The microphone is not recorded. ")
                                        + refusals.getOrDefault(
                                                kind, "The sound server did not answer in time."));
            }
        }
    }

    /** See {@link Recording#soundLevels}. Any thread. */
    Map<SoundKind, SoundLevel> levels() {
        return track == null || heard.isEmpty() ? Map.of() : track.levels();
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

    /** Called by the readers' threads and the encoder's. */
    private final class ToHealth implements SoundTrack.Listener {

        @Override
        public void opened(SoundKind kind, SoundDevice device) {
            synchronized (SoundKeeper.this) {
                if (telling) {
                    desk.health()
                            .tell(
                                    Kind.SOUND_BACK,
                                    name(kind) + " is recorded again, from " + device.name() + ".");
                }
            }
        }

        @Override
        public void gone(SoundKind kind, String why) {
            synchronized (SoundKeeper.this) {
                refusals.put(kind, why);
                if (telling && !heard.isEmpty()) {
                    desk.health()
                            .tell(
                                    Kind.SOUND_GONE,
                                    name(kind) + " is silence until its source is back. " + why);
                }
            }
        }

        @Override
        public void failed(String why) {
            desk.health().warn(Kind.SOUND_GONE, "No sound is recorded from here on. " + why);
        }

        private static String name(SoundKind kind) {
            return kind == SoundKind.SYSTEM ? "System sound" : "The microphone";
        }
    }
}
