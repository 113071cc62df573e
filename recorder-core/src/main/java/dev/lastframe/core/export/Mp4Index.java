package dev.lastframe.core.export;

import dev.lastframe.core.storage.RecordedBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an MP4 says of its tracks (ISO/IEC 14496-12), read from its boxes: no part of the program
 * that made the file. Used by one thread; blocks for the disk.
 */
final class Mp4Index {

    /**
     * A track.
     *
     * @param kind {@code vide} or {@code soun}
     * @param delayTicks how much later than the file it begins, in the movie's timescale
     * @param skipUnits how much of its beginning is not shown, in its own timescale
     * @param shownTicks how long it is shown, in the movie's timescale; empty without an edit list
     */
    record Track(
            String kind,
            Mp4Track samples,
            long delayTicks,
            long skipUnits,
            Optional<Long> shownTicks) {}

    private static final Set<String> HOLD_OTHERS = Set.of("moov", "mdia", "minf", "stbl", "edts");
    private static final int HEAD = 8;
    private static final int WIDE_HEAD = 16;

    private final RecordedBytes bytes;
    private final List<Track> tracks = new ArrayList<>();
    private long movieTimescale;
    private boolean indexInFront;
    private boolean contentSeen;

    private Mp4Index(RecordedBytes bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads it.
     *
     * @throws IOException when the file cannot be read, or is no whole MP4
     */
    static Mp4Index of(RecordedBytes bytes) throws IOException {
        Mp4Index index = new Mp4Index(bytes);
        index.boxes(0, bytes.size(), new TreeMap<>());
        return index;
    }

    List<Track> tracks() {
        return tracks;
    }

    long movieTimescale() {
        return movieTimescale;
    }

    /** Whether the file can be played before all of it is there. */
    boolean isIndexInFront() {
        return indexInFront;
    }

    /** Tells where the content of each box is that has no others in it. */
    private void boxes(long from, long end, Map<String, long[]> found) throws IOException {
        long at = from;
        while (at < end) {
            ByteBuffer head = read(at, HEAD);
            long size = head.getInt(0) & 0xffff_ffffL;
            String name = name(head, 4);
            int header = HEAD;
            if (size == 1) {
                header = WIDE_HEAD;
                size = read(at, WIDE_HEAD).getLong(8);
            }
            if (size < header || size > end - at) {
                throw new IOException("a box that is cut off: " + name);
            }
            if (name.equals("trak")) {
                Map<String, long[]> parts = new TreeMap<>();
                boxes(at + header, at + size, parts);
                tracks.add(track(parts));
            } else if (HOLD_OTHERS.contains(name)) {
                indexInFront |= name.equals("moov") && !contentSeen;
                boxes(at + header, at + size, found);
            } else if (name.equals("mvhd")) {
                movieTimescale = timescale(at + header);
            } else {
                contentSeen |= name.equals("mdat");
                found.put(name, new long[] {at + header, size - header});
            }
            at += size;
        }
    }

    private Track track(Map<String, long[]> parts) throws IOException {
        String kind = name(read(part(parts, "hdlr"), 12), 8);
        long sizes = part(parts, "stsz");
        ByteBuffer sizesHead = read(sizes, 12);
        long fixed = sizesHead.getInt(4) & 0xffff_ffffL;
        long samples = sizesHead.getInt(8) & 0xffff_ffffL;
        boolean wide = parts.containsKey("co64");
        Mp4Track.Tables tables =
                new Mp4Track.Tables(
                        timescale(part(parts, "mdhd")),
                        fixed,
                        fixed == 0
                                ? Optional.of(new Mp4Table(bytes, sizes + 12, 4, samples))
                                : Optional.empty(),
                        samples,
                        table(part(parts, "stts"), 8),
                        parts.containsKey("ctts")
                                ? Optional.of(table(part(parts, "ctts"), 8))
                                : Optional.empty(),
                        table(part(parts, wide ? "co64" : "stco"), wide ? 8 : 4),
                        wide,
                        table(part(parts, "stsc"), 12));
        return edited(kind, new Mp4Track(tables), parts);
    }

    private Track edited(String kind, Mp4Track samples, Map<String, long[]> parts)
            throws IOException {
        if (!parts.containsKey("elst")) {
            return new Track(kind, samples, 0, 0, Optional.empty());
        }
        long list = part(parts, "elst");
        boolean wide = read(list, 4).get(0) == 1;
        Mp4Table edits = table(list, wide ? 20 : 12);
        long delay = 0;
        long skip = -1;
        long shown = 0;
        for (long i = 0; i < edits.count(); i++) {
            long duration = wide ? edits.wide(i, 0) : edits.field(i, 0);
            long start = wide ? edits.wide(i, 8) : edits.signed(i, 4);
            if (skip >= 0) {
                throw new IOException("an edit list of several pieces");
            } else if (start < 0) {
                delay += duration;
            } else {
                skip = start;
                shown = duration;
            }
        }
        return new Track(kind, samples, delay, Math.max(0, skip), Optional.of(shown));
    }

    private static long part(Map<String, long[]> parts, String name) throws IOException {
        long[] found = parts.get(name);
        if (found == null) {
            throw new IOException("a track without " + name);
        }
        return found[0];
    }

    private Mp4Table table(long at, int entryBytes) throws IOException {
        return new Mp4Table(bytes, at + 8, entryBytes, read(at, 8).getInt(4) & 0xffff_ffffL);
    }

    /** Of a movie's or a track's header. */
    private long timescale(long at) throws IOException {
        boolean wide = read(at, 4).get(0) == 1;
        return read(at, 24).getInt(wide ? 20 : 12) & 0xffff_ffffL;
    }

    private ByteBuffer read(long at, int length) throws IOException {
        byte[] read = new byte[length];
        if (bytes.read(read, length, at) < length) {
            throw new IOException("a file that is cut off at byte " + at);
        }
        return ByteBuffer.wrap(read);
    }

    private static String name(ByteBuffer from, int at) {
        byte[] letters = new byte[4];
        from.get(at, letters);
        return new String(letters, StandardCharsets.ISO_8859_1);
    }
}
