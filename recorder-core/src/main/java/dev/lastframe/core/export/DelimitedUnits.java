package dev.lastframe.core.export;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Access units in a file of plain H.264 in which each begins with a delimiter. Owns the open file;
 * used by one thread; blocks for the disk.
 */
final class DelimitedUnits implements AutoCloseable {

    private static final byte[] START = {0, 0, 1};

    private final InputStream in;
    private boolean began;

    DelimitedUnits(Path file) throws IOException {
        in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }

    /** The next one; empty at the end. */
    Optional<byte[]> next() throws IOException {
        ByteArrayOutputStream unit = new ByteArrayOutputStream();
        if (began) {
            unit.writeBytes(START);
            unit.write(Nal.DELIMITER);
        }
        int before = -1;
        int beforeThat = -1;
        int evenBefore = -1;
        for (int value = in.read(); value >= 0; value = in.read()) {
            boolean delimiter = (value & 0x1f) == Nal.DELIMITER;
            if (before == 1 && beforeThat == 0 && evenBefore == 0 && delimiter) {
                if (began) {
                    byte[] whole = unit.toByteArray();
                    return Optional.of(Arrays.copyOf(whole, whole.length - 3));
                }
                began = true;
                unit.reset();
                unit.writeBytes(START);
            }
            unit.write(value);
            evenBefore = beforeThat;
            beforeThat = before;
            before = value;
        }
        boolean last = began;
        began = false;
        return last ? Optional.of(unit.toByteArray()) : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
