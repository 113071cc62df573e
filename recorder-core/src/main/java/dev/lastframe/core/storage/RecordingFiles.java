package dev.lastframe.core.storage;

import dev.lastframe.core.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names of one recording, held from before its first byte until after it was published: {@code
 * name.recording.ts}, {@code name.ts}, {@code name.events.jsonl} and {@code .name.lock}. The lock
 * file is locked by the operating system and opened by nothing else. A microphone with a track of
 * its own has the same beside it, as {@code name.microphone}, without events. Used by one thread at
 * a time; closing twice is harmless.
 */
public final class RecordingFiles implements AutoCloseable {

    public static final String PUBLISHED = ".ts";
    public static final String RECORDING = ".recording.ts";
    public static final String EVENTS = ".events.jsonl";

    /** The file that is made of a published recording. */
    public static final String MP4 = ".mp4";

    /** Behind the name of the recording to which a microphone's own track belongs. */
    private static final String MICROPHONE = ".microphone";

    /** What recovery cut off a recording. */
    public static final String CUT = ".cut";

    private static final Logger LOG = LoggerFactory.getLogger(RecordingFiles.class);
    private static final int MOST_NAMES = 10_000;

    private final Path folder;
    private final String name;
    private final LockFile lock;
    private ActiveNotes.@Nullable Note activeNote;

    /** The files that are this recording's; null while there are none. */
    private @Nullable FileIdentity ownRecording;

    private @Nullable FileIdentity ownEvents;

    RecordingFiles(Path folder, String name, LockFile lock) {
        this.folder = folder;
        this.name = name;
        this.lock = lock;
    }

    /** Of a recording that somebody left, and whose lock was taken. */
    static RecordingFiles adopted(Path folder, String name, LockFile lock) throws IOException {
        RecordingFiles files = new RecordingFiles(folder, name, lock);
        files.ownRecording = FileIdentity.of(files.recording());
        files.ownEvents = FileIdentity.of(files.events());
        return files;
    }

    /**
     * Reserves the first of {@code name}, {@code name (2)}, … that nothing uses. Touches the disk.
     *
     * @param folder must exist
     * @param exact only the name itself will do
     * @throws StorageException when the folder cannot be used, or an exact name is taken
     */
    public static RecordingFiles reserve(Path folder, String name, boolean exact)
            throws StorageException {
        if (!Files.isDirectory(folder)) {
            throw new StorageException(
                    Reason.FOLDER_MISSING,
                    "The folder " + folder + " does not exist: create it or choose another.");
        }
        for (int i = 1; i <= MOST_NAMES; i++) {
            String candidate = i == 1 ? name : name + " (" + i + ")";
            RecordingFiles files = tryReserve(folder, candidate, exact);
            if (files != null) {
                return files;
            }
            if (exact) {
                throw new StorageException(
                        Reason.OUTPUT_EXISTS,
                        folder.resolve(name + PUBLISHED)
                                + " exists already or is being recorded: choose another name.");
            }
        }
        throw new StorageException(
                Reason.FOLDER_UNWRITABLE,
                "The folder " + folder + " holds too many recordings of one name: choose another.");
    }

    /**
     * Reserves the names of the microphone's own track beside this recording. Touches the disk.
     *
     * @param activeFolder where it is noted, too
     * @throws StorageException when the folder cannot be used, or somebody took the name meanwhile
     */
    public RecordingFiles reserveMicrophone(Path activeFolder) throws StorageException {
        return reserve(folder, name + MICROPHONE, true, activeFolder);
    }

    /**
     * Where a recording's microphone has its own track, whether it is there or not.
     *
     * @param recording the recording's file, finished or not
     */
    public static Path microphoneOf(Path recording) {
        String file = String.valueOf(recording.getFileName());
        String ending = isRecording(file) ? RECORDING : PUBLISHED;
        String own =
                file.endsWith(ending) ? file.substring(0, file.length() - ending.length()) : file;
        return recording.resolveSibling(own + MICROPHONE + ending);
    }

