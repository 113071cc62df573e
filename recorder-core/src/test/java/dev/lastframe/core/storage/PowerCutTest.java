package dev.lastframe.core.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.Waits;
import dev.lastframe.core.time.NanoClock;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a power cut at any moment leaves of a recording. */
@Timeout(300)
final class PowerCutTest {

    private static final int CUTS = 500;
    private static final int PACKET_BYTES = 188;
    private static final long MIB = 1024 * 1024;
    private static final Duration STEP = Duration.ofMillis(10);
    private static final Duration FORCE_TAKES = Duration.ofMillis(30);

    /** What the kill bound allows, a force that runs and a busy computer: all come on top. */
    private static final Duration MORE = Duration.ofMillis(600);

    private final NanoClock clock = NanoClock.system();
    private final PowerCutDisk disk = new PowerCutDisk(clock, FORCE_TAKES);
    private final List<Unit> units = new ArrayList<>();

    /** A unit that the output took, and where it ends in the file. */
    private record Unit(long takenNanos, int end) {}

    @Test
    void atMostASecondOrFourMebibytesAreLostAndThePrefixBeforeIsWhole()
            throws InterruptedException {
        long seed = System.nanoTime();
        System.out.println("power cut test: seed " + seed);
        Random chance = new Random(seed);
        DurableOutput output =
                new DurableOutput(
                        Path.of("/nowhere/clip.recording.ts"),
                        disk,
                        null,
                        ForcePolicy.DEFAULT,
                        clock,
                        new Quiet());
        output.start();
        long start = clock.nanoTime();
        // A slow stretch is bounded by time, a fast one (16 MiB a second) by bytes.
        record(output, Duration.ofMillis(2500), 4);
        record(output, Duration.ofMillis(1500), 16 * (int) MIB / 100 / PACKET_BYTES);
        long end = clock.nanoTime();

        long worstNanos = 0;
        long worstBytes = 0;
        for (int i = 0; i < CUTS; i++) {
            long cut = start + chance.nextLong(end - start);
            byte[] left = disk.after(cut, chance);
            int usable = usable(left);
            assertThat(usable).as("the forced prefix").isGreaterThanOrEqualTo(disk.durable(cut));
            worstNanos = Math.max(worstNanos, cut - oldestLost(usable, cut));
            worstBytes = Math.max(worstBytes, takenBytes(cut) - usable);
        }
        output.finish(Duration.ofSeconds(20));

        System.out.printf(
                "power cut test: at worst %d ms and %d KiB lost in %d cuts%n",
                TimeUnit.NANOSECONDS.toMillis(worstNanos), worstBytes / 1024, CUTS);
        assertThat(worstNanos).isLessThanOrEqualTo(ForcePolicy.DEFAULT.age().plus(MORE).toNanos());
        assertThat(worstBytes)
                .isLessThanOrEqualTo(
                        ForcePolicy.DEFAULT.bytes() + 16 * MIB * MORE.toMillis() / 1000);
    }

    private void record(DurableOutput output, Duration length, int packets)
            throws InterruptedException {
        long end = clock.nanoTime() + length.toNanos();
        while (clock.nanoTime() - end < 0) {
            int begin = units.isEmpty() ? 0 : units.getLast().end;
            byte[] unit = new byte[packets * PACKET_BYTES];
            for (int at = 0; at < unit.length; at += PACKET_BYTES) {
                packet(unit, at, begin + at);
            }
            units.add(new Unit(clock.nanoTime(), begin + unit.length));
            output.unit(unit, clock.nanoTime());
            Waits.pause(STEP);
        }
    }

    /** A packet that is told from any other, and from one of which a part is missing. */
    private static void packet(byte[] bytes, int at, int position) {
        ByteBuffer packet = ByteBuffer.wrap(bytes, at, PACKET_BYTES);
        packet.put((byte) 0x47);
        while (packet.remaining() >= Integer.BYTES) {
            packet.putInt(position | 1);
        }
        while (packet.hasRemaining()) {
            packet.put((byte) 1);
        }
    }

    /** What a recovery finds that reads until the first broken packet. */
    private static int usable(byte[] file) {
        byte[] expected = new byte[PACKET_BYTES];
        int at = 0;
        while (at + PACKET_BYTES <= file.length) {
            packet(expected, 0, at);
            if (!ByteBuffer.wrap(file, at, PACKET_BYTES).equals(ByteBuffer.wrap(expected))) {
                break;
            }
            at += PACKET_BYTES;
        }
        return at;
    }

    /**
     * When the oldest unit was taken that is not whole in so many bytes; the cut if there is none.
     */
    private long oldestLost(int usable, long cut) {
        for (Unit unit : units) {
            if (unit.end > usable) {
                return unit.takenNanos - cut < 0 ? unit.takenNanos : cut;
            }
        }
        return cut;
    }

    private int takenBytes(long cut) {
        int taken = 0;
        for (Unit unit : units) {
            if (unit.takenNanos - cut <= 0) {
                taken = unit.end;
            }
        }
        return taken;
    }

    private static final class Quiet implements DurableOutput.Listener {

        @Override
        public void failed(StorageException reason, int unitsLost) {
            throw new AssertionError(reason);
        }

        @Override
        public void freeSpace(long bytes) {}
    }
}
