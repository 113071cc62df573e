package dev.lastframe.core.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.lastframe.core.session.HealthEvent.Kind;
import dev.lastframe.core.sound.SoundDevice;
import dev.lastframe.core.sound.SoundKind;
import dev.lastframe.core.sound.SoundPlan;
import dev.lastframe.core.sound.SoundTrack;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is told of the sources of a recording. Called by the readers' threads, the encoder's and the
 * session's; never blocks.
 */
final class SoundWord implements SoundTrack.Listener {

    private final Health health;
    private final SoundPlan wanted;
    private final SoundPlan possible;

    /** Sources that give sound at present. */
    @GuardedBy("this")
    private final Set<SoundKind> heard = EnumSet.noneOf(SoundKind.class);

    /** Sources that gave sound before. */
    @GuardedBy("this")
    private final Set<SoundKind> begun = EnumSet.noneOf(SoundKind.class);

    /** Why a source gave nothing when it was tried last. */
    @GuardedBy("this")
    private final Map<SoundKind, String> refusals = new EnumMap<>(SoundKind.class);

    /** What devices did that is told once, before there was anybody to be told. */
    @GuardedBy("this")
    private final List<String> oddities = new ArrayList<>();

    /** What happens is told at once. */
    @GuardedBy("this")
    private boolean telling;

    /** Whether the file has a place for sound; known when it is told. */
    @GuardedBy("this")
    private boolean recorded;

    /**
     * Nothing is told yet.
     *
     * @param wanted what a person wants to be recorded
     * @param possible what of that is tried
     */
    SoundWord(Health health, SoundPlan wanted, SoundPlan possible) {
        this.health = health;
        this.wanted = wanted;
        this.possible = possible;
    }

    /**
     * Says what is not heard; from now on whatever happens to the sources is told.
     *
     * @param place whether the file has a place for sound
     * @param impossible why a source can never be had here
     */
    synchronized void begin(boolean place, Map<SoundKind, String> impossible) {
        telling = true;
        recorded = place;
        for (SoundPlan.Source source : wanted.sources()) {
            SoundKind kind = source.choice().kind();
            String never = impossible.get(kind);
            String why = never == null ? refusals.get(kind) : never;
            if (!recorded || (why != null && !heard.contains(kind))) {
                health.warn(Kind.SOUND_GONE, missing(kind, recorded && never == null, why));
            }
        }
        List<String> waiting = List.copyOf(oddities);
        oddities.clear();
        waiting.forEach(this::tellOdd);
    }

    private static String missing(SoundKind kind, boolean mayCome, @Nullable String why) {
        String what =
                kind == SoundKind.SYSTEM ? "What the computer plays is " : "The microphone is ";
        return what
                + (mayCome ? "silence until its source is there. " : "not recorded. ")
                + (why == null ? "The sound server did not answer." : why);
    }

    @Override
    public synchronized void opened(SoundKind kind, SoundDevice device) {
        heard.add(kind);
        boolean again = !begun.add(kind);
        if (telling) {
            health.tell(
                    Kind.SOUND_BACK,
                    name(kind)
                            + (again
                                    ? " is recorded again, from "
                                    : " is recorded from here on, from ")
                            + device.name()
                            + ".");
        }
    }

    @Override
    public synchronized void gone(SoundKind kind, String why) {
        heard.remove(kind);
        refusals.put(kind, why);
        if (telling && recorded) {
            health.tell(
                    Kind.SOUND_GONE, name(kind) + " is silence until its source is back. " + why);
        }
    }

    /** A start may take longer than to notice it, and nobody says it a second time. */
    @Override
    public synchronized void odd(SoundKind kind, String what) {
        if (telling) {
            tellOdd(what);
        } else {
            oddities.add(what);
        }
    }

    @GuardedBy("this")
    private void tellOdd(String what) {
        if (recorded) {
            health.tell(Kind.SOUND_ODD, what);
        }
    }

    @Override
    public void failed(Set<SoundKind> kinds, String why) {
        boolean all = kinds.size() == possible.sources().size();
        String what = all ? "No sound" : "Nothing of " + names(kinds);
        health.warn(Kind.SOUND_GONE, what + " is recorded from here on. " + why);
    }

    private static String names(Set<SoundKind> kinds) {
        return kinds.contains(SoundKind.MICROPHONE) ? "the microphone" : "system sound";
    }

    private static String name(SoundKind kind) {
        return kind == SoundKind.SYSTEM ? "System sound" : "The microphone";
    }
}
