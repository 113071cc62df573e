package dev.lastframe.core.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time is made here: an hour passes in a moment. */
class SoundLineTest {

    private static final int RATE = SoundFeed.RATE;
    private static final int BLOCK = RATE / 50;
    private static final long BLOCK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final long WITHIN = RATE / 50; // 20 ms

    private final Clock clock = new Clock();
    private final SoundLine line = new SoundLine();
    private final float[] mix = new float[2 * SoundLine.ROOM];
    private long position;

    private static final class Clock implements SoundTimes {
        long stoppedAt = Long.MAX_VALUE;
        long goesOnAt = Long.MAX_VALUE;

        @Override
        public long micros(long nanos) {
            long left = Math.max(0, Math.min(nanos, goesOnAt) - stoppedAt);
            return Math.max(0, (nanos - left) / 1000);
        }

        @Override
        public boolean runs(long nanos) {
            return nanos >= 0 && (nanos < stoppedAt || nanos >= goesOnAt);
        }
    }

    /** A device whose clock is off, and which may hand its blocks over late. */
    private final class Device {
        final double speed;
        double exact;
        long blocks;
        double wanted;
        long most;
        long least;

        /**
         * A device at its first block.
         *
         * @param speed 1.01 for one that gives 1 % too much
         */
        Device(double speed) {
            this.speed = speed;
        }

        long capturedNanos() {
            return Math.round((blocks + 1) * BLOCK_NANOS / speed);
        }

        /** Hands the next block over. */
        void gives(long nanos) {
            exact += BLOCK * (1 + wanted);
            int count = (int) exact;
            exact -= count;
            float[] samples = new float[count * 2];
            java.util.Arrays.fill(samples, 0.5f);
            long truth = clock.micros(capturedNanos()) * RATE / 1_000_000;
            blocks++;
            wanted = line.accept(samples, count, BLOCK, nanos);
            long off = line.ready() - truth;
            most = Math.max(most, off);
            least = Math.min(least, off);
        }
    }

    private void begin() {
        line.begin(clock);
        line.attached(true);
    }

