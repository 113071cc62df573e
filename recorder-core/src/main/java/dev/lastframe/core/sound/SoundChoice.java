package dev.lastframe.core.sound;

import java.util.List;
import java.util.Optional;

/**
 * Which device of a kind is to be recorded.
 *
 * @param device the id that a person chose; empty for the default of its kind, which is also used
 *     while the chosen one is not there
 */
public record SoundChoice(SoundKind kind, Optional<String> device) {

    /** The default of its kind. */
    public SoundChoice(SoundKind kind) {
        this(kind, Optional.empty());
    }

    /** The device to open; empty where there is none of the kind. */
    Optional<SoundDevice> among(List<SoundDevice> present) {
        List<SoundDevice> fitting = present.stream().filter(it -> it.kind() == kind).toList();
        return fitting.stream()
                .filter(it -> device.equals(Optional.of(it.id())))
                .findFirst()
                .or(() -> fitting.stream().filter(SoundDevice::preferred).findFirst())
                .or(() -> fitting.stream().findFirst());
    }
}