    /**
     * A recording's microphone track under the name that it has at present. Reads its beginning.
     *
     * @param recording the recording's file, finished or not
     */
    public static Optional<Path> microphoneBeside(Path recording) {
        Path named = microphoneOf(recording);
        String file = String.valueOf(named.getFileName());
        String own =
                file.substring(
                        0, file.length() - (isRecording(file) ? RECORDING : PUBLISHED).length());
        return Stream.of(PUBLISHED, RECORDING)
                .map(ending -> recording.resolveSibling(own + ending))
                .filter(candidate -> Files.isRegularFile(candidate, LinkOption.NOFOLLOW_LINKS))
                .filter(SoundAlone::is)
                .findFirst();
    }

    /** The same, where it has its name for good. */
    public static Optional<Path> finishedMicrophone(Path recording) {
        return microphoneBeside(recording)
                .filter(track -> !isRecording(String.valueOf(track.getFileName())));
    }

    /** Whether a file has the name of a microphone's own track. */
    public static boolean isMicrophone(String fileName) {
        return fileName.endsWith(MICROPHONE + PUBLISHED)
                || fileName.endsWith(MICROPHONE + RECORDING);
    }

    private static @Nullable RecordingFiles tryReserve(Path folder, String name, boolean exact)
            throws StorageException {
        if (taken(folder, name, exact)) {
            return null;
        }
        try {
            LockFile lock = LockFile.create(lockFile(folder, name));
            if (lock == null) {
                return null;
            }
            if (taken(folder, name, exact)) {
                // Somebody came between the look and the lock.
                lock.remove();
                return null;
            }
            return new RecordingFiles(folder, name, lock);
        } catch (IOException failure) {
            throw new StorageException(
                    Reason.FOLDER_UNWRITABLE,
                    "The folder " + folder + " cannot be written to: choose another folder.",
                    failure);
        }
    }

    /** Whether a file of this name is a recording that is being made, or was left unfinished. */
    public static boolean isRecording(String fileName) {
        return fileName.endsWith(RECORDING) && fileName.length() > RECORDING.length();
    }

    /** The events of the recording whose file this is. */
    public static Path eventsBeside(Path recording) {
        String file = String.valueOf(recording.getFileName());
        String name = file.substring(0, Math.max(0, file.length() - RECORDING.length()));
        return recording.resolveSibling(name + EVENTS);
    }

    static Path lockFile(Path folder, String name) {
        return folder.resolve("." + name + ".lock");
    }

    /** A name that a person asks for is theirs even beside an MP4 of that name. */
    private static boolean taken(Path folder, String name, boolean exact) {
        return exists(folder.resolve(name + PUBLISHED))
                || exists(folder.resolve(name + RECORDING))
                || exists(folder.resolve(name + EVENTS))
                || exists(folder.resolve(name + CUT))
                || exists(folder.resolve(name + MICROPHONE + PUBLISHED))
                || exists(folder.resolve(name + MICROPHONE + RECORDING))
                || (!exact && exists(folder.resolve(name + MP4)))
                || (!exact && exists(folder.resolve(name + MICROPHONE + CUT)))
                || (!exact && exists(lockFile(folder, name + MICROPHONE)));
    }

