package dev.lastframe.app.recording;

import dev.lastframe.app.settings.SoundSettings;
import java.util.Optional;

/**
 * What can be chosen for a source.
 *
 * @param device empty for the default of its kind
 * @param text what a person reads
 */
record SoundDeviceChoice(Optional<SoundSettings.Device> device, String text) {

    /** Whether it is the same device, whatever it is called. */
    boolean isOf(Optional<SoundSettings.Device> other) {
        return device.map(SoundSettings.Device::id).equals(other.map(SoundSettings.Device::id));
    }
}
