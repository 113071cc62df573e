package dev.lastframe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.session.HealthEvent.Kind;
import dev.lastframe.core.sound.SoundDevice;
import dev.lastframe.core.sound.SoundKind;
import dev.lastframe.core.sound.SoundPlan;
import dev.lastframe.core.testing.FakeClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told of sound that begins before its recording does. */
final class SoundWordTest {

    private static final String ODD = "\"Headset\" hands its sound over in bursts of 500 ms.";
    private static final SoundDevice HEADSET =
            new SoundDevice("mic", "Headset", SoundKind.MICROPHONE, true);

    private final List<HealthEvent> told = new ArrayList<>();
    private final Health health =
            new Health(
                    new Journal(new FakeClock()),
                    new RecordingListener() {
                        @Override
                        public void health(HealthEvent event) {
                            told.add(event);
                        }
                    },
                    List.of());
    private final SoundWord word =
            new SoundWord(health, SoundPlan.SYSTEM_AND_MICROPHONE, SoundPlan.SYSTEM_AND_MICROPHONE);

    private List<String> told(Kind kind) {
        return told.stream()
                .filter(event -> event.kind() == kind)
                .map(HealthEvent::detail)
                .toList();
    }

    @Test
    void whatADeviceDoesWhileTheRecordingStillBeginsIsToldOnceWhenItHasBegun() {
        word.opened(SoundKind.MICROPHONE, HEADSET);
        word.odd(SoundKind.MICROPHONE, ODD);
        assertThat(told).as("nobody could be told").isEmpty();

        word.begin(true, Map.of());
        assertThat(told(Kind.SOUND_ODD)).containsExactly(ODD);
        word.odd(SoundKind.SYSTEM, "The clock of \"Speakers\" is too fast.");
        assertThat(told(Kind.SOUND_ODD))
                .containsExactly(ODD, "The clock of \"Speakers\" is too fast.");
    }

    @Test
    void ofWhatIsNotRecordedNoHabitsAreTold() {
        word.odd(SoundKind.MICROPHONE, ODD);
        word.begin(false, Map.of());
        word.odd(SoundKind.MICROPHONE, ODD);

        assertThat(told(Kind.SOUND_ODD)).isEmpty();
        assertThat(health.warnings())
                .allMatch(said -> said.endsWith("not recorded. The sound server did not answer."))
                .hasSize(2);
    }

    @Test
    void whatWasRefusedBeforeIsSaidAndWhatIsHeardByThenIsNot() {
        word.gone(SoundKind.SYSTEM, "It is gone.");
        word.gone(SoundKind.MICROPHONE, "It is gone.");
        word.opened(SoundKind.MICROPHONE, HEADSET);
        word.begin(true, Map.of());

        assertThat(health.warnings())
                .containsExactly(
                        "What the computer plays is silence until its source is there. It is"
                                + " gone.");
        word.gone(SoundKind.MICROPHONE, "It is gone.");
        word.opened(SoundKind.MICROPHONE, HEADSET);
        assertThat(told(Kind.SOUND_BACK))
                .containsExactly("The microphone is recorded again, from Headset.");
    }
}
