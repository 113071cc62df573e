package dev.lastframe.core.recovery;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.lastframe.core.frame.FrameFormat;
import dev.lastframe.core.frame.FrameMemory;
import dev.lastframe.core.testing.EncodedPictures;
import dev.lastframe.core.transport.TransportPacket;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * A real recording, made by the product's own encoder thread from pictures that move, with the
 * borders of its access units as the writer knows them.
 */
public final class SampleRecording {

    static final int FPS = EncodedPictures.FPS;

    private final byte[] bytes;
    private final List<Integer> unitEnds;

    private SampleRecording(byte[] bytes, List<Integer> unitEnds) {
        this.bytes = bytes;
        this.unitEnds = unitEnds;
    }

    /** What the recorder wrote, with the end of the stream. */
    public byte[] bytes() {
        return bytes.clone();
    }

    public int size() {
        return bytes.length;
    }

    public int units() {
        return unitEnds.size();
    }

    /** Where the unit ends, counted from 0. */
    public int endOf(int unit) {
        return unitEnds.get(unit);
    }

    /** How many whole units the first bytes hold. */
    public int wholeUnits(long length) {
        return (int) unitEnds.stream().filter(end -> end <= length).count();
    }

    public byte[] first(int length) {
        return Arrays.copyOf(bytes, length);
    }

    /** The time of a picture that was recorded, in milliseconds. */
    public static long millis(int unit) {
        return (unit * (1_000_000L / FPS) + 500) / 1000;
    }

    /** The same stream as recorders wrote it that did not say how long an access unit is. */
    SampleRecording withoutLengths() {
        byte[] old = bytes.clone();
        for (int at = 0; at < old.length; at += TransportPacket.SIZE) {
            if (TransportPacket.pid(old, at) == 0x100 && TransportPacket.startsUnit(old, at)) {
                int payload = at + TransportPacket.payloadOffset(old, at);
                old[payload + 4] = 0;
                old[payload + 5] = 0;
            }
        }
        return new SampleRecording(old, unitEnds);
    }

    /** The same bytes with the picture of one unit wiped out; all its packets are in order. */
    byte[] withSpoiled(int unit) {
        byte[] spoiled = bytes.clone();
        for (int at = endOf(unit - 1); at < endOf(unit); at += TransportPacket.SIZE) {
            if (TransportPacket.pid(spoiled, at) == 0x100
                    && !TransportPacket.startsUnit(spoiled, at)) {
                int payload = at + TransportPacket.payloadOffset(spoiled, at);
                Arrays.fill(spoiled, payload, at + TransportPacket.SIZE, (byte) 0);
            }
        }
        return spoiled;
    }

    /** Numbers the packets of each stream anew, so that none seems to be missing. */
    static void countOn(byte[] stream) {
        int[] next = new int[TransportPacket.NULL + 1];
        for (int at = 0; at + TransportPacket.SIZE <= stream.length; at += TransportPacket.SIZE) {
            if (TransportPacket.hasPayload(stream, at)) {
                int count = next[TransportPacket.pid(stream, at)]++ & 0x0f;
                stream[at + 3] = (byte) ((stream[at + 3] & 0xf0) | count);
            }
        }
    }

    /**
     * Records pictures 30 times a second.
     *
     * @param noise how much of each picture is new: 0 for a moving square only
     */
    public static SampleRecording of(int frames, int width, int height, double noise) {
        return of(frames, width, height, noise, 1_000_000L / FPS);
    }

    /**
     * Records pictures at any rate.
     *
     * @param stepMicros from one picture to the next
     */
    static SampleRecording of(int frames, int width, int height, double noise, long stepMicros) {
        FrameFormat format = FrameFormat.packed(width, height);
        Random random = new Random(4711);
        EncodedPictures encoded =
                EncodedPictures.of(
                        FrameMemory.offHeap(),
                        format,
                        LongStream.range(0, frames).mapToObj(i -> i * stepMicros).toList(),
                        (pixels, index) -> paint(pixels, format, index, noise, random),
                        false);
        return new SampleRecording(encoded.bytes(), encoded.unitEnds());
    }

    private static void paint(
            MemorySegment pixels, FrameFormat format, int index, double noise, Random random) {
        int left = index * 7 % (format.width() - 40);
        int noisyRows = (int) (format.height() * noise);
        for (int y = 0; y < format.height(); y++) {
            for (int x = 0; x < format.width(); x++) {
                boolean square = x >= left && x < left + 40 && y >= 20 && y < 60;
                int rgb = square ? 0xff2020 : 0x203040 + ((x << 8) & 0x3f00) + (y & 0x1f);
                if (y >= format.height() - noisyRows) {
                    rgb = random.nextInt() & 0xffffff;
                }
                pixels.set(JAVA_INT, (long) y * format.strideBytes() + 4L * x, rgb);
            }
        }
    }
}
