package dev.lastframe.core.sound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When the encoder is told that there is sound. Time is made here. */
final class SoundMixTest {

    private static final int SAMPLES_A_MILLI = SoundFeed.RATE / 1000;

    private final FakeClock clock = new FakeClock(0);
    private final AtomicInteger told = new AtomicInteger();
    private final float[] taken = new float[SoundFeed.RATE * SoundFeed.CHANNELS];

    private static final class Times implements SoundTimes {

        @Override
        public long micros(long nanos) {
            return nanos / 1000;
        }

        @Override
        public boolean runs(long nanos) {
            return true;
        }
    }

    private static final class Nobody implements SoundTrack.Listener {

        @Override
        public void opened(SoundKind kind, SoundDevice device) {}

        @Override
        public void gone(SoundKind kind, String why) {}

        @Override
        public void odd(SoundKind kind, String what) {}

        @Override
        public void failed(Set<SoundKind> kinds, String why) {}
    }

    /** A source whose device is open. */
    private Voice voice(SoundKind kind) {
        SoundChoice choice = new SoundChoice(kind);
        Voice voice =
                new Voice(
                        new SoundLine(),
                        SoundReader.listening(SoundSystem.none(), choice, clock),
                        new SoundPlan.Source(choice, 1, false));
        voice.line().attached(true);
        return voice;
    }

    private SoundMix mix(Voice... voices) {
        SoundMix mix = new SoundMix(List.of(voices), clock, new Nobody());
        mix.begin(new Times());
        mix.startAt(0);
        mix.whenMore(told::incrementAndGet);
        return mix;
    }

    private void pass(int millis) {
        clock.advance(Duration.ofMillis(millis));
    }

    private void gives(Voice voice, int millis) {
        int count = millis * SAMPLES_A_MILLI;
        voice.line().accept(new float[count * 2], count, count, clock.nanoTime());
    }

    @Test
    void ofLessThanAMomentNobodyIsTold() {
        Voice system = voice(SoundKind.SYSTEM);
        SoundMix mix = mix(system);
        pass(80);
        gives(system, 80);
        assertThat(told).hasValue(0);
        pass(80);
        gives(system, 80);
        assertThat(told).hasValue(1);
        assertThat(mix.take(taken)).isEqualTo(160 * SAMPLES_A_MILLI);
        pass(80);
        gives(system, 80);

        assertThat(told).as("what was taken is no news").hasValue(1);
    }

    @Test
    void ofTwoSourcesItIsToldWhenBothAreThere() {
        Voice system = voice(SoundKind.SYSTEM);
        Voice microphone = voice(SoundKind.MICROPHONE);
        SoundMix mix = mix(system, microphone);
        pass(100);
        gives(system, 100);
        assertThat(told).as("one would be silence").hasValue(0);
        gives(microphone, 100);

        assertThat(told).hasValue(1);
        assertThat(mix.take(taken)).isEqualTo(100 * SAMPLES_A_MILLI);
    }

    @Test
    void oneThatGivesNothingIsWaitedForAndOneThatIsGoneIsNot() {
        Voice system = voice(SoundKind.SYSTEM);
        Voice microphone = voice(SoundKind.MICROPHONE);
        SoundMix mix = mix(system, microphone);
        for (int i = 0; i < 8; i++) {
            pass(80);
            gives(system, 80);
        }
        assertThat(told).as("not for 0.7 s").hasValue(0);
        pass(160);
        gives(system, 160);
        assertThat(told).as("then silence goes in its place").hasValue(1);
        assertThat(mix.take(taken)).isEqualTo(100 * SAMPLES_A_MILLI);
        microphone.line().attached(false);
        pass(80);
        gives(system, 80);

        assertThat(told).hasValue(2);
        assertThat(mix.take(taken)).isEqualTo(780 * SAMPLES_A_MILLI);
    }

    @Test
    void onlyWhoAskedLastIsTold() {
        Voice system = voice(SoundKind.SYSTEM);
        SoundMix mix = mix(system);
        AtomicInteger later = new AtomicInteger();
        mix.whenMore(later::incrementAndGet);
        pass(100);
        gives(system, 100);

        assertThat(told).hasValue(0);
        assertThat(later).hasValue(1);
    }

    @Test
    void whatHasFailedIsToldNoMore() {
        Voice system = voice(SoundKind.SYSTEM);
        SoundMix mix = mix(system);
        mix.failed("of the test");
        // So much that nobody would wait for its samples any more
        pass(1000);
        gives(system, 1000);

        assertThat(told).hasValue(0);
        assertThat(mix.take(taken)).isZero();
    }
}
