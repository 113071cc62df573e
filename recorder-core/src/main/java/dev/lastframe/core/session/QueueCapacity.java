package dev.lastframe.core.session;

import dev.lastframe.core.encode.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        String upper = preset.id().toUpperCase(Locale.ROOT);
        String title = upper.charAt(0) + preset.id().substring(1);
        List<String> warnings = new ArrayList<>();
        Integer found = read(environment, "LASTFRAME_QUEUE_CAPACITY_" + upper, warnings);
        if (found == null) {
            found = read(environment, "LASTFRAME_QUEUE_CAPACITY", warnings);
        }
        if (found == null) {
            found = read(settings, "queueCapacity" + title, warnings);
        }
        if (found == null) {
            found = read(settings, "queueCapacity", warnings);
        }
        return new QueueCapacity(
                found == null ? preset.queueCapacity() : found, List.copyOf(warnings));
    }

    private static @Nullable Integer read(
            Function<String, @Nullable String> source, String key, List<String> warnings) {
        String text = source.apply(key);
        if (text == null) {
            return null;
        }
        try {
            int value = Integer.parseInt(text.strip());
            if (value >= 1 && value <= MAX) {
                return value;
            }
        } catch (NumberFormatException unreadable) {
            // falls through to the same warning as a number out of range
        }
        warnings.add(
                key
                        + " is \""
                        + text
                        + "\", which is not a number from 1 to "
                        + MAX
                        + "; it was skipped.");
        return null;
    }
}
