package dev.lastframe.core.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Gives a program all of a file. By a pipe and not by its name: no name can confuse the program,
 * and it ends when this process does. Used by one thread.
 */
final class SourceFeed implements ProgramRun.Input {

    private static final int PIECE = 256 * 1024;

    private final Path source;
    private final long bytes;
    private final Progress progress;
    private boolean cutShort;

    /**
     * @param bytes how long the file is
     */
    SourceFeed(Path source, long bytes, Progress progress) {
        this.source = source;
        this.bytes = bytes;
        this.progress = progress;
    }

    @Override
    public void writeTo(OutputStream program) throws IOException, InterruptedException {
        byte[] piece = new byte[PIECE];
        long given = 0;
        try (InputStream in = Files.newInputStream(source)) {
            while (given < bytes) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                int read = in.read(piece, 0, (int) Math.min(PIECE, bytes - given));
                if (read < 0) {
                    cutShort = true;
                    return;
                }
                program.write(piece, 0, read);
                given += read;
                progress.at((double) given / bytes);
            }
        }
    }

    /** Whether the file was shorter than it had been. */
    boolean cutShort() {
        return cutShort;
    }
}
