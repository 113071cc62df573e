package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.encode.Preset;
import dev.lastframe.core.storage.ForcePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ForceTuningTest {

    private static final String BYTES = "LASTFRAME_FORCE_BYTES";
    private static final String MILLIS = "LASTFRAME_FORCE_MILLIS";

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> settings = new HashMap<>();

    @Test
    void withoutAnythingItIsFourMebibytesOrASecond() {
        assertThat(resolve(Preset.INSTANT))
                .isEqualTo(new ForceTuning(ForcePolicy.DEFAULT, List.of()));
        assertThat(resolve(Preset.STUDIO))
                .isEqualTo(new ForceTuning(ForcePolicy.DEFAULT, List.of()));
        assertThat(ForcePolicy.DEFAULT)
                .isEqualTo(new ForcePolicy(4 * 1024 * 1024, Duration.ofSeconds(1)));
    }

    @Test
    void eachSourceGoesBeforeTheNext() {
        settings.put("forceBytes", "300000");
        settings.put("forceMillis", "300");
        assertThat(resolve(Preset.STUDIO).policy()).isEqualTo(policy(300_000, 300));
        settings.put("forceBytesStudio", "400000");
        settings.put("forceMillisStudio", "400");
        assertThat(resolve(Preset.STUDIO).policy()).isEqualTo(policy(400_000, 400));
        assertThat(resolve(Preset.INSTANT).policy()).isEqualTo(policy(300_000, 300));
        environment.put(BYTES, "500000");
        environment.put(MILLIS, "500");
        assertThat(resolve(Preset.STUDIO).policy()).isEqualTo(policy(500_000, 500));
        environment.put(BYTES + "_STUDIO", "600000");
        environment.put(MILLIS + "_STUDIO", "600");

        assertThat(resolve(Preset.STUDIO))
                .isEqualTo(new ForceTuning(policy(600_000, 600), List.of()));
        assertThat(resolve(Preset.INSTANT).policy()).isEqualTo(policy(500_000, 500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "262143", "16777217", "4MiB", "", "99999999999999999999"})
    void bytesThatCannotBeUsedAreSkippedWithAWarningAndTheNextIsAsked(String unusable) {
        environment.put(BYTES + "_INSTANT", unusable);
        environment.put(BYTES, "1000000");

        ForceTuning found = resolve(Preset.INSTANT);

        assertThat(found.policy()).isEqualTo(policy(1_000_000, 1000));
        assertThat(found.warnings())
                .containsExactly(
                        BYTES
                                + "_INSTANT is \""
                                + unusable
                                + "\", which is not a number from 262144 to 16777216; it was"
                                + " skipped.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"99", "10001", "never", "1s", "9223372036854775807"})
    void noSettingRemovesTheBoundOnTime(String unusable) {
        environment.put(MILLIS, unusable);
        settings.put("forceMillis", unusable);

        ForceTuning found = resolve(Preset.INSTANT);

        assertThat(found.policy()).isEqualTo(ForcePolicy.DEFAULT);
        assertThat(found.warnings()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"262144,100", "16777216,10000", "' 262144 ',' 100 '"})
    void theEndsOfTheRangesAreFine(String bytes, String millis) {
        environment.put(BYTES, bytes);
        environment.put(MILLIS, millis);

        assertThat(resolve(Preset.INSTANT))
                .isEqualTo(
                        new ForceTuning(
                                policy(
                                        Long.parseLong(bytes.strip()),
                                        Long.parseLong(millis.strip())),
                                List.of()));
    }

    @Test
    void onlyTheSourcesThatArePassedInAreAsked() {
        List<String> asked = new ArrayList<>();

        ForceTuning.resolve(
                Preset.INSTANT,
                key -> {
                    asked.add("environment " + key);
                    return null;
                },
                key -> {
                    asked.add("settings " + key);
                    return null;
                });

        assertThat(asked)
                .containsExactly(
                        "environment LASTFRAME_FORCE_BYTES_INSTANT",
                        "environment LASTFRAME_FORCE_BYTES",
                        "settings forceBytesInstant",
                        "settings forceBytes",
                        "environment LASTFRAME_FORCE_MILLIS_INSTANT",
                        "environment LASTFRAME_FORCE_MILLIS",
                        "settings forceMillisInstant",
                        "settings forceMillis");
    }

    private ForceTuning resolve(Preset preset) {
        return ForceTuning.resolve(preset, environment::get, settings::get);
    }

    private static ForcePolicy policy(long bytes, long millis) {
        return new ForcePolicy(bytes, Duration.ofMillis(millis));
    }
}
