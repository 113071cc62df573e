package dev.lastframe.app.settings;

import dev.lastframe.core.storage.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Replaces a small file so that a reader finds the old or the new content, never a part. */
public final class AtomicFile {

    private AtomicFile() {}

    /**
     * Blocks on the disk. The file is readable by its owner only. A symbolic link stays one: what
     * it points to is replaced.
     *
     * @throws IOException if anything fails; the old content is then untouched
     */
    public static void write(Path file, byte[] content) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path folder = target.resolveSibling(".").normalize();
        OwnerOnly.createFolders(folder);
        // the platform creates temporary files with mode 0600
        Path temporary = Files.createTempFile(folder, ".settings", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(content);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
