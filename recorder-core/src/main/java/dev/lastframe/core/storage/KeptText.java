package dev.lastframe.core.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * One short text in a file that only its owner may read, replaced as a whole. Callable by any
 * thread; touches the disk.
 */
public final class KeptText {

    /** A longer file is none of ours. */
    private static final int MOST_BYTES = 4096;

    private final Path file;

    /**
     * @param file need not exist, nor its folder
     */
    public KeptText(Path file) {
        this.file = file;
    }

    /** The text; empty where there is none. */
    public Optional<String> read() throws IOException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException(file + " is too long");
            }
            String text = Files.readString(file, StandardCharsets.UTF_8).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** Keeps this text instead of the one before. */
    public void replace(String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + " has no folder");
        }
        OwnerOnly.createFolders(folder);
        Path fresh = folder.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = OwnerOnly.createNew(fresh)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Keeps none. */
    public void forget() throws IOException {
        Files.deleteIfExists(file);
    }
}
