package dev.lastframe.core.sound;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What sound there is on this computer, and what is heard.
 *
 * @param devices what could be recorded, by name; empty where nobody knows
 * @param trouble why sound cannot be recorded at all, as a sentence; empty where it can
 * @param levels the sources that are listened to
 * @param impossible why a kind can never be had here, as a sentence
 */
public record SoundNews(
        List<SoundDevice> devices,
        Optional<String> trouble,
        Map<SoundKind, SoundLevel> levels,
        Map<SoundKind, String> impossible) {

    public SoundNews {
        devices = List.copyOf(devices);
        levels = Map.copyOf(levels);
        impossible = Map.copyOf(impossible);
    }

    /** Where any kind may be had. */
    public SoundNews(
            List<SoundDevice> devices,
            Optional<String> trouble,
            Map<SoundKind, SoundLevel> levels) {
        this(devices, trouble, levels, Map.of());
    }
}
