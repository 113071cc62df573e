package dev.lastframe.core.events;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is appended to a file that another program writes, from now on. A file that was moved away
 * is read to its end before the one in its place; one that was cut short is read from its
 * beginning; one that is not there yet is waited for. Used by one thread; blocks as long as the
 * file's disk does.
 */
final class TailedFile implements Closeable {

    /** Takes what was read. */
    interface Sink {

        /** So many bytes at the buffer's beginning. */
        void bytes(byte[] buffer, int length);

        /** What is read next has nothing to do with what was read last: bytes were passed over. */
        void gap(long bytes, boolean insideLine);

        /** Nothing more comes of this file; its last line may lack its end. */
        void endOfFile();
    }

    /** Read at most in one look; the rest waits for the next one. */
    static final int MOST_A_LOOK = 1 << 20;

    /** More than this behind, and the oldest of it is passed over. */
    static final int MOST_BEHIND = 4 << 20;

    private static final int BUFFER = 1 << 16;
    private static final int MARK = 64;

    private final Path file;
    private final Sink sink;
    private final byte[] buffer = new byte[BUFFER];

    private @Nullable InputStream in;
    private @Nullable Object key;
    private long position;

    /** The last bytes that were read, to know the file again. */
    private byte[] mark = {};

    private long seenSize = -1;
    private @Nullable FileTime seenTime;

    TailedFile(Path file, Sink sink) {
        this.file = file;
        this.sink = sink;
    }

    /** Notes where the file ends: only what comes later is read. */
    void start() throws IOException {
        BasicFileAttributes now = attributes();
        if (now != null) {
            open(now, now.size());
            boolean insideLine = mark.length > 0 && mark[mark.length - 1] != '\n';
            sink.gap(0, insideLine);
        }
    }

    /** Reads what is new. */
    void look() throws IOException {
        BasicFileAttributes now = attributes();
        if (now == null) {
            drain(Long.MAX_VALUE);
            return;
        }
        if (in != null && !Objects.equals(key, now.fileKey())) {
            finish();
            forget();
        } else if (in != null && (now.size() < position || (changed(now) && !known()))) {
            forget();
        }
        if (in == null) {
            open(now, 0);
        }
        seenSize = now.size();
        seenTime = now.lastModifiedTime();
        drain(now.size());
    }

    /**
     * Tells as a gap what the last look saw and did not come to. What was written since then is
     * nobody's concern.
     */
    void passOverTheRest() {
        if (in != null && seenSize > position) {
            sink.gap(seenSize - position, true);
        }
    }

    @Override
    public void close() throws IOException {
        InputStream open = in;
        in = null;
        if (open != null) {
            open.close();
        }
    }

    private void forget() throws IOException {
        sink.endOfFile();
        close();
    }

    private @Nullable BasicFileAttributes attributes() throws IOException {
        BasicFileAttributes now;
        try {
            now = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException waited) {
            return null;
        }
        if (!now.isRegularFile()) {
            throw new IOException("it is no ordinary file");
        }
        return now;
    }

    private void open(BasicFileAttributes now, long from) throws IOException {
        InputStream opened = Files.newInputStream(file);
        in = opened;
        key = now.fileKey();
        long before = Math.max(0, from - MARK);
        opened.skipNBytes(before);
        mark = opened.readNBytes((int) (from - before));
        position = before + mark.length;
        seenSize = -1;
    }

    private boolean changed(BasicFileAttributes now) {
        return now.size() != seenSize || !now.lastModifiedTime().equals(seenTime);
    }

    /** Whether what was read last still stands where it stood: else the file was written anew. */
    private boolean known() throws IOException {
        try (InputStream again = Files.newInputStream(file)) {
            again.skipNBytes(position - mark.length);
            return Arrays.equals(again.readNBytes(mark.length), mark);
        } catch (EOFException shorter) {
            return false;
        }
    }

    private void drain(long size) throws IOException {
        InputStream open = in;
        if (open == null) {
            return;
        }
        if (size != Long.MAX_VALUE && size - position > MOST_BEHIND) {
            passOver(open, size - position - MOST_A_LOOK);
        }
        int read = 0;
        while (read < MOST_A_LOOK) {
            int n = open.read(buffer);
            if (n <= 0) {
                return;
            }
            read += n;
            position += n;
            remember(n);
            sink.bytes(buffer, n);
        }
    }

    /** The last of a file that was moved away, which nobody looks at again. */
    private void finish() throws IOException {
        InputStream open = in;
        if (open == null) {
            return;
        }
        // What is available is told as an int: of an immense file it is the beginning.
        for (int left = open.available(); left > MOST_BEHIND; left = open.available()) {
            passOver(open, left - MOST_A_LOOK);
        }
        for (int read = 0; read < MOST_BEHIND; read += MOST_A_LOOK) {
            drain(Long.MAX_VALUE);
        }
        // Somebody still writes to it, as fast as it is read.
        int more = open.available();
        if (more > 0) {
            passOver(open, more);
        }
    }

    private void passOver(InputStream open, long bytes) throws IOException {
        open.skipNBytes(bytes);
        position += bytes;
        mark = new byte[0];
        sink.gap(bytes, true);
    }

    private void remember(int n) {
        byte[] both = Arrays.copyOf(mark, mark.length + Math.min(n, MARK));
        System.arraycopy(buffer, Math.max(0, n - MARK), both, mark.length, Math.min(n, MARK));
        mark =
                both.length <= MARK
                        ? both
                        : Arrays.copyOfRange(both, both.length - MARK, both.length);
    }
}
