package dev.lastframe.core.export;

import java.io.IOException;
import java.util.Optional;

/**
 * The samples of one track of an MP4, one after the other, as its tables say (ISO/IEC 14496-12, 8.6
 * and 8.7). What an edit list hides is told too. Used by one thread; blocks for the disk.
 */
final class Mp4Track {

    /**
     * What the index says of a track.
     *
     * @param timescale units a second
     * @param fixedSize of each sample; 0 where the sizes are in a table
     * @param sizes empty where they are all the same
     * @param samples how many there are
     * @param durations how many samples last how long
     * @param shifts how many are shown how much later than they are decoded; empty where none is
     * @param chunks where the chunks begin
     * @param wideChunks whether that is in 64 bits
     * @param runs which chunks have how many samples
     */
    record Tables(
            long timescale,
            long fixedSize,
            Optional<Mp4Table> sizes,
            long samples,
            Mp4Table durations,
            Optional<Mp4Table> shifts,
            Mp4Table chunks,
            boolean wideChunks,
            Mp4Table runs) {}

    private final Tables tables;
    private long next;
    private long chunk;
    private long run;
    private long leftInChunk;
    private long offset;
    private long decodeTime;
    private long durationEntry;
    private long durationLeft;
    private long shiftEntry;
    private long shiftLeft;
    private long sampleOffset;
    private long sampleBytes;
    private long sampleTime;

    Mp4Track(Tables tables) {
        this.tables = tables;
    }

    long timescale() {
        return tables.timescale();
    }

    long samples() {
        return tables.samples();
    }

    /**
     * Goes to the next sample.
     *
     * @return false at the end
     */
    boolean next() throws IOException {
        if (next == tables.samples()) {
            return false;
        }
        if (leftInChunk == 0) {
            nextChunk();
        }
        sampleBytes =
                tables.sizes().isPresent()
                        ? tables.sizes().get().field(next, 0)
                        : tables.fixedSize();
        sampleOffset = offset;
        offset += sampleBytes;
        leftInChunk--;
        sampleTime = decodeTime + shift();
        decodeTime += duration();
        next++;
        return true;
    }

    private void nextChunk() throws IOException {
        Mp4Table runs = tables.runs();
        long number = chunk + 1;
        while (run + 1 < runs.count() && runs.field(run + 1, 0) <= number) {
            run++;
        }
        leftInChunk = runs.field(run, 4);
        if (leftInChunk == 0) {
            throw new IOException("a chunk without a sample");
        }
        offset = tables.wideChunks() ? tables.chunks().wide(chunk, 0) : firstOf(chunk);
        chunk++;
    }

    private long firstOf(long number) throws IOException {
        return tables.chunks().field(number, 0);
    }

    private long duration() throws IOException {
        while (durationLeft == 0) {
            durationLeft = tables.durations().field(durationEntry++, 0);
        }
        durationLeft--;
        return tables.durations().field(durationEntry - 1, 4);
    }

    private long shift() throws IOException {
        Mp4Table shifts = tables.shifts().orElse(null);
        if (shifts == null) {
            return 0;
        }
        while (shiftLeft == 0) {
            shiftLeft = shifts.field(shiftEntry++, 0);
        }
        shiftLeft--;
        return shifts.signed(shiftEntry - 1, 4);
    }

    /** Where the sample begins in the file. */
    long offset() {
        return sampleOffset;
    }

    /** How many bytes it has. */
    long bytes() {
        return sampleBytes;
    }

    /** When it is shown, in units of the timescale, before the edit list. */
    long time() {
        return sampleTime;
    }
}
