package dev.lastframe.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.transport.TransportPacket;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules of what is whole, on packets made by hand. */
final class StreamReaderTest {

    private static final int VIDEO = 0x100;
    private static final int SOUND = 0x101;
    private static final int TABLES = 2 * TransportPacket.SIZE;

    /** A length that is not said. */
    private static final int UNKNOWN = -1;

    /** No byte of the length that is said is missing. */
    private static final int WHOLE = 0;

    /** With a mark for a key frame in front. */
    private static final int KEY = 182;

    private static final int FULL = 184;

    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
    private final int[] count = new int[0x2000];

    StreamReaderTest() {
        tables();
    }

    @Test
    void aUnitThatIsAsLongAsItSaysIsWhole() {
        unit(VIDEO, 0, WHOLE, FULL, FULL, FULL);

        assertThat(read().units()).isEqualTo(1);
        assertThat(read().wholeBytes()).isEqualTo(stream.size());
        assertThat(read().open()).isEmpty();
    }

    @Test
    void oneThatIsShorterThanItSaysIsNot() {
        unit(VIDEO, 0, WHOLE, FULL);
        int whole = stream.size();
        unit(VIDEO, 1, FULL, FULL, FULL);

        StreamFacts facts = read();
        assertThat(facts.units()).isEqualTo(1);
        assertThat(facts.wholeBytes()).isEqualTo(whole);
        assertThat(facts.open()).as("decoding need not be asked").isEmpty();
        assertThat(facts.damage()).isEmpty();
    }

    @Test
    void whenTheNextFollowsAUnitThatIsTooShortTheStreamEndsInFrontOfIt() {
        unit(VIDEO, 0, WHOLE, FULL);
        int whole = stream.size();
        unit(VIDEO, 1, FULL, FULL, FULL);
        unit(VIDEO, 2, WHOLE, FULL);

        assertThat(read().damage()).contains(Damage.BROKEN_UNIT);
        assertThat(read().wholeBytes()).isEqualTo(whole);
    }

    @Test
    void withoutALengthAUnitIsWholeWhenTheNextFollows() {
        unit(VIDEO, 0, UNKNOWN, FULL, FULL);
        int whole = stream.size();
        unit(VIDEO, 1, UNKNOWN, FULL);

        StreamFacts facts = read();
        assertThat(facts.units()).isEqualTo(1);
        assertThat(facts.wholeBytes()).isEqualTo(whole);
        assertThat(facts.open())
                .contains(
                        new StreamFacts.Open(
                                new KeyFrames.KeyFrame(TABLES, 0, 0), stream.size(), 90));
    }

    @Test
    void orWhenItsLastPacketIsFilledUp() {
        for (int payload : new int[] {183, 182, 100, 20}) {
            unit(VIDEO, payload, UNKNOWN, FULL, payload);
        }
        stream.reset();
        tables();
        unit(VIDEO, 0, UNKNOWN, FULL, 183);

        assertThat(read().units()).isEqualTo(1);
        assertThat(read().open()).isEmpty();
    }

    @Test
    void tablesAndEmptyPacketsBehindTheLastUnitAreKept() {
        unit(VIDEO, 0, WHOLE, FULL);
        tables();
        stream.writeBytes(TransportPacket.nulls(3));

        assertThat(read().wholeBytes()).isEqualTo(stream.size());
    }

    @Test
    void butNotWhenSomethingTornFollowsThem() {
        unit(VIDEO, 0, WHOLE, FULL);
        int whole = stream.size();
        tables();
        stream.writeBytes(new byte[] {0x47, 1, 0});

        assertThat(read().wholeBytes()).isEqualTo(whole);
    }

    @Test
    void aMissingPacketEndsTheStreamInFrontOfItsUnit() {
        unit(VIDEO, 0, WHOLE, FULL);
        int whole = stream.size();
        unit(VIDEO, 1, UNKNOWN, FULL, FULL);
        count[VIDEO]++;
        unit(VIDEO, 2, WHOLE, FULL);

        assertThat(read().damage()).contains(Damage.DISCONTINUITY);
        assertThat(read().wholeBytes()).isEqualTo(whole);
    }

    @Test
    void aPictureThatIsNotLaterThanTheOneBeforeIsADamage() {
        unit(VIDEO, 5, WHOLE, FULL);
        unit(VIDEO, 5, WHOLE, FULL);

        assertThat(read().damage()).contains(Damage.TIME_ORDER);
        assertThat(read().units()).isEqualTo(1);
    }

    @Test
    void timesThatBeginAgainAfterTwentySixHoursGoOn() {
        unit(VIDEO, (1L << 33) / 90, WHOLE, FULL);
        unit(VIDEO, 30, WHOLE, FULL);

        assertThat(read().units()).isEqualTo(2);
        assertThat(read().damage()).isEmpty();
        assertThat(read().millis()).isBetween(30L, 31L);
    }

