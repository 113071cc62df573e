package dev.lastframe.core.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recordings that are published, and of which an MP4 is still to be made: notes in the state
 * folder's {@code finished}, beside {@code active}. A note is there from the publishing on until
 * the work is done or given up, so a process that is killed loses none. Callable by any thread;
 * touches the disk.
 */
public final class FinishedRecordings {

    private static final Logger LOG = LoggerFactory.getLogger(FinishedRecordings.class);
    private static final String FOLDER = "finished";

    private final Path folder;
    private final ActiveNotes notes;

    /**
     * @param activeFolder the state folder's {@code active}
     */
    public FinishedRecordings(Path activeFolder) {
        this.folder = activeFolder.toAbsolutePath().resolveSibling(FOLDER);
        this.notes = new ActiveNotes(folder);
    }

    /** Notes one; a failure is logged. */
    public void note(Path published) {
        try {
            notes.write(published);
        } catch (IOException failure) {
            LOG.warn("{} could not be noted as finished", published, failure);
        }
    }

    /**
     * Notes the file that a recording, which is gone, was published as, if it is there.
     *
     * @param recording its temporary name
     */
    public void notePublished(Path recording) {
        String file = String.valueOf(recording.getFileName());
        // Of a microphone's own track nothing is made by itself.
        if (!RecordingFiles.isRecording(file) || RecordingFiles.isMicrophone(file)) {
            return;
        }
        String name = file.substring(0, file.length() - RecordingFiles.RECORDING.length());
        Path published = recording.resolveSibling(name + RecordingFiles.PUBLISHED);
        // Where there is a second one, nobody knows which of them it was.
        Path second = recording.resolveSibling(name + " (2)" + RecordingFiles.PUBLISHED);
        if (isFile(published) && !Files.exists(second, LinkOption.NOFOLLOW_LINKS)) {
            note(published);
        }
    }

    /**
     * Those that are there, in the order of their names. Notes of recordings that were removed are
     * removed too; those on a disk that is not plugged in stay.
     */
    public List<Path> all() {
        TreeSet<Path> found = new TreeSet<>();
        for (ActiveNotes.Note note : notes.list()) {
            Path recording = note.recording();
            Path home = recording.getParent();
            boolean otherFolder = note.folder() == ActiveNotes.Note.Folder.OTHER;
            if (home == null || !Files.isDirectory(home) || otherFolder) {
                LOG.info("{} is not there at present", recording);
            } else if (isFile(recording)) {
                found.add(recording);
            } else {
                LOG.info("{} was removed: nothing is made of it", recording);
                NewFile.removeLeftovers(home);
                remove(note);
            }
        }
        return List.copyOf(found);
    }

    /** What the notes name, whether it is there or not; nothing is touched. */
    public List<Path> noted() {
        return notes.list().stream().map(ActiveNotes.Note::recording).toList();
    }

    /** Forgets all of them: nothing is to be made. */
    public void forgetAll() {
        notes.list().forEach(FinishedRecordings::remove);
    }

    /**
     * Takes one in hand, whether it is noted or not. Where the state folder takes no lock, nobody
     * else can be kept from it, which costs double work and no file.
     *
     * @return empty while somebody else has it in hand
     * @throws IOException when the recording is not there
     */
    public Optional<InHand> take(Path recording) throws IOException {
        Path absolute = recording.toAbsolutePath();
        LockFile lock = null;
        try {
            OwnerOnly.createFolders(folder);
            byte[] name = absolute.toString().getBytes(StandardCharsets.UTF_8);
            lock = LockFile.take(folder.resolve(UUID.nameUUIDFromBytes(name) + ".lock"));
            if (lock == null) {
                return Optional.empty();
            }
        } catch (IOException unlockable) {
            LOG.warn("{} takes no lock: {}", folder, unlockable.toString());
        }
        try {
            return Optional.of(new InHand(absolute, Look.at(absolute), lock));
        } catch (IOException gone) {
            if (lock != null) {
                lock.remove();
            }
            throw gone;
        }
    }

    /** One that is worked on, by one thread; closed in any case. */
    public final class InHand implements AutoCloseable {

        private final Path recording;
        private final Look before;
        private final @Nullable LockFile lock;

        /** The microphone's own track and how it looked; null where there is none. */
        private final @Nullable Path microphone;

        private final @Nullable Look microphoneBefore;

        private InHand(Path recording, Look before, @Nullable LockFile lock) throws IOException {
            this.recording = recording;
            this.before = before;
            this.lock = lock;
            this.microphone = RecordingFiles.finishedMicrophone(recording).orElse(null);
            this.microphoneBefore = microphone == null ? null : Look.at(microphone);
        }

        /** The microphone's own track, which belongs into the same file. */
        public Optional<Path> microphone() {
            return Optional.ofNullable(microphone);
        }

        public Path recording() {
            return recording;
        }

        /** The work is done, or given up: it is not taken up again. */
        public void done() {
            for (ActiveNotes.Note note : notes.list()) {
                if (note.recording().equals(recording)) {
                    remove(note);
                }
            }
        }

        /**
         * Removes the recording and its {@link #microphone}, whose every packet is in a file that
         * was read back and proven.
         *
         * @return whether it is gone; not where the file is not the one that was taken in hand, or
         *     has changed since
         */
        public boolean removeRecording() {
            try {
                if (!before.equals(Look.at(recording))) {
                    LOG.warn("{} has changed and stays", recording);
                    return false;
                }
                if (!RecordingFiles.microphoneBeside(recording).equals(microphone())) {
                    LOG.warn("{} stays: its microphone's track is not in the file", recording);
                    return false;
                }
                Files.delete(recording);
                removeMicrophone();
                Publish.forceFolder(recording.resolveSibling(".").normalize());
                return true;
            } catch (IOException stuck) {
                LOG.warn("{} could not be removed: {}", recording, stuck.toString());
                return Files.notExists(recording);
            }
        }

        /** One that stays is only in the way: what it holds is elsewhere too. */
        private void removeMicrophone() {
            Path track = microphone;
            try {
                if (track != null && Look.at(track).equals(microphoneBefore)) {
                    Files.delete(track);
                }
            } catch (IOException stuck) {
                LOG.warn("{} could not be removed: {}", track, stuck.toString());
            }
        }

        @Override
        public void close() {
            if (lock == null) {
                return;
            }
            try {
                lock.remove();
            } catch (IOException litter) {
                LOG.warn("the lock for {} stays: {}", recording, litter.toString());
            }
        }
    }

    /** What tells a file from another one, or from itself at another time. */
    private record Look(FileIdentity identity, long bytes, FileTime written) {

        static Look at(Path file) throws IOException {
            BasicFileAttributes attributes =
                    Files.readAttributes(
                            file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile()) {
                throw new IOException(file + " is no file");
            }
            return new Look(
                    FileIdentity.of(attributes), attributes.size(), attributes.lastModifiedTime());
        }
    }

    private static boolean isFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static void remove(ActiveNotes.Note note) {
        try {
            note.remove();
        } catch (IOException stuck) {
            LOG.warn("the note {} stays: {}", note.file(), stuck.toString());
        }
    }
}
