package dev.lastframe.core.storage;

import dev.lastframe.core.transport.ProgramTables;
import dev.lastframe.core.transport.TransportPacket;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a microphone's own track from a recording that somebody gave such a name. Callable by any
 * thread; reads the file's beginning.
 */
final class SoundAlone {

    private static final Logger LOG = LoggerFactory.getLogger(SoundAlone.class);
    private static final int MOST_PACKETS = 64;

    private SoundAlone() {}

    /** Whether there is nothing but sound in it. */
    static boolean is(Path file) {
        byte[] begin = new byte[MOST_PACKETS * TransportPacket.SIZE];
        int read;
        try (RecordedBytes bytes = RecordedBytes.open(file)) {
            read = bytes.read(begin, begin.length, 0);
        } catch (IOException unreadable) {
            LOG.warn("{} cannot be read: {}", file, unreadable.toString());
            return false;
        }
        ProgramTables tables = new ProgramTables();
        for (int at = 0; at + TransportPacket.SIZE <= read; at += TransportPacket.SIZE) {
            if (!TransportPacket.isPacket(begin, at)) {
                break;
            }
            if (tables.isTable(TransportPacket.pid(begin, at))) {
                tables.learn(begin, at);
            }
        }
        return tables.hasSound() && tables.videoPid() == ProgramTables.NONE;
    }
}