    private static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Reserves a name, as {@link #reserve(Path, String, boolean)}, and notes where the recording
     * is, so that it is found after a crash wherever it was. That it cannot be noted is logged, and
     * does not keep anybody from recording: see {@link #isNoted}.
     *
     * @param activeFolder the state folder's {@code active}
     */
    public static RecordingFiles reserve(Path folder, String name, boolean exact, Path activeFolder)
            throws StorageException {
        ActiveNotes.Blank blank = null;
        if (Files.isDirectory(folder)) {
            try {
                blank = new ActiveNotes(activeFolder).blank(folder);
            } catch (IOException failure) {
                LOG.warn("no recording can be noted in {}", activeFolder, failure);
            }
        }
        RecordingFiles files = reserve(folder, name, exact);
        if (blank != null) {
            files.note(blank);
        }
        return files;
    }

    private void note(ActiveNotes.Blank blank) {
        try {
            activeNote = blank.write(recording());
        } catch (IOException failure) {
            LOG.warn("{} could not be noted", recording(), failure);
        }
    }

    /** Whether a note leads here. */
    public boolean isNoted() {
        return activeNote != null;
    }

    /** The name that was reserved, without an ending. */
    public String name() {
        return name;
    }

    public Path folder() {
        return folder;
    }

    /** The file that grows while recording. */
    public Path recording() {
        return folder.resolve(name + RECORDING);
    }

    /** The file after the stop. */
    public Path published() {
        return folder.resolve(name + PUBLISHED);
    }

    /** One JSON object a line, kept after the stop. */
    public Path events() {
        return folder.resolve(name + EVENTS);
    }

    /**
     * Creates {@link #recording}, for its owner only; the caller closes it.
     *
     * @throws FileAlreadyExistsException if it exists
     */
    FileChannel createRecording() throws IOException {
        FileChannel channel = OwnerOnly.createNew(recording());
        ownRecording = FileIdentity.of(recording());
        return channel;
    }

    /** The same for {@link #events}. */
    FileChannel createEvents() throws IOException {
        FileChannel channel = OwnerOnly.createNew(events());
        ownEvents = FileIdentity.of(events());
        return channel;
    }

    /**
     * Gives the finished file its name, and forces the folder. Never replaces a file: should the
     * name have been taken meanwhile, the first free {@code name (2)}, … is used.
     *
     * @return where the recording is now
     * @throws StorageException when it stays under its temporary name
     */
    public Path publish() throws StorageException {
        return publish(Publish.STEPS);
    }

    Path publish(Publish.Steps steps) throws StorageException {
        for (int i = 1; i <= MOST_NAMES; i++) {
            Path target = i == 1 ? published() : folder.resolve(name + " (" + i + ")" + PUBLISHED);
            try {
                steps.rename(recording(), target);
                forceFolder(steps);
                noteFinished(target);
                return target;
            } catch (FileAlreadyExistsException taken) {
                LOG.warn("{} appeared while recording; trying the next name", target);
            } catch (IOException failure) {
                throw StorageException.writing(recording(), failure);
            }
        }
        throw new StorageException(
                Reason.WRITE_FAILED, "No free name for " + recording() + " was found.");
    }

    /** Before anybody is told that it is published: whoever is killed now finds it again. */
    private void noteFinished(Path target) {
        ActiveNotes.Note note = activeNote;
        if (note != null && !isMicrophone(String.valueOf(target.getFileName()))) {
            note.finished(target);
        }
    }

    /**
     * Gives this microphone's track, which is published, the name that goes with its recording's,
     * where that had to take another one. Never replaces a file.
     *
     * @param mine where it is
     * @param recording where the recording is
     * @return where it is now
     */
    public Path follow(Path mine, Path recording) throws StorageException {
        Path wanted = microphoneOf(recording);
        if (wanted.equals(mine)) {
            return mine;
        }
        try {
            Publish.STEPS.rename(mine, wanted);
        } catch (IOException refused) {
            throw StorageException.writing(mine, refused);
        }
        forceFolder(Publish.STEPS);
        return wanted;
    }

    /** The name is given already: that it may not survive a power cut yet is no failure. */
    private void forceFolder(Publish.Steps steps) {
        try {
            steps.forceFolder(folder);
        } catch (IOException unforced) {
            LOG.warn("the folder {} could not be forced: {}", folder, unforced.toString());
        }
    }

    /**
     * Removes a video without a picture; the events stay. Another file that has the name by now
     * stays too.
     */
    public void discardVideo() throws IOException {
        FileIdentity own = ownRecording;
        if (own != null) {
            own.delete(recording());
        }
    }

    /** Removes what a recording without a picture left, and nothing that others made. */
    public void discard() throws IOException {
        // The events first: while the recording is there, whatever is left is found again.
        FileIdentity own = ownEvents;
        if (own != null) {
            own.delete(events());
        }
        discardVideo();
    }

    /** Gives the names back, then removes the note: while it is there, what is left is found. */
    @Override
    public void close() throws IOException {
        ActiveNotes.Note note = activeNote;
        activeNote = null;
        try {
            lock.remove();
        } finally {
            if (note != null) {
                note.remove();
            }
        }
    }

    /** Keeps the lock file on the disk, for a recording that stays under its temporary name. */
    public void closeKeepingTemporary() throws IOException {
        // The note stays too: it is how the recording is found.
        activeNote = null;
        lock.close();
    }
}
