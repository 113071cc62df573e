package dev.lastframe.core.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.time.NanoClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class X264PaceTest {

    private static final int ONE = 1;
    private static final int AUTOMATIC = 0;

    @Test
    void oneThreadIsForPicturesOfWhichItIsSureToEncodeAllInTime() {
        X264Pace pace = new X264Pace(10);

        assertThat(pace.threads(1920, 1080, 30)).isEqualTo(ONE);
        assertThat(pace.threads(1920, 1080, 60)).isEqualTo(AUTOMATIC);
        assertThat(pace.threads(3840, 2160, 30)).isEqualTo(AUTOMATIC);
        assertThat(pace.threads(3840, 2160, 5)).isEqualTo(ONE);
    }

    /** Grain takes so long that other pictures would take all of the time. */
    @Test
    void timeIsLeftForWhatIsWorseThanGrain() {
        double all = 1e9 / 30 / (1000 * 1000);

        assertThat(new X264Pace(0.69 * all).threads(1000, 1000, 30)).isEqualTo(ONE);
        assertThat(new X264Pace(0.71 * all).threads(1000, 1000, 30)).isEqualTo(AUTOMATIC);
    }

    @Test
    void whereNobodyTriedItIsNotReliedOn() {
        assertThat(X264Pace.UNKNOWN.threads(16, 16, 1)).isEqualTo(AUTOMATIC);
    }

    /** Where there is no libx264, whatever JavaCV opens in its place. */
    @Test
    void aSlowComputerIsFoundOut() throws EncoderException {
        double nanos = X264Pace.measure(NanoClock.system()).nanosPerPixel();
        double slow = X264Pace.measure(new SlowComputer()).nanosPerPixel();

        // No computer encodes a thousand megapixels a second in one thread.
        assertThat(nanos).isGreaterThan(1);
        // Far apart, so that a busy computer changes nothing.
        assertThat(slow).isGreaterThan(10 * nanos);
    }

    /** On which everything takes a thousand times as long. */
    private static final class SlowComputer implements NanoClock {

        @Override
        public long nanoTime() {
            return 1000 * NanoClock.system().nanoTime();
        }

        @Override
        public Instant wallTime() {
            return NanoClock.system().wallTime();
        }

        @Override
        public void sleepUntil(long deadlineNanos) throws InterruptedException {
            NanoClock.system().sleepUntil(deadlineNanos / 1000);
        }
    }
}
