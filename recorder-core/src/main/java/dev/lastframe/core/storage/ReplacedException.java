package dev.lastframe.core.storage;

import java.io.IOException;
import java.nio.file.Path;

/** Another file has the name of one that was examined, or none has: it must not be touched. */
public final class ReplacedException extends IOException {

    private static final long serialVersionUID = 1;

    ReplacedException(Path file) {
        super(file + " is not the file any more that was looked at: try again.");
    }
}
