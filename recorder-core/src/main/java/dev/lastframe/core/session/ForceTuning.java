package dev.lastframe.core.session;

import dev.lastframe.core.encode.Preset;
import dev.lastframe.core.storage.ForcePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How often what was written is forced to the disk: {@code LASTFRAME_FORCE_BYTES} and {@code
 * LASTFRAME_FORCE_MILLIS}, each by preset, then general, then from the settings likewise ({@code
 * forceBytes}, {@code forceMillis}), then 4 MiB and a second. There is always a bound: what lies
 * outside {@link ForcePolicy#TIGHTEST} to {@link ForcePolicy#WIDEST} is skipped with a warning.
 *
 * @param warnings a sentence for each value that was skipped
 */
public record ForceTuning(ForcePolicy policy, List<String> warnings) {

    /**
     * Looks both up.
     *
     * @param environment looks up an environment variable, null where it is not set
     * @param settings looks up a key of the settings file, null where it is not set
     */
    public static ForceTuning resolve(
            Preset preset,
            Function<String, @Nullable String> environment,
            Function<String, @Nullable String> settings) {
        List<String> warnings = new ArrayList<>();
        Tuning tuning = new Tuning(preset, environment, settings, warnings);
        long bytes =
                tuning.find(
                                "LASTFRAME_FORCE_BYTES",
                                "forceBytes",
                                ForcePolicy.TIGHTEST.bytes(),
                                ForcePolicy.WIDEST.bytes())
                        .orElse(ForcePolicy.DEFAULT.bytes());
        long millis =
                tuning.find(
                                "LASTFRAME_FORCE_MILLIS",
                                "forceMillis",
                                ForcePolicy.TIGHTEST.age().toMillis(),
                                ForcePolicy.WIDEST.age().toMillis())
                        .orElse(ForcePolicy.DEFAULT.age().toMillis());
        return new ForceTuning(
                new ForcePolicy(bytes, Duration.ofMillis(millis)), List.copyOf(warnings));
    }
}
