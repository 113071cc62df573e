package dev.lastframe.core.export;

import dev.lastframe.core.storage.RecordedBytes;
import dev.lastframe.core.transport.ProgramTables;
import java.io.IOException;

/**
 * Whether a recording holds any of the sound that its tables tell of. One that was ended before the
 * first sound came tells of a stream of which nothing is known, and of which no player's format can
 * be made. Callable from any thread; blocks for the disk.
 */
final class HeldSound {

    private HeldSound() {}

    /**
     * Looks for the first sound; what has none is read to its end.
     *
     * @param size how much of the file counts, in bytes
     * @param tables the file's
     * @throws IOException when the file cannot be read
     * @throws InterruptedException when the thread was interrupted
     */
    static boolean in(RecordedBytes bytes, long size, ProgramTables tables)
            throws IOException, InterruptedException {
        return tables.hasSound() && new StreamUnits(bytes, size, tables.soundPid()).next();
    }
}
