package dev.lastframe.core.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;

final class TransportBufferTest {

    private static final int KEPT_BYTES = 512 * 1024;

    private final TransportBuffer buffer = new TransportBuffer();
    private final Keeper sink = new Keeper();

    @Test
    void arraysThatComeBackAreUsedAgain() throws Exception {
        sink.gives = true;
        for (int i = 0; i < 100; i++) {
            buffer.write(packets(3), 0, 3 * TransportBuffer.PACKET);
            assertThat(buffer.handTo(sink, i)).isTrue();
        }

        assertThat(sink.arrays).hasSizeLessThanOrEqualTo(4);
        assertThat(sink.units).hasSize(100);
    }

    @Test
    void aUnitThatIsNotGivenBackStaysAsItIs() throws Exception {
        List<byte[]> expected = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            byte[] written = packets(i);
            Arrays.fill(written, 4, TransportBuffer.PACKET, (byte) i);
            buffer.write(written, 0, written.length);
            buffer.handTo(sink, i);
            expected.add(written);
        }

        assertThat(sink.arrays).hasSize(20);
        for (int i = 0; i < 20; i++) {
            byte[] unit = sink.units.get(i).held();
            assertThat(unit).hasSize(expected.get(i).length);
            assertThat(unit[4]).isEqualTo((byte) (i + 1));
        }
    }

    @Test
    void unitsThatWaitForASlowDiskHaveNoRoomToSpare() throws Exception {
        for (int i = 0; i < 1000; i++) {
            buffer.write(packets(1), 0, TransportBuffer.PACKET);
            buffer.handTo(sink, i);
        }

        long held = sink.units.stream().mapToLong(unit -> unit.array.length).sum();
        assertThat(held).isLessThan(1000 * TransportBuffer.PACKET + 4 * 64 * 1024);
    }

    @Test
    void anArrayOfARareSizeIsNotKept() throws Exception {
        sink.gives = true;
        int many = KEPT_BYTES / TransportBuffer.PACKET + 1;
        for (int i = 0; i < 10; i++) {
            buffer.write(packets(many), 0, many * TransportBuffer.PACKET);
            buffer.handTo(sink, i);
        }
        sink.units.clear();
        for (int i = 0; i < 10; i++) {
            buffer.write(packets(1), 0, TransportBuffer.PACKET);
            buffer.handTo(sink, i);
        }

        assertThat(sink.units).allMatch(unit -> unit.array.length <= KEPT_BYTES);
    }

    @Test
    void theCountOfThePacketsGoesOnAcrossHandedAndTakenUnits() throws Exception {
        sink.gives = false;
        List<Integer> counts = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            buffer.write(packets(1), 0, TransportBuffer.PACKET);
            if (i % 3 == 2) {
                counts.add(buffer.take()[3] & 0x0f);
            } else {
                buffer.handTo(sink, i);
                counts.add(sink.units.getLast().held()[3] & 0x0f);
            }
        }

        assertThat(counts).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    }

    @Test
    void bytesOutsideOfTheHeapAreTakenLikeOthers() {
        byte[] two = packets(2);
        Arrays.fill(two, 4, TransportBuffer.PACKET, (byte) 7);
        try (BytePointer native2 = new BytePointer(two)) {
            buffer.write(native2, two.length);
        }

        byte[] expected = two.clone();
        expected[TransportBuffer.PACKET + 3] = 0x11;
        assertThat(buffer.take()).isEqualTo(expected);
    }

    /** With a payload, of a stream that is not the video's; all with count 0. */
    private static byte[] packets(int count) {
        byte[] packets = new byte[count * TransportBuffer.PACKET];
        for (int at = 0; at < packets.length; at += TransportBuffer.PACKET) {
            packets[at] = 0x47;
            packets[at + 2] = 0x33;
            packets[at + 3] = 0x10;
        }
        return packets;
    }

    private static final class Keeper implements UnitSink {

        /** A record would compare its bytes by identity. */
        private static final class Unit {
            private final byte[] array;
            private final int length;

            Unit(byte[] array, int length) {
                this.array = array;
                this.length = length;
            }

            byte[] held() {
                return Arrays.copyOf(array, length);
            }
        }

        private final List<Unit> units = new ArrayList<>();
        private final Set<byte[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
        private boolean gives;

        @Override
        public boolean wouldBlock(int bytes) {
            return false;
        }

        @Override
        public boolean unit(byte[] array, int length, long capturedNanos, Consumer<byte[]> back) {
            units.add(new Unit(array, length));
            arrays.add(array);
            if (gives) {
                back.accept(array);
            }
            return true;
        }

        @Override
        public void trailer(byte[] bytes) {}
    }
}
