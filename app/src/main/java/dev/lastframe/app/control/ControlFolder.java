package dev.lastframe.app.control;

import dev.lastframe.app.settings.OwnUser;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The folder of the sockets, which its owner alone can open. Blocks on the file system. */
final class ControlFolder {

    /** The window's socket. */
    static final String WINDOW = "socket";

    /** Held by the process whose window it is. */
    static final String WINDOW_LOCK = "window.lock";

    /** Sockets of {@code lastframe record}, with the process's number between. */
    static final String RECORD_PREFIX = "record-";

    static final String RECORD_SUFFIX = ".socket";

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");

    private ControlFolder() {}

    /**
     * Makes the folder where it is missing.
     *
     * @throws ControlException if it is somebody else's, can be opened by others, or is a link
     */
    static void require(Path folder) throws IOException {
        try {
            if (POSIX) {
                Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            } else {
                Files.createDirectory(folder);
            }
        } catch (FileAlreadyExistsException there) {
            verify(folder);
        }
    }

    /**
     * Whether there is a folder.
     *
     * @throws ControlException if it is one that {@link #require} refuses
     */
    static boolean exists(Path folder) throws IOException {
        try {
            verify(folder);
            return true;
        } catch (NoSuchFileException none) {
            return false;
        }
    }

    private static void verify(Path folder) throws IOException {
        if (!POSIX) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw new NoSuchFileException(folder.toString());
            }
            return;
        }
        PosixFileAttributes found =
                Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!found.isDirectory()
                || !OwnUser.is(found.owner())
                || !found.permissions().equals(OWNER_ONLY)) {
            throw new ControlException(
                    "Lastframe is controlled through the folder "
                            + folder
                            + ", which is not yours alone: remove it, then start Lastframe again.");
        }
    }
}
