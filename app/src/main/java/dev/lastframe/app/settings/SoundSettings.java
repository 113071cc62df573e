package dev.lastframe.app.settings;

import dev.lastframe.core.sound.SoundChoice;
import dev.lastframe.core.sound.SoundDevice;
import dev.lastframe.core.sound.SoundKind;
import dev.lastframe.core.sound.SoundPlan;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is heard with the picture.
 *
 * @param system what the computer plays
 * @param microphone what a person says
 * @param microphoneApart whether the microphone gets a track of its own instead of being mixed in
 */
public record SoundSettings(Source system, Source microphone, boolean microphoneApart) {

    /** The microphone is nobody's but the person's who switches it on. */
    public static final SoundSettings DEFAULTS =
            new SoundSettings(
                    new Source(true, Optional.empty(), Source.AS_IT_IS),
                    new Source(false, Optional.empty(), Source.AS_IT_IS),
                    false);

    /**
     * A source of sound.
     *
     * @param on whether it is recorded
     * @param device the one that was chosen; empty for the default of its kind, which also serves
     *     while the chosen one is not there
     * @param percent how loud, 0 to {@link #LOUDEST}; 100 as it is
     */
    public record Source(boolean on, Optional<Device> device, int percent) {

        public static final int AS_IT_IS = 100;
        public static final int LOUDEST = (int) (SoundPlan.Source.MOST_GAIN * AS_IT_IS);

        public Source {
            if (percent < 0 || percent > LOUDEST) {
                throw new IllegalArgumentException("loudness " + percent);
            }
        }

        /** The same, recorded or not. */
        public Source withOn(boolean recorded) {
            return new Source(recorded, device, percent);
        }

        /** The same from another device. */
        public Source withDevice(Optional<Device> other) {
            return new Source(on, other, percent);
        }

        /** The same, louder or quieter. */
        public Source withPercent(int loud) {
            return new Source(on, device, loud);
        }

        /** As the recording counts it; 1 as it is. */
        public float gain() {
            return (float) percent / AS_IT_IS;
        }
    }

    /**
     * A device that was chosen.
     *
     * @param id the sound server's name of it, which stays
     * @param name what a person knows it by
     */
    public record Device(String id, String name) {

        public static Device of(SoundDevice device) {
            return new Device(device.id(), device.name());
        }
    }

    /** The source of this kind. */
    public Source of(SoundKind kind) {
        return kind == SoundKind.SYSTEM ? system : microphone;
    }

    /** The same with another source of this kind. */
    public SoundSettings with(SoundKind kind, Source source) {
        return kind == SoundKind.SYSTEM
                ? new SoundSettings(source, microphone, microphoneApart)
                : new SoundSettings(system, source, microphoneApart);
    }

    /** The same with the microphone in a track of its own, or mixed in. */
    public SoundSettings withMicrophoneApart(boolean apart) {
        return new SoundSettings(system, microphone, apart);
    }

    /** Which device of this kind is to be opened. */
    public SoundChoice choice(SoundKind kind) {
        return new SoundChoice(kind, of(kind).device().map(Device::id));
    }

    /** What is to be recorded. */
    public SoundPlan plan() {
        return plan(system.on(), microphone.on());
    }

    /** The same, where somebody else says which of them; the devices and how loud stay. */
    public SoundPlan plan(boolean withSystem, boolean withMicrophone) {
        return new SoundPlan(
                Stream.of(SoundKind.values())
                        .filter(kind -> kind == SoundKind.SYSTEM ? withSystem : withMicrophone)
                        .map(kind -> new SoundPlan.Source(choice(kind), of(kind).gain(), false))
                        .toList(),
                microphoneApart);
    }
}
