package dev.lastframe.core.storage;

import dev.lastframe.core.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a recording whose process is gone, locked by this one as if it recorded them. Each
 * method does one thing to the disk, and may be done again after a kill. Used by one thread at a
 * time; closing twice is harmless.
 */
public final class OrphanFiles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OrphanFiles.class);
    private static final int MOST_CUTS = 100;

    /** The name of a part, with the number that it got where its name was taken. */
    private static final Pattern LATER_PART =
            Pattern.compile("(.+) part \\d{1,9}(?: \\(\\d{1,9}\\))?", Pattern.DOTALL);

    private final RecordingFiles files;
    private final LockFile lock;
    private final Consumer<RepairStep> told;
    private final TailCut.Creator creator;

    /** What tells the recording from another file of its name. */
    private final FileIdentity identity;

    private OrphanFiles(
            RecordingFiles files,
            LockFile lock,
            FileIdentity identity,
            Consumer<RepairStep> told,
            TailCut.Creator creator) {
        this.files = files;
        this.lock = lock;
        this.identity = identity;
        this.told = told;
        this.creator = creator;
    }

    /**
     * Takes over a recording if nobody holds its lock. The lock file is created where it is
     * missing; after it is locked the recording is looked for again. Touches the disk.
     *
     * @param recording whose name ends in {@value RecordingFiles#RECORDING}
     * @param told what is about to be done to the disk; called by the caller's thread
     * @throws StorageException when the lock can be neither opened nor created
     */
    public static Adoption adopt(Path recording, Consumer<RepairStep> told)
            throws StorageException {
        return adopt(recording, told, file -> new PlainChannel(OwnerOnly.createNew(file)));
    }

    static Adoption adopt(Path recording, Consumer<RepairStep> told, TailCut.Creator creator)
            throws StorageException {
        Path absolute = recording.toAbsolutePath();
        Path folder = absolute.getParent();
        String fileName = String.valueOf(absolute.getFileName());
        if (folder == null || !RecordingFiles.isRecording(fileName)) {
            throw new IllegalArgumentException(recording + " is no name of a recording");
        }
        String name = fileName.substring(0, fileName.length() - RecordingFiles.RECORDING.length());
        Path lockFile = RecordingFiles.lockFile(folder, name);
        try {
            BasicFileAttributes before = attributes(absolute);
            if (before != null && !before.isRegularFile()) {
                return new Adoption.NoFile(before.isSymbolicLink());
            }
            boolean traces =
                    attributes(lockFile) != null
                            || attributes(folder.resolve(name + RecordingFiles.PUBLISHED)) != null
                            || attributes(folder.resolve(name + RecordingFiles.EVENTS)) != null;
            if (before == null && attributes(lockFile) == null) {
                return new Adoption.Gone(traces);
            }
            LockFile lock = LockFile.take(lockFile);
            if (lock == null) {
                return new Adoption.InUse();
            }
            BasicFileAttributes now = attributes(absolute);
            if (now == null) {
                // Published, or never begun, by a process that had no time left for its lock.
                lock.remove();
                return new Adoption.Gone(traces);
            }
            if (!now.isRegularFile()) {
                letGo(lock);
                return new Adoption.NoFile(now.isSymbolicLink());
            }
            RecordingFiles files = RecordingFiles.adopted(folder, name, lock);
            return new Adoption.Adopted(
                    new OrphanFiles(files, lock, FileIdentity.of(now), told, creator));
        } catch (IOException failure) {
            throw new StorageException(
                    Reason.FOLDER_UNWRITABLE,
                    "The lock of "
                            + absolute
                            + " cannot be taken: make the folder writable and try again.",
                    failure);
        }
    }

    private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException missing) {
            return null;
        }
    }

    /** The lock file stays if it had been there. */
    private static void letGo(LockFile lock) throws IOException {
        if (lock.created()) {
            lock.remove();
        } else {
            lock.close();
        }
    }

    /**
     * No lock keeps others from moving files: what is changed or named must be what was examined.
     */
    private void requireSame() throws IOException {
        BasicFileAttributes now = attributes(recording());
        if (now == null || !identity.equals(FileIdentity.of(now))) {
            throw new ReplacedException(recording());
        }
    }

    /** The unfinished recording. */
    public Path recording() {
        return files.recording();
    }

    /** Its events; need not exist. */
    public Path events() {
        return files.events();
    }

    /** The name that it is to get. */
    public String publishedName() {
        return files.name() + RecordingFiles.PUBLISHED;
    }

    /**
     * Of a later part, the events files in its folder that may be of the parts before it, which go
     * on being written to; what is in them tells. None for a first part.
     *
     * @throws IOException when the folder cannot be looked through
     */
    public List<Path> eventsOfOtherParts() throws IOException {
        Matcher part = LATER_PART.matcher(files.name());
        List<Path> found = new ArrayList<>();
        if (!part.matches()) {
            return found;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(files.folder())) {
            for (Path file : all) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(part.group(1))
                        && name.endsWith(RecordingFiles.EVENTS)
                        && !file.equals(events())) {
                    found.add(file);
                }
            }
        } catch (DirectoryIteratorException failed) {
            throw failed.getCause();
        }
        found.sort(null);
        return found;
    }

    /**
     * Locks the names of another part of this recording, so that its events can be mended.
     *
     * @param file the events of that part
     * @return null when somebody records or recovers it
     * @throws IOException when the lock can be neither opened nor created
     */
    public @Nullable OrphanEvents takeEvents(Path file) throws IOException {
        String fileName = String.valueOf(file.getFileName());
        String name = fileName.substring(0, fileName.length() - RecordingFiles.EVENTS.length());
        LockFile other = LockFile.take(RecordingFiles.lockFile(files.folder(), name));
        boolean unfinished =
                Files.exists(
                        files.folder().resolve(name + RecordingFiles.RECORDING),
                        LinkOption.NOFOLLOW_LINKS);
        return other == null ? null : new OrphanEvents(file, other, unfinished, told);
    }

    /**
     * Opens the recording for reading; the caller closes it. A link is not followed.
     *
     * @throws ReplacedException when another file has its name by now
     */
    public FileChannel read() throws IOException {
        return same(OwnerOnly.openForReading(recording()));
    }

    private FileChannel change() throws IOException {
        return same(OwnerOnly.openForChange(recording()));
    }

    private FileChannel same(FileChannel opened) throws IOException {
        boolean same = false;
        try {
            requireSame();
            same = true;
            return opened;
        } finally {
            if (!same) {
                opened.close();
            }
        }
    }

    /** What an earlier run cut off this recording and had no time to publish. */
    public Optional<Path> earlierCut() {
        Path cut = cutFile(1);
        return Files.isRegularFile(cut, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(cut)
                : Optional.empty();
    }

    /** Opens what was cut off for reading; the caller closes it. */
    public FileChannel readCut(Path cut) throws IOException {
        return OwnerOnly.openForReading(cut);
    }

    /** Opens a recording that is published for reading; the caller closes it. */
    public static FileChannel readPublished(Path published) throws IOException {
        return OwnerOnly.openForReading(published);
    }

    private Path cutFile(int number) {
        String name = files.name();
        return files.folder()
                .resolve((number == 1 ? name : name + " (" + number + ")") + RecordingFiles.CUT);
    }

    /**
     * Cuts the end off the recording and keeps it as {@code name.cut}, or the first free {@code
     * name (2).cut}, …
     *
     * @param keepBytes what stays
     * @return where the end is now
     * @throws StorageException when it cannot be kept; the recording is as it was then
     * @throws ClosedByInterruptException when the thread is interrupted; nothing is lost then
     * @throws ReplacedException when another file has its name by now
     */
    public Path cutTo(long keepBytes)
            throws StorageException, ClosedByInterruptException, ReplacedException {
        try (FileChannel channel = change()) {
            TailCut tail = new TailCut(channel, keepBytes, creator, told);
            for (int i = 1; i <= MOST_CUTS; i++) {
                Path target = cutFile(i);
                if (tail.copyTo(target)) {
                    Publish.forceFolder(files.folder());
                    told.accept(RepairStep.TRUNCATE);
                    channel.truncate(keepBytes);
                    return target;
                }
            }
        } catch (ClosedByInterruptException | ReplacedException notTheDisk) {
            throw notTheDisk;
        } catch (IOException failure) {
            throw StorageException.writing(recording(), failure);
        }
        throw new StorageException(
                Reason.WRITE_FAILED, "No free name for what is cut off " + recording() + ".");
    }

    /**
     * Appends bytes that hold no picture, if any, and forces the recording to the disk.
     *
     * @param filling whole transport packets; may be empty
     * @throws ReplacedException when another file has its name by now
     */
    public void finish(byte[] filling)
            throws StorageException, ClosedByInterruptException, ReplacedException {
        try (FileChannel channel = change()) {
            if (filling.length > 0) {
                told.accept(RepairStep.FILL_UP);
                OrphanEvents.write(channel, channel.size(), filling);
            }
            told.accept(RepairStep.FORCE_RECORDING);
            channel.force(true);
        } catch (ClosedByInterruptException | ReplacedException notTheDisk) {
            throw notTheDisk;
        } catch (IOException failure) {
            throw StorageException.writing(recording(), failure);
        }
    }

    /**
     * Cuts what is behind the last whole line off its own events, and appends a line.
     *
     * @param keepBytes up to the end of the last whole line
     * @param line without its end; null for none
     */
    public void mendEvents(long keepBytes, @Nullable String line) throws IOException {
        OrphanEvents.mend(events(), keepBytes, line, told);
    }

    /**
     * Gives the recording its name; never replaces a file.
     *
     * @return where it is now
     * @throws StorageException when it stays under its temporary name
     * @throws ReplacedException when another file has its name by now
     */
    public Path publish() throws StorageException, ReplacedException {
        told.accept(RepairStep.PUBLISH);
        try {
            requireSame();
        } catch (ReplacedException replaced) {
            throw replaced;
        } catch (IOException failure) {
            throw StorageException.writing(recording(), failure);
        }
        return files.publish();
    }

    /**
     * Removes a recording of 0 bytes and its events.
     *
     * @throws ReplacedException when another file has its name by now
     */
    public void discardEmpty() throws IOException {
        told.accept(RepairStep.DISCARD);
        requireSame();
        if (Files.size(recording()) != 0) {
            throw new IOException(recording() + " is not empty");
        }
        files.discard();
    }

    /**
     * A recording that is published.
     *
     * @param recordings where that is noted
     * @param published where it is
     */
    public record Finished(FinishedRecordings recordings, Path published) {}

    /**
     * The recording is published or removed: so are its notes and its lock.
     *
     * @param notes that lead to it
     * @param finished where it is published, and where that is noted
     */
    public void release(List<ActiveNotes.Note> notes, Optional<Finished> finished) {
        finished.ifPresent(done -> done.recordings().note(done.published()));
        try {
            told.accept(RepairStep.REMOVE_LOCK);
            files.close();
            // Last of all: while a note is there, whatever is left is found.
            told.accept(RepairStep.REMOVE_NOTES);
            for (ActiveNotes.Note note : notes) {
                note.remove();
            }
        } catch (IOException litter) {
            LOG.warn("the lock or a note of {} stays", recording(), litter);
        }
    }

    /** Unlocks what stays as it is; the lock file stays if it had been there. */
    @Override
    public void close() {
        try {
            if (lock.created()) {
                files.close();
            } else {
                files.closeKeepingTemporary();
            }
        } catch (IOException stuck) {
            LOG.warn("the lock of {} stays", recording(), stuck);
        }
    }
}
