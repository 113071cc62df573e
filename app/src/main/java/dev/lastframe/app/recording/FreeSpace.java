package dev.lastframe.app.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks up the room on the disk of a folder that need not exist yet. Blocks on the disk. */
final class FreeSpace {

    /** The room is not known. */
    static final long UNKNOWN = -1;

    private FreeSpace() {}

    /** Bytes that may be written, or {@link #UNKNOWN}. */
    static long of(Path folder) {
        for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at)) {
                try {
                    return Files.getFileStore(at).getUsableSpace();
                } catch (IOException unknown) {
                    return UNKNOWN;
                }
            }
        }
        return UNKNOWN;
    }
}
