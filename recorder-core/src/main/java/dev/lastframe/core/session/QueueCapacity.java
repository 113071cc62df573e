package dev.lastframe.core.session;

import dev.lastframe.core.encode.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How many frames may wait: the preset's environment variable, then the general one, then the
 * settings likewise, then the preset's default. A value that cannot be used is skipped with a
 * warning.
 *
 * @param frames 1 to {@value #MAX}
 * @param warnings a sentence for each value that was skipped
 */
public record QueueCapacity(int frames, List<String> warnings) {

    static final int MAX = 256;

    /**
     * Looks the capacity up.
     *
     * @param environment looks up an environment variable, null where it is not set
     * @param settings looks up a key of the settings file, null where it is not set
     */
    public static QueueCapacity resolve(
            Preset preset,
            Function<String, @Nullable String> environment,
            Function<String, @Nullable String> settings) {
        List<String> warnings = new ArrayList<>();
        long frames =
                new Tuning(preset, environment, settings, warnings)
                        .find("LASTFRAME_QUEUE_CAPACITY", "queueCapacity", 1, MAX)
                        .orElse(preset.queueCapacity());
        return new QueueCapacity(Math.toIntExact(frames), List.copyOf(warnings));
    }
}
