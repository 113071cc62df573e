package dev.lastframe.core.recovery;

import java.nio.file.Path;
import java.util.List;

/**
 * Where unfinished recordings are looked for. Folders are not searched below themselves.
 *
 * @param activeFolder the state folder's {@code active}, with a note for each recording that has
 *     begun; the folders of the recordings in the notes are looked through too
 * @param folders where recordings go, and those that a person names; need not exist
 */
public record RecoveryPlaces(Path activeFolder, List<Path> folders) {

    public RecoveryPlaces {
        folders = List.copyOf(folders);
    }
}
