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
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notes of recordings that have begun and are not published: small files in the state folder's
 * {@code active}, each with one absolute path. Its name tells the recording's folder from another
 * in the same place. They find a recording wherever it was. Callable by any thread; touches the
 * disk.
 */
public final class ActiveNotes {

    private static final Logger LOG = LoggerFactory.getLogger(ActiveNotes.class);

    /** A path is 4096 bytes at most on Linux, and 32,767 characters on Windows. */
    private static final int MOST_BYTES = 128 * 1024;

    /** In a note's name, in front of what tells the folder. */
    private static final String BETWEEN = "~";

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
     * @param folderThen what told its folder from others when it was noted; null where that is not
     *     known
     */
    public record Note(Path file, Path recording, @Nullable String folderThen) {

        /** Where the recording's folder would be now, compared with where it was noted. */
        public enum Folder {
            /** The one the recording was begun in: what is not in it is gone. */
            SAME,
            /**
             * Another one, as when the disk is not plugged in, or another one is: it says nothing
             * of the recording.
             */
            OTHER,
            /** The note or the system does not tell. */
            UNKNOWN
        }

        /** Looks at the folder. */
        public Folder folder() {
            Path folder = recording.getParent();
            Optional<FolderIdentity> then =
                    Optional.ofNullable(folderThen).flatMap(FolderIdentity::parse);
            Optional<FolderIdentity> now =
                    folder == null ? Optional.empty() : FolderIdentity.of(folder);
            if (then.isEmpty() || now.isEmpty()) {
                return Folder.UNKNOWN;
            }
            return then.get().isSameAs(now.get()) ? Folder.SAME : Folder.OTHER;
        }

        /**
         * Notes beside the active ones that the recording is published, so that what is made of it
         * is made even after a crash. A failure is logged.
         *
         * @param published where it is now
         */
        void finished(Path published) {
            Path active = file.toAbsolutePath().getParent();
            if (active != null) {
                new FinishedRecordings(active).note(published);
            }
        }

        /** Removes the note; the recording is not touched. */
        public void remove() throws IOException {
            Files.deleteIfExists(file);
        }
    }

    /** A note that is not written yet: all that takes time is known. */
    public static final class Blank {

        private final Path file;
        private final @Nullable String folderNow;

        private Blank(Path file, @Nullable String folderNow) {
            this.file = file;
            this.folderNow = folderNow;
        }

        /**
         * Makes the note and forces it to the disk.
         *
         * @param recording need not exist yet; in the folder that the blank was made for
         */
        Note write(Path recording) throws IOException {
            Path absolute = recording.toAbsolutePath();
            ByteBuffer bytes =
                    ByteBuffer.wrap(absolute.toString().getBytes(StandardCharsets.UTF_8));
            try (FileChannel channel = OwnerOnly.createNew(file)) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            return new Note(file, absolute, folderNow);
        }
    }

    /**
     * Prepares a note, so that little time passes between a name's reservation and its note: who is
     * killed between them leaves a lock that nothing leads to. Writes no note.
     *
     * @param recordings the folder of the recording to be noted; must exist
     */
    public Blank blank(Path recordings) throws IOException {
        OwnerOnly.createFolders(folder);
        String folderNow =
                FolderIdentity.of(recordings.toAbsolutePath())
                        .map(FolderIdentity::text)
                        .orElse(null);
        String name = UUID.randomUUID().toString();
        return new Blank(
                folder.resolve(folderNow == null ? name : name + BETWEEN + folderNow), folderNow);
    }

    /**
     * Makes a note and forces it to the disk.
     *
     * @param recording need not exist yet; its folder does
     */
    public Note write(Path recording) throws IOException {
        Path parent = recording.toAbsolutePath().getParent();
        return blank(parent == null ? recording : parent).write(recording);
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
                String name = String.valueOf(file.getFileName());
                int end = name.indexOf(BETWEEN);
                notes.add(new Note(file, recording, end < 0 ? null : name.substring(end + 1)));
            }
        } catch (NoSuchFileException gone) {
            LOG.debug("the recording of {} has ended meanwhile", file);
        } catch (IOException | InvalidPathException unreadable) {
            LOG.warn("the note {} cannot be read: {}", file, unreadable.toString());
        }
    }
}