    private void encoderTakes(long nanos) {
        long now = clock.micros(nanos) * RATE / 1_000_000;
        long until = Math.max(now - SoundMix.PATIENCE_SAMPLES, Math.min(now, line.ready()));
        if (until > position) {
            line.take(position, until, mix, 1);
            position = until;
        }
        assertThat(line.account().balances()).as("%s", line.account()).isTrue();
        assertThat(line.account().written()).isEqualTo(position);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.001, 1.01, 0.99})
    void aClockThatIsOffIsHeldForAnHour(double speed) {
        begin();
        Device device = new Device(speed);
        Random jitter = new Random(1);
        for (long nanos = 0; nanos < HOUR_NANOS; nanos = device.capturedNanos()) {
            long late = (long) (jitter.nextDouble() * 3e6);
            device.gives(device.capturedNanos() + late);
            encoderTakes(device.capturedNanos());
        }

        assertThat(device.most).isLessThanOrEqualTo(WITHIN);
        assertThat(device.least).isGreaterThanOrEqualTo(-WITHIN);
        assertThat(line.account().silence()).as("only before the first block").isLessThan(BLOCK);
        assertThat(line.account().dropped()).isZero();
    }

    @Test
    void samplesThatComeInBurstsStayWhereTheyBelong() {
        begin();
        Device device = new Device(1.0005);
        int inBurst = 25; // 500 ms
        for (int burst = 0; burst < 400; burst++) {
            long at = Math.round((device.blocks + inBurst) * BLOCK_NANOS / device.speed);
            if (burst == 2) {
                // What the first burst cost is over.
                device.most = 0;
                device.least = 0;
            }
            for (int i = 0; i < inBurst; i++) {
                encoderTakes(device.capturedNanos());
                device.gives(at);
            }
        }

        assertThat(device.most).isLessThanOrEqualTo(WITHIN);
        assertThat(device.least).isGreaterThanOrEqualTo(-WITHIN);
        assertThat(line.account().silence()).isLessThan(2L * inBurst * BLOCK);
    }

    @Test
    void aDeviceThatGivesNothingIsSilentAndComesBackWhereItBelongs() {
        begin();
        Device device = new Device(1);
        long nanos = 0;
        for (; nanos < 2e9; nanos += BLOCK_NANOS) {
            device.gives(nanos + BLOCK_NANOS);
            encoderTakes(nanos + BLOCK_NANOS);
        }
        for (; nanos < 12e9; nanos += BLOCK_NANOS) {
            device.blocks++;
            encoderTakes(nanos + BLOCK_NANOS);
        }
        device.most = 0;
        device.least = 0;
        for (; nanos < 20e9; nanos += BLOCK_NANOS) {
            device.gives(nanos + BLOCK_NANOS);
            encoderTakes(nanos + BLOCK_NANOS);
        }

        assertThat(device.most).isLessThanOrEqualTo(WITHIN);
        assertThat(device.least).isGreaterThanOrEqualTo(-WITHIN);
        assertThat(line.account().silence()).isBetween(10L * RATE - WITHIN, 10L * RATE + WITHIN);
        assertThat(line.account().written()).isEqualTo(20L * RATE);
    }

    @Test
    void anUnpluggedDeviceKeepsNobodyWaiting() {
        begin();
        Device device = new Device(1);
        for (int i = 0; i < 50; i++) {
            device.gives(device.capturedNanos());
        }
        line.attached(false);

        assertThat(line.ready()).isEqualTo(Long.MAX_VALUE);
        line.take(0, 3L * RATE, mix, 1);
        assertThat(line.account()).isEqualTo(new SoundAccount(RATE, 0, 2L * RATE, 0, 3L * RATE));
        assertThat(mix[2 * RATE - 1]).isEqualTo(0.5f);
        assertThat(mix[2 * RATE]).isZero();
    }

    @Test
    void whatIsNotFetchedIsReplacedByAsMuchSilence() {
        begin();
        Device device = new Device(1);
        for (int i = 0; i < 7 * 50; i++) {
            device.gives(device.capturedNanos());
        }
        float[] all = new float[7 * RATE * 2];
        line.take(0, 7L * RATE, all, 1);

        assertThat(line.account())
                .isEqualTo(new SoundAccount(7L * RATE, 2L * RATE, 2L * RATE, 0, 7L * RATE));
        assertThat(all[2 * 2 * RATE - 1]).isZero();
        assertThat(all[2 * 2 * RATE]).isEqualTo(0.5f);
    }

    @Test
    void nothingOfAPauseIsKept() {
        clock.stoppedAt = TimeUnit.SECONDS.toNanos(2);
        clock.goesOnAt = TimeUnit.SECONDS.toNanos(5);
        begin();
        Device device = new Device(1);
        for (int i = 0; i < 8 * 50; i++) {
            device.gives(device.capturedNanos());
            encoderTakes(device.capturedNanos());
        }

        assertThat(position).isEqualTo(5L * RATE);
        assertThat(line.account().dropped())
                .isBetween(3L * RATE - 2 * BLOCK, 3L * RATE + 2 * BLOCK);
        assertThat(device.most).isLessThanOrEqualTo(WITHIN);
    }

    /** Blocks are long: what was captured before the pause is in the recording all the same. */
    @ParameterizedTest
    @ValueSource(longs = {2_001_000_000, 2_007_000_000, 2_019_000_000})
    void aPauseInTheMiddleOfABlockCostsNothingOfWhatCameBefore(long stoppedAt) {
        clock.stoppedAt = stoppedAt;
        begin();
        Device device = new Device(1);
        for (int i = 0; i < 3 * 50; i++) {
            device.gives(device.capturedNanos());
        }
        long until = clock.micros(stoppedAt) * RATE / 1_000_000;
        line.take(0, until, mix, 1);

        assertThat(line.account())
                .isEqualTo(new SoundAccount(3L * RATE, 3L * RATE - until, 0, 0, until));
    }

    @Test
    void anotherPartGetsWhatFollowsItsStart() {
        begin();
        Device device = new Device(1);
        for (int i = 0; i < 100; i++) {
            device.gives(device.capturedNanos());
        }
        line.take(0, RATE / 2, mix, 1);
        line.skipTo(RATE);
        line.take(RATE, 2L * RATE, mix, 1);
        line.end();

        assertThat(line.account())
                .isEqualTo(new SoundAccount(2L * RATE, RATE / 2, 0, 0, RATE / 2 + RATE));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void muchTooMuchAndMuchTooLittleIsMendedAtOnce(boolean tooMuch) {
        begin();
        Device device = new Device(1);
        for (int i = 0; i < 100; i++) {
            device.gives(device.capturedNanos());
            encoderTakes(device.capturedNanos());
        }
        if (tooMuch) {
            device.blocks -= 10; // 200 ms come a second time
        } else {
            device.blocks += 10; // 200 ms are lost
        }
        for (int i = 0; i < 100; i++) {
            device.gives(device.capturedNanos());
            encoderTakes(device.capturedNanos());
        }
        device.most = 0;
        device.least = 0;
        for (int i = 0; i < 100; i++) {
            device.gives(device.capturedNanos());
            encoderTakes(device.capturedNanos());
        }

        assertThat(device.most).isLessThanOrEqualTo(WITHIN);
        assertThat(device.least).isGreaterThanOrEqualTo(-WITHIN);
        assertThat(tooMuch ? line.account().dropped() : line.account().silence()).isPositive();
    }
}
