package dev.lastframe.core.export;

import dev.lastframe.core.storage.RecordedBytes;
import dev.lastframe.core.transport.PesHeader;
import dev.lastframe.core.transport.ProgramTables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * How much room an MP4's index needs. Known beforehand, it is left free in front, and the content
 * is written once instead of twice. Used by one thread; blocks for the disk.
 */
final class IndexRoom {

    /** Size, duration, and where it is a key frame its number. */
    private static final long PICTURE = 4 + 8 + 4;

    /** The muxer's chunks are nearly a MiB long where nothing lies in between. */
    private static final long CHUNK = 8 + 12;

    private static final long CHUNK_BYTES = 512 * 1024;

    /** AAC of 48 kHz, with room to spare; each frame may be a chunk, and divide the pictures'. */
    private static final long SOUNDS_A_SECOND = 60;

    private static final long SOUND = 4 + 8 + 2 * CHUNK;
    private static final long HEADS = 8 * 1024;

    private IndexRoom() {}

    /**
     * An upper bound, in bytes.
     *
     * @throws IOException when it cannot be read, or has no picture
     */
    static long of(Mp4Source of, Map<String, String> metadata)
            throws IOException, InterruptedException {
        long bytes = of.bytes();
        try (RecordedBytes source = RecordedBytes.open(of.recording())) {
            ProgramTables tables = StreamUnits.tables(source);
            long room = HEADS;
            for (Map.Entry<String, String> tag : metadata.entrySet()) {
                room += 64L + tag.getValue().getBytes(StandardCharsets.UTF_8).length;
            }
            Counted counted = Counted.of(source, bytes, tables.videoPid());
            room += counted.units() * PICTURE + (bytes / CHUNK_BYTES + 1) * CHUNK;
            int sounds = tables.sounds() + (of.microphone().isPresent() ? 1 : 0);
            return room + sounds * ((long) counted.seconds() + 1) * SOUNDS_A_SECOND * SOUND;
        }
    }

    /** What a stream has. */
    private record Counted(long units, double seconds) {

        static Counted of(RecordedBytes source, long bytes, int pid)
                throws IOException, InterruptedException {
            StreamUnits units = new StreamUnits(source, bytes, pid);
            long count = units.count();
            if (count == 0) {
                throw new IOException("no picture");
            }
            return new Counted(
                    count,
                    PesHeader.ticks(units.firstPts(), units.pts())
                            / (double) Mp4Copy.TIMES_A_SECOND);
        }
    }
}
