package dev.lastframe.core.export;

import dev.lastframe.core.export.ExportException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pictures that were on the screen from one moment of a recording to another, and those before
 * them that have to be decoded first. The picture that was there at the first moment, however long
 * it had been, has time 0; the others have their own time less that moment's. All times are even,
 * so that an odd one can say that a picture is only to be decoded. Used by one thread; blocks for
 * the disk. Owns the open files.
 */
final class Stretch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Stretch.class);

    /** Until the next picture would have shown that the screen had not changed. */
    private static final long LONGEST_STILL = 2 * Ticks.SECOND;

    /** How long the recording's last picture is shown where nothing says it. */
    private static final long LAST_PICTURE = Ticks.SECOND / 25;

    private final List<RecordedPart> parts;
    private final long fromTicks;
    private long untilTicks;
    private final long wantedTicks;
    private int first;
    private boolean firstIsInside;
    private long firstSince;
    private int size;
    private long[] offsets = new long[1024];
    private long[] times = new long[1024];
    private byte[] marks = new byte[1024];

    private Stretch(List<RecordedPart> parts, long fromTicks, long untilTicks) {
        this.parts = parts;
        this.fromTicks = fromTicks;
        this.untilTicks = untilTicks;
        this.wantedTicks = untilTicks;
    }

    /**
     * Finds them.
     *
     * @param files the parts of one recording, in order
     * @throws ExportException {@code UNREADABLE} when a part cannot be read, or the recording ends
     *     before the stretch begins
     */
    static Stretch of(List<Path> files, Duration from, Duration until)
            throws ExportException, InterruptedException {
        List<RecordedPart> parts = new ArrayList<>();
        Stretch stretch = new Stretch(parts, Ticks.of(from), Ticks.of(until));
        boolean good = false;
        try {
            List<Long> starts = RecordingParts.starts(files);
            for (int i = 0; i < files.size(); i++) {
                parts.add(RecordedPart.open(files.get(i), starts.get(i)));
            }
            stretch.find();
            good = true;
            return stretch;
        } catch (IOException failed) {
            throw RecordedPart.unreadable(files.getFirst(), failed);
        } finally {
            if (!good) {
                stretch.close();
            }
        }
    }

    private void find() throws IOException, InterruptedException, ExportException {
        int begin = 0;
        for (int i = 1; i < parts.size(); i++) {
            if (parts.get(i).firstTicks() <= fromTicks) {
                begin = i;
            }
        }
        for (int i = begin; i < parts.size(); i++) {
            RecordedPart part = parts.get(i);
            int index = i;
            long from = i == begin ? part.keyBefore(fromTicks) : 0;
            part.scan(
                    from,
                    (offset, ticks, key) -> {
                        // Before its first picture a recording has none: that one stands for it.
                        if (ticks >= untilTicks && size > 0) {
                            return false;
                        }
                        add(index, offset, ticks, key);
                        return true;
                    });
        }
        if (size == 0) {
            throw outside();
        }
        long last = times[size - 1];
        if (fromTicks > last + LONGEST_STILL) {
            throw outside();
        }
        if (untilTicks > last + LONGEST_STILL) {
            untilTicks = Math.max(last, fromTicks) + LAST_PICTURE;
        }
        untilTicks = Math.max(untilTicks, fromTicks + 2);
        // times are even: one a tick behind the beginning is the beginning's
        while (first + 1 < size && times[first + 1] <= fromTicks + 1) {
            first++;
        }
        firstIsInside = times[first] >= fromTicks;
        firstSince = times[first];
        for (int i = 0; i < size; i++) {
            times[i] = Math.max(0, times[i] - fromTicks) & ~1L;
        }
        times[first] = 0;
        refuseDisorder();
    }

    private void refuseDisorder() throws ExportException {
        for (int i = first + 1; i < size; i++) {
            if (times[i] <= times[i - 1]) {
                throw new ExportException(
                        Kind.UNREADABLE,
                        parts.get(part(i)).file()
                                + " holds pictures out of order: choose a recording that Lastframe"
                                + " made.");
            }
        }
    }

    private ExportException outside() {
        return new ExportException(
                Kind.UNREADABLE,
                "The recording "
                        + parts.getFirst().file()
                        + " ends before the stretch begins: choose an earlier beginning.");
    }

    private void add(int part, long offset, long ticks, boolean key) {
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, size * 2);
            times = Arrays.copyOf(times, size * 2);
            marks = Arrays.copyOf(marks, size * 2);
        }
        offsets[size] = offset;
        times[size] = ticks;
        marks[size++] = (byte) (part << 1 | (key ? 1 : 0));
    }

    /** All pictures, those before the first one that is shown too. */
    int size() {
        return size;
    }

    /** The picture that was on the screen at the first moment. */
    int first() {
        return first;
    }

    /** Whether it came at the first moment or later, and not before the stretch. */
    boolean firstIsInside() {
        return firstIsInside;
    }

    /** The recording's time of the first picture that is shown, in ticks. */
    long firstSince() {
        return firstSince;
    }

    /** How many are shown. */
    int shown() {
        return size - first;
    }

    /** When a shown picture comes, in ticks from the first moment; even. */
    long time(int index) {
        return times[index];
    }

    boolean key(int index) {
        return (marks[index] & 1) != 0;
    }

    int part(int index) {
        return (marks[index] & 0xff) >> 1;
    }

    /** How long it is, in ticks. */
    long length() {
        return untilTicks - fromTicks;
    }

    /** How long it was to be; longer where the recording ends before. */
    long wanted() {
        return Math.max(wantedTicks, untilTicks) - fromTicks;
    }

    long fromTicks() {
        return fromTicks;
    }

    long untilTicks() {
        return untilTicks;
    }

    List<RecordedPart> parts() {
        return parts;
    }

    /** Roughly what the shown pictures have in the recording. */
    long bytes() {
        return bytes(first, size);
    }

    /** The same of some pictures. */
    long bytes(int from, int end) {
        long sum = 0;
        for (int i = from; i + 1 < end; i++) {
            sum += part(i) == part(i + 1) ? offsets[i + 1] - offsets[i] : 0;
        }
        return sum;
    }

    /** Reads the pictures' bytes, in order. */
    Units units() {
        return new Units();
    }

    @Override
    public void close() {
        for (RecordedPart part : parts) {
            try {
                part.close();
            } catch (IOException unclosed) {
                LOG.debug("{} could not be closed: {}", part.file(), unclosed.toString());
            }
        }
    }

    /** Gives access units as the encoder made them. */
    final class Units {

        private final UnitBytes[] readers = new UnitBytes[parts.size()];

        private Units() {
            for (int i = 0; i < readers.length; i++) {
                readers[i] = parts.get(i).units();
            }
        }

        byte[] at(int index) throws IOException {
            return readers[part(index)].at(offsets[index]);
        }
    }
}
