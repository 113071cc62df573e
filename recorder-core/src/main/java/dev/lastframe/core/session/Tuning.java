package dev.lastframe.core.session;

import dev.lastframe.core.encode.Preset;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks a number up where experts set it: the preset's environment variable, then the general one,
 * then the settings likewise. A value that cannot be used is skipped with a warning.
 */
final class Tuning {

    private final Preset preset;
    private final Function<String, @Nullable String> environment;
    private final Function<String, @Nullable String> settings;
    private final List<String> warnings;

    /**
     * @param environment looks up an environment variable, null where it is not set
     * @param settings looks up a key of the settings file, null where it is not set
     * @param warnings is given a sentence for each value that was skipped
     */
    Tuning(
            Preset preset,
            Function<String, @Nullable String> environment,
            Function<String, @Nullable String> settings,
            List<String> warnings) {
        this.preset = preset;
        this.environment = environment;
        this.settings = settings;
        this.warnings = warnings;
    }

    /**
     * The first usable number, empty where nobody set one.
     *
     * @param variable such as {@code LASTFRAME_QUEUE_CAPACITY}
     * @param key such as {@code queueCapacity}
     */
    OptionalLong find(String variable, String key, long least, long most) {
        String upper = preset.id().toUpperCase(Locale.ROOT);
        String title = upper.charAt(0) + preset.id().substring(1);
        OptionalLong found = read(environment, variable + "_" + upper, least, most);
        if (found.isEmpty()) {
            found = read(environment, variable, least, most);
        }
        if (found.isEmpty()) {
            found = read(settings, key + title, least, most);
        }
        return found.isPresent() ? found : read(settings, key, least, most);
    }

    private OptionalLong read(
            Function<String, @Nullable String> source, String key, long least, long most) {
        String text = source.apply(key);
        if (text == null) {
            return OptionalLong.empty();
        }
        try {
            long value = Long.parseLong(text.strip());
            if (value >= least && value <= most) {
                return OptionalLong.of(value);
            }
        } catch (NumberFormatException unreadable) {
            // falls through to the same warning as a number out of range
        }
        warnings.add(
                key
                        + " is \""
                        + text
                        + "\", which is not a number from "
                        + least
                        + " to "
                        + most
                        + "; it was skipped.");
        return OptionalLong.empty();
    }
}
