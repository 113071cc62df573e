package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.encode.Preset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QueueCapacityTest {

    private static final String INSTANT = "LASTFRAME_QUEUE_CAPACITY_INSTANT";
    private static final String STUDIO = "LASTFRAME_QUEUE_CAPACITY_STUDIO";
    private static final String GENERAL = "LASTFRAME_QUEUE_CAPACITY";

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> settings = new HashMap<>();

    @Test
    void withoutAnythingThePresetDecides() {
        assertThat(resolve(Preset.INSTANT)).isEqualTo(new QueueCapacity(8, List.of()));
        assertThat(resolve(Preset.STUDIO)).isEqualTo(new QueueCapacity(16, List.of()));
    }

    @Test
    void eachSourceGoesBeforeTheNext() {
        settings.put("queueCapacity", "11");
        assertThat(resolve(Preset.INSTANT).frames()).isEqualTo(11);
        settings.put("queueCapacityInstant", "12");
        assertThat(resolve(Preset.INSTANT).frames()).isEqualTo(12);
        environment.put(GENERAL, "13");
        assertThat(resolve(Preset.INSTANT).frames()).isEqualTo(13);
        environment.put(INSTANT, "14");

        assertThat(resolve(Preset.INSTANT)).isEqualTo(new QueueCapacity(14, List.of()));
    }

    @Test
    void aPresetIsNotAffectedByTheOthersValues() {
        environment.put(INSTANT, "14");
        settings.put("queueCapacityInstant", "12");
        assertThat(resolve(Preset.STUDIO).frames()).isEqualTo(16);

        environment.put(STUDIO, "30");
        settings.put("queueCapacityStudio", "31");

        assertThat(resolve(Preset.STUDIO).frames()).isEqualTo(30);
        environment.remove(STUDIO);
        assertThat(resolve(Preset.STUDIO).frames()).isEqualTo(31);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not_a_number",
                "0",
                "-5",
                "1000000000",
                "",
                "   ",
                "257",
                "99999999999",
                "8.5",
                "0x10",
                "8 frames"
            })
    void anUnreadableValueIsSkippedWithAWarningAndTheNextIsAsked(String unreadable) {
        environment.put(INSTANT, unreadable);
        environment.put(GENERAL, "80");

        QueueCapacity found = resolve(Preset.INSTANT);

        assertThat(found.frames()).isEqualTo(80);
        assertThat(found.warnings()).hasSize(1);
        assertThat(found.warnings().getFirst())
                .startsWith(INSTANT + " is \"" + unreadable + "\"")
                .contains("from 1 to 256")
                .endsWith(".");
    }

    @Test
    void nothingReadableIsTheDefaultAndAWarningForEach() {
        environment.put(INSTANT, "x");
        environment.put(GENERAL, "0");
        settings.put("queueCapacityInstant", "-1");
        settings.put("queueCapacity", " ");

        QueueCapacity found = resolve(Preset.INSTANT);

        assertThat(found.frames()).isEqualTo(8);
        assertThat(found.warnings()).hasSize(4);
    }

    @Test
    void whatIsNotAskedForIsNotWarnedOf() {
        environment.put(INSTANT, "9");
        environment.put(GENERAL, "x");
        settings.put("queueCapacity", "y");

        assertThat(resolve(Preset.INSTANT)).isEqualTo(new QueueCapacity(9, List.of()));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "256,256", "' 9 ',9", "007,7"})
    void theEndsOfTheRangeAndBlanksAroundANumberAreFine(String text, int frames) {
        environment.put(INSTANT, text);

        assertThat(resolve(Preset.INSTANT)).isEqualTo(new QueueCapacity(frames, List.of()));
    }

    @Test
    void onlyTheSourcesThatArePassedInAreAsked() {
        List<String> asked = new ArrayList<>();

        QueueCapacity.resolve(
                Preset.STUDIO,
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
                        "environment LASTFRAME_QUEUE_CAPACITY_STUDIO",
                        "environment LASTFRAME_QUEUE_CAPACITY",
                        "settings queueCapacityStudio",
                        "settings queueCapacity");
    }

    private QueueCapacity resolve(Preset preset) {
        return QueueCapacity.resolve(preset, environment::get, settings::get);
    }
}
