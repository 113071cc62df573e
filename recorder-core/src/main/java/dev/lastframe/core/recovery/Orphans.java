package dev.lastframe.core.recovery;

import dev.lastframe.core.storage.ActiveNotes;
import dev.lastframe.core.storage.RecordingFiles;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds whatever has the name of an unfinished recording, in the places and where the notes lead.
 * Opens nothing but the notes. Used by one thread; blocks.
 */
final class Orphans {

    private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);

    /**
     * One that was found, or that a note leads to.
     *
     * @param recording its path
     * @param notes that lead to it; none where only its name gave it away
     */
    record Orphan(Path recording, List<ActiveNotes.Note> notes) {}

    private final Map<Path, Orphan> found = new TreeMap<>();
    private final Set<Path> folders = new LinkedHashSet<>();
    private final List<Path> unreadable = new ArrayList<>();

    private Orphans() {}

    static Orphans in(RecoveryPlaces places) {
        Orphans orphans = new Orphans();
        new ActiveNotes(places.activeFolder()).list().forEach(orphans::note);
        places.folders().forEach(orphans::folder);
        orphans.folders.forEach(orphans::look);
        return orphans;
    }

    /** In the order of their names. */
    List<Orphan> all() {
        return List.copyOf(found.values());
    }

    /** Folders that are there and could not be looked through. */
    List<Path> unreadable() {
        return unreadable;
    }

    private void note(ActiveNotes.Note note) {
        Path folder = note.recording().getParent();
        Path name = note.recording().getFileName();
        if (folder == null || name == null || !RecordingFiles.isRecording(name.toString())) {
            LOG.warn("the note {} leads to no recording: {}", note.file(), note.recording());
            return;
        }
        if (!Files.isDirectory(folder)) {
            // A disk that is not plugged in: the note is kept until it is.
            LOG.info("{} is not there at present", folder);
            return;
        }
        Path real = folder(folder);
        if (note.folder() == ActiveNotes.Note.Folder.OTHER) {
            // What is there is not the recording that was noted, whatever its name.
            LOG.info("{} is another folder at present; the note {} stays", folder, note.file());
            return;
        }
        found.computeIfAbsent(real.resolve(name), path -> new Orphan(path, new ArrayList<>()))
                .notes()
                .add(note);
    }

    /** Remembers a folder once, however it is spelled. */
    private Path folder(Path folder) {
        Path real;
        try {
            real = folder.toRealPath();
        } catch (IOException missing) {
            LOG.debug("{} is not there: {}", folder, missing.toString());
            return folder;
        }
        folders.add(real);
        return real;
    }

    private void look(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Path name = file.getFileName();
                if (name != null && RecordingFiles.isRecording(name.toString())) {
                    found.computeIfAbsent(
                            folder.resolve(name), path -> new Orphan(path, new ArrayList<>()));
                }
            }
        } catch (IOException | DirectoryIteratorException closed) {
            LOG.warn("{} cannot be looked through: {}", folder, closed.toString());
            unreadable.add(folder);
        }
    }
}
