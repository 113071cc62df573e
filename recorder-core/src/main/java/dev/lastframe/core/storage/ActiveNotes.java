package dev.lastframe.core.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notes of recordings that have begun and are not published: small files in the state folder's
 * {@code active}, each with one absolute path. They find a recording wherever it was. Callable by
 * any thread; touches the disk.
 */
public final class ActiveNotes {

    private static final Logger LOG = LoggerFactory.getLogger(ActiveNotes.class);

    /** A path is 4096 bytes at most on Linux, and 32,767 characters on Windows. */
    private static final int MOST_BYTES = 128 * 1024;

    private final Path folder;

    /**
     * @param folder need not exist
     */
    public ActiveNotes(Path folder) {
        this.folder = folder;
    }

    /**
     * One note.
     *
     * @param file the note itself
     * @param recording the path in it
     */
    public record Note(Path file, Path recording) {

        /** Removes the note; the recording is not touched. */
        public void remove() throws IOException {
            Files.deleteIfExists(file);
        }
    }

    /** Makes a note and forces it to the disk. */
    Note write(Path recording) throws IOException {
        OwnerOnly.createFolders(folder);
        Path absolute = recording.toAbsolutePath();
        Path note = folder.resolve(UUID.randomUUID().toString());
        try (FileChannel channel = OwnerOnly.createNew(note)) {
            ByteBuffer bytes =
                    ByteBuffer.wrap(absolute.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        return new Note(note, absolute);
    }

    /**
     * All notes there are. One without a path is left out, and left alone: somebody may be writing
     * it.
     */
    public List<Note> list() {
        List<Note> notes = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                read(file, notes);
            }
        } catch (NoSuchFileException | NotDirectoryException none) {
            LOG.debug("there are no notes: {}", none.toString());
        } catch (IOException | DirectoryIteratorException unreadable) {
            LOG.warn("the notes in {} cannot be read", folder, unreadable);
        }
        return notes;
    }

    private static void read(Path file, List<Note> notes) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    || Files.size(file) > MOST_BYTES) {
                return;
            }
            Path recording = Path.of(Files.readString(file, StandardCharsets.UTF_8));
            if (recording.isAbsolute()) {
                notes.add(new Note(file, recording));
            }
        } catch (NoSuchFileException gone) {
            LOG.debug("the recording of {} has ended meanwhile", file);
        } catch (IOException | InvalidPathException unreadable) {
            LOG.warn("the note {} cannot be read: {}", file, unreadable.toString());
        }
    }
}
