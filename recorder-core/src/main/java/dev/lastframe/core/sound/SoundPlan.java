package dev.lastframe.core.sound;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What sound is recorded beside the picture.
 *
 * @param sources at most one of each kind; none for a silent recording
 * @param microphoneApart whether the microphone gets a file of its own beside the recording's
 *     instead of being mixed in
 */
public record SoundPlan(List<Source> sources, boolean microphoneApart) {

    /** No sound. */
    public static final SoundPlan NONE = new SoundPlan(List.of());

    /** What the computer plays, as loud as it is. */
    public static final SoundPlan SYSTEM =
            new SoundPlan(List.of(new Source(new SoundChoice(SoundKind.SYSTEM), 1, false)));

    /** Both, as loud as they are. */
    public static final SoundPlan SYSTEM_AND_MICROPHONE =
            new SoundPlan(
                    List.of(
                            new Source(new SoundChoice(SoundKind.SYSTEM), 1, false),
                            new Source(new SoundChoice(SoundKind.MICROPHONE), 1, false)));

    /**
     * One source.
     *
     * @param gain 0 to 4; 1 as loud as it is
     * @param muted whether it is silent at first
     */
    public record Source(SoundChoice choice, float gain, boolean muted) {

        public static final float MOST_GAIN = 4;

        public Source {
            if (!(gain >= 0 && gain <= MOST_GAIN)) {
                throw new IllegalArgumentException("gain " + gain);
            }
        }
    }

    public SoundPlan {
        sources = List.copyOf(sources);
    }

    /** Everything mixed. */
    public SoundPlan(List<Source> sources) {
        this(sources, false);
    }

    /** Whether there is a microphone, and it gets a file of its own. */
    public boolean hasOwnTrack() {
        return microphoneApart
                && sources.stream()
                        .anyMatch(source -> source.choice().kind() == SoundKind.MICROPHONE);
    }

    /** The same without what can never be had here. */
    public SoundPlan possible(SoundSystem system) {
        Set<SoundKind> never = impossible(system).keySet();
        return new SoundPlan(
                sources.stream().filter(source -> !never.contains(source.choice().kind())).toList(),
                microphoneApart);
    }

    /** Why a kind can never be had on a computer; kinds that may be are not in it. */
    public static Map<SoundKind, String> impossible(SoundSystem system) {
        Map<SoundKind, String> reasons = new EnumMap<>(SoundKind.class);
        for (SoundKind kind : SoundKind.values()) {
            system.without(kind).ifPresent(why -> reasons.put(kind, why));
        }
        return reasons;
    }

    public boolean isSilent() {
        return sources.isEmpty();
    }
}
