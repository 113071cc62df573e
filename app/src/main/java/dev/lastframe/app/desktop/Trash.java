package dev.lastframe.app.desktop;

import dev.lastframe.core.storage.OwnerOnly;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trash of the desktop: files that are moved there can be taken back here or in any file
 * manager. Callable from any thread; blocks on the disk. Nothing is ever copied: a file goes to the
 * trash of the disk it is on, or stays.
 *
 * @see <a href="https://specifications.freedesktop.org/trash-spec/latest/">The FreeDesktop.org
 *     Trash specification</a>
 */
public final class Trash {

    private static final Logger LOG = LoggerFactory.getLogger(Trash.class);
    private static final String INFO = ".trashinfo";
    private static final int MOST_NAMES = 10_000;

    /** Of a folder's mode: everybody removes only what is theirs. */
    private static final int STICKY = 0x200;

    private final Path home;
    private final NanoClock clock;

    /**
     * A file that lies in the trash.
     *
     * @param from where it was
     * @param to where it is
     * @param info the note beside it
     */
    public record Thrown(Path from, Path to, Path info) {}

    /**
     * @param data the folder that {@code XDG_DATA_HOME} names; the trash in it is made when needed
     */
    public Trash(Path data, NanoClock clock) {
        this.home = data.resolve("Trash");
        this.clock = clock;
    }

    /**
     * Moves all of these files, or none.
     *
     * @throws IOException where one cannot be moved; those moved before are back in their places
     */
    public List<Thrown> throwAway(List<Path> files) throws IOException {
        List<Thrown> thrown = new ArrayList<>();
        try {
            for (Path file : files) {
                thrown.add(throwAway(file.toAbsolutePath().normalize()));
            }
        } catch (IOException refused) {
            try {
                takeBack(thrown);
            } catch (IOException stays) {
                refused.addSuppressed(stays);
            }
            throw refused;
        }
        return List.copyOf(thrown);
    }

    /**
     * Takes files back to where they were. A name that is in use again is not touched.
     *
     * @throws IOException where one of them could not be moved; the others are back
     */
    public void takeBack(List<Thrown> thrown) throws IOException {
        IOException first = null;
        for (Thrown each : thrown) {
            try {
                if (Files.exists(each.from(), LinkOption.NOFOLLOW_LINKS)) {
                    throw new FileAlreadyExistsException(each.from().toString());
                }
                Files.move(each.to(), each.from(), StandardCopyOption.ATOMIC_MOVE);
                Files.deleteIfExists(each.info());
            } catch (IOException stays) {
                if (first == null) {
                    first = stays;
                } else {
                    first.addSuppressed(stays);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private Thrown throwAway(Path file) throws IOException {
        try {
            return into(home, file, file.toUri().getRawPath());
        } catch (AtomicMoveNotSupportedException otherDisk) {
            LOG.debug("{} is on another disk than the home's trash", file, otherDisk);
            Path top = top(file);
            URI relative = top.toUri().relativize(file.toUri());
            return into(ofDisk(top), file, relative.getRawPath());
        }
    }

    private Thrown into(Path trash, Path file, String path) throws IOException {
        Path files = trash.resolve("files");
        Path notes = trash.resolve("info");
        OwnerOnly.createFolders(files);
        OwnerOnly.createFolders(notes);
        String note =
                "[Trash Info]\nPath="
                        + path
                        + "\nDeletionDate="
                        + DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                                clock.wallTime()
                                        .atZone(ZoneId.systemDefault())
                                        .toLocalDateTime()
                                        .truncatedTo(ChronoUnit.SECONDS))
                        + "\n";
        String name = String.valueOf(file.getFileName());
        for (int i = 1; i <= MOST_NAMES; i++) {
            String candidate = i == 1 ? name : name + "." + i;
            Path info = notes.resolve(candidate + INFO);
            try {
                // whoever makes the note owns the name
                Files.writeString(
                        info, note, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            } catch (FileAlreadyExistsException taken) {
                continue;
            }
            Path to = files.resolve(candidate);
            if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(info);
                continue;
            }
            try {
                Files.move(file, to, StandardCopyOption.ATOMIC_MOVE);
                return new Thrown(file, to, info);
            } catch (IOException refused) {
                Files.deleteIfExists(info);
                throw refused;
            }
        }
        throw new IOException("the trash holds too many files of the name " + name);
    }

    /** The trash of a disk that is not the home's: one that all share, else one's own. */
    private static Path ofDisk(Path top) throws IOException {
        String user = String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        Path shared = top.resolve(".Trash");
        boolean usable =
                Files.isDirectory(shared, LinkOption.NOFOLLOW_LINKS)
                        && ((int) Files.getAttribute(shared, "unix:mode") & STICKY) != 0
                        && Files.isWritable(shared);
        return usable ? shared.resolve(user) : top.resolve(".Trash-" + user);
    }

    /** The highest folder above the file that is on its disk. */
    private static Path top(Path file) throws IOException {
        Path top = file;
        Object disk = Files.getAttribute(file, "unix:dev");
        for (Path at = file.getParent(); at != null; at = at.getParent()) {
            if (!Files.getAttribute(at, "unix:dev").equals(disk)) {
                break;
            }
            top = at;
        }
        return top;
    }
}
