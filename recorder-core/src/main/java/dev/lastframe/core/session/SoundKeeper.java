package dev.lastframe.core.session;

import dev.lastframe.core.session.HealthEvent.Kind;
import dev.lastframe.core.sound.SoundDevice;
import dev.lastframe.core.sound.SoundFeed;
import dev.lastframe.core.sound.SoundKind;
import dev.lastframe.core.sound.SoundLevel;
import dev.lastframe.core.sound.SoundPlan;
import dev.lastframe.core.sound.SoundTrack;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
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

    /** Why a source can never be had here. */
    private final Map<SoundKind, String> impossible;

    private final @Nullable SoundTrack track;

    /** Whether the file has a place for sound. */
    private volatile boolean recorded;

    /** Sources that give sound at present. */
    private final Set<SoundKind> heard = EnumSet.noneOf(SoundKind.class);

    /** Sources that gave sound before. */
    private final Set<SoundKind> begun = EnumSet.noneOf(SoundKind.class);

    /** Why a source gave nothing when it was tried last. */
    private final Map<SoundKind, String> refusals = new EnumMap<>(SoundKind.class);

    /** What happens is told at once. */
    private boolean telling;

    private SoundKeeper(Desk desk) {
        this.desk = desk;
        this.impossible = SoundPlan.impossible(desk.environment().sound());
        this.plan = desk.request().sound().possible(desk.environment().sound());
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
    synchronized void tell() {
        telling = true;
        for (SoundPlan.Source source : desk.request().sound().sources()) {
            SoundKind kind = source.choice().kind();
            String never = impossible.get(kind);
            String why = never == null ? refusals.get(kind) : never;
            if (!recorded || (why != null && !heard.contains(kind))) {
                desk.health().warn(Kind.SOUND_GONE, missing(kind, recorded && never == null, why));
            }
        }
    }

    private static String missing(SoundKind kind, boolean mayCome, @Nullable String why) {
        String what =
                kind == SoundKind.SYSTEM ? "What the computer plays is " : "The microphone is ";
        return what
                + (mayCome ? "silence until its source is there. " : "not recorded. ")
                + (why == null ? "The sound server did not answer." : why);
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

    /** Called by the readers' threads and the encoder's. */
    private final class ToHealth implements SoundTrack.Listener {

        @Override
        public void opened(SoundKind kind, SoundDevice device) {
            synchronized (SoundKeeper.this) {
                heard.add(kind);
                boolean again = !begun.add(kind);
                if (telling) {
                    desk.health()
                            .tell(
                                    Kind.SOUND_BACK,
                                    name(kind)
                                            + (again
                                                    ? " is recorded again, from "
                                                    : " is recorded from here on, from ")
                                            + device.name()
                                            + ".");
                }
            }
        }

        @Override
        public void gone(SoundKind kind, String why) {
            synchronized (SoundKeeper.this) {
                heard.remove(kind);
                refusals.put(kind, why);
                if (telling && recorded) {
                    desk.health()
                            .tell(
                                    Kind.SOUND_GONE,
                                    name(kind) + " is silence until its source is back. " + why);
                }
            }
        }

        @Override
        public void odd(SoundKind kind, String what) {
            synchronized (SoundKeeper.this) {
                if (recorded) {
                    desk.health().tell(Kind.SOUND_ODD, what);
                }
            }
        }

        @Override
        public void failed(Set<SoundKind> kinds, String why) {
            boolean all = kinds.size() == plan.sources().size();
            String what = all ? "No sound" : "Nothing of " + names(kinds);
            desk.health().warn(Kind.SOUND_GONE, what + " is recorded from here on. " + why);
        }

        private static String names(Set<SoundKind> kinds) {
            return kinds.contains(SoundKind.MICROPHONE) ? "the microphone" : "system sound";
        }

        private static String name(SoundKind kind) {
            return kind == SoundKind.SYSTEM ? "System sound" : "The microphone";
        }
    }
}