    @Test
    void soundIsNoPictureAndItsTornEndIsCutToo() {
        unit(VIDEO, 0, UNKNOWN, FULL, FULL);
        unit(SOUND, 0, WHOLE, FULL, FULL);
        int whole = stream.size();
        unit(SOUND, 1, FULL, FULL);

        assertThat(read().units()).isEqualTo(1);
        assertThat(read().wholeBytes()).isEqualTo(whole);
    }

    @Test
    void aUnitInFrontOfForeignBytesIsDoubtfulAsItsEndMayBeOverwritten() {
        unit(VIDEO, 0, WHOLE, FULL);
        int whole = stream.size();
        unit(VIDEO, 1, WHOLE, FULL);
        int end = stream.size();
        stream.writeBytes(new byte[1000]);

        StreamFacts facts = read();
        assertThat(facts.damage()).contains(Damage.NO_PACKET);
        assertThat(facts.wholeBytes()).isEqualTo(whole);
        assertThat(facts.open()).map(StreamFacts.Open::endOffset).contains((long) end);
        assertThat(facts.withOpen(facts.open().orElseThrow()).units()).isEqualTo(2);
        assertThat(facts.withOpen(facts.open().orElseThrow()).wholeBytes()).isEqualTo(end);
    }

    @Test
    void packetsOfAStreamThatNoTableNamesAreForeign() {
        unit(VIDEO, 0, WHOLE, FULL);
        unit(0x555, 1, WHOLE, FULL);

        assertThat(read().damage()).contains(Damage.NO_PACKET);
    }

    @Test
    void aStreamWithoutTablesHasNoPicture() {
        stream.reset();
        unit(VIDEO, 0, WHOLE, FULL);

        StreamFacts facts = read();
        assertThat(facts.units()).isZero();
        assertThat(facts.wholeBytes()).isZero();
        assertThat(facts.tableBytes()).isZero();
    }

    private StreamFacts read() {
        byte[] bytes = stream.toByteArray();
        StreamReader reader = new StreamReader();
        @Nullable Damage damage = null;
        for (int at = 0; at + TransportPacket.SIZE <= bytes.length && damage == null; ) {
            damage = reader.packet(bytes, at, at);
            at += TransportPacket.SIZE;
        }
        StreamFacts facts = reader.end(bytes.length, damage);
        assertThat(facts.damage()).isEqualTo(Optional.ofNullable(damage));
        return facts;
    }

    /** One program with a video and a sound stream. */
    private void tables() {
        table(0, new int[] {0, 0xb0, 13, 0, 1, 0xc1, 0, 0, 0, 1, 0xf0, 0, 1, 2, 3, 4});
        table(
                0x1000,
                new int[] {
                    2, 0xb0, 23, 0, 1, 0xc1, 0, 0, 0xe1, 0, 0xf0, 0, 0x1b, 0xe1, 0, 0xf0, 0, 0x0f,
                    0xe1, 1, 0xf0, 0, 1, 2, 3, 4
                });
    }

    private void table(int pid, int[] section) {
        byte[] packet = packet(pid, true, FULL, true);
        packet[4] = 0;
        for (int i = 0; i < section.length; i++) {
            packet[5 + i] = (byte) section[i];
        }
        stream.writeBytes(packet);
    }

    /**
     * A unit in packets of so many bytes each; the one at time 0 is marked as a key frame.
     *
     * @param missing how much longer it says it is than it is
     */
    private void unit(int pid, long millis, int missing, int... payloads) {
        int[] sizes = payloads.clone();
        if (millis == 0 && sizes[0] == FULL) {
            sizes[0] = KEY;
        }
        int length = missing == UNKNOWN ? 0 : Arrays.stream(sizes).sum() + missing - 6;
        for (int i = 0; i < sizes.length; i++) {
            byte[] packet = packet(pid, i == 0, sizes[i], i == 0 && millis == 0);
            if (i == 0) {
                header(packet, TransportPacket.SIZE - sizes[i], millis * 90, length);
            }
            stream.writeBytes(packet);
        }
    }

    private byte[] packet(int pid, boolean start, int payload, boolean key) {
        byte[] packet = new byte[TransportPacket.SIZE];
        Arrays.fill(packet, (byte) 0xff);
        packet[0] = TransportPacket.SYNC;
        packet[1] = (byte) ((start ? 0x40 : 0) | (pid >> 8));
        packet[2] = (byte) pid;
        packet[3] = (byte) (0x10 | (count[pid]++ & 0x0f));
        if (payload < FULL) {
            packet[3] |= 0x20;
            packet[4] = (byte) (FULL - 1 - payload);
            if (payload < FULL - 1) {
                packet[5] = (byte) (key ? 0x40 : 0);
            }
        }
        return packet;
    }

    private static void header(byte[] packet, int at, long pts, int said) {
        int[] header = {
            0,
            0,
            1,
            0xe0,
            said >> 8,
            said,
            0x80,
            0x80,
            5,
            (int) (0x21 | ((pts >> 29) & 0x0e)),
            (int) (pts >> 22),
            (int) (1 | ((pts >> 14) & 0xfe)),
            (int) (pts >> 7),
            (int) (1 | (pts << 1))
        };
        for (int i = 0; i < header.length; i++) {
            packet[at + i] = (byte) header[i];
        }
    }
}
