package dev.lastframe.app.settings;

import dev.lastframe.core.storage.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Folders for a run whose user has a home that cannot be written: what would be in it is in a
 * temporary folder, for this user only. Touches the disk; not called by the FX thread.
 */
public final class Shelter {

    /** On a disk, and kept when the computer starts again, where a system has it. */
    private static final Path LASTING = Path.of("/var/tmp");

    private Shelter() {}

    /**
     * Looks whether folders can be made and written there; makes none but the one in their stead.
     *
     * @return the same places where they can be written; else another for each that cannot, see
     *     {@link Places#refused}; the same too where nothing can be written at all
     */
    public static Places of(Places places) {
        return of(
                places,
                List.of(LASTING, RuntimeFolder.everybodys()),
                System.getProperty("user.name"));
    }

    /**
     * @param temporary folders that everybody may write to, best first
     */
    static Places of(Places places, List<Path> temporary, String user) {
        boolean state = usable(places.state());
        boolean config = usable(places.config());
        boolean cache = usable(places.cache());
        if (state && config && cache) {
            return places;
        }
        for (Path everybody : temporary) {
            Path own = own(everybody, user);
            if (own != null) {
                Path videos = usable(places.recordings()) ? places.videos() : own.resolve("Videos");
                return new Places(
                        config ? places.config() : own.resolve("config"),
                        state ? places.state() : own.resolve("state"),
                        cache ? places.cache() : own.resolve("cache"),
                        videos,
                        places.runtime(),
                        Optional.of(own));
            }
        }
        return places;
    }

    /** One's own folder in one that is everybody's; null where somebody else has that name. */
    private static @Nullable Path own(Path everybody, String user) {
        Path own = everybody.resolve("lastframe-home-" + user);
        try {
            OwnerOnly.createFolders(own);
        } catch (IOException refused) {
            return null;
        }
        return !Files.isSymbolicLink(own) && OwnUser.owns(own) && usable(own) ? own : null;
    }

    /** Whether it is, or can be made, a folder to write to. */
    private static boolean usable(Path folder) {
        Path at = folder.toAbsolutePath();
        while (Files.notExists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return Files.isDirectory(at) && Files.isWritable(at);
    }
}
