package dev.lastframe.app.bugreport;

import dev.lastframe.core.report.ReportException;
import dev.lastframe.core.report.ReportException.Kind;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads how large a PNG's picture is: ISO/IEC 15948, 11.2.2, the first chunk. */
final class PngHeader {

    private static final int BEFORE_WIDTH = 16;

    private PngHeader() {}

    /** Blocks on the disk. */
    static PictureSize size(Path png) throws ReportException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(png))) {
            in.skipNBytes(BEFORE_WIDTH);
            return new PictureSize(in.readInt(), in.readInt());
        } catch (IOException unreadable) {
            throw new ReportException(
                    Kind.UNWRITABLE,
                    "A picture cannot be read back from " + png.getParent() + ": make room there.",
                    unreadable);
        }
    }
}
