package dev.lastframe.core.storage;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What tells a folder from another at the same path: when a disk is not plugged in, the folder that
 * it is mounted on lies there, or another disk. It outlasts a restart of the computer, which
 * numbers devices anew. What a system does not tell is {@value #UNKNOWN} and decides nothing.
 *
 * @param volume the file system's own number; a link in {@code /dev/disk/by-uuid}, or Windows's
 * @param type of the file system
 * @param number the folder's in its file system
 * @param created the folder's birth, in nanoseconds since 1970
 */
record FolderIdentity(String volume, String type, String number, String created) {

    private static final Logger LOG = LoggerFactory.getLogger(FolderIdentity.class);
    private static final Set<String> VIEWS = FileSystems.getDefault().supportedFileAttributeViews();
    private static final String UNKNOWN = "-";
    private static final String BETWEEN = "~";
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]");
    private static final Path VOLUMES = Path.of("/dev/disk/by-uuid");

    /**
     * Of the folder that is there now. Touches the disk.
     *
     * @return empty when it cannot be looked at
     */
    static Optional<FolderIdentity> of(Path folder) {
        try {
            BasicFileAttributes now = Files.readAttributes(folder, BasicFileAttributes.class);
            FileStore store = Files.getFileStore(folder);
            return Optional.of(
                    new FolderIdentity(
                            safe(volume(store)), safe(store.type()), number(folder), born(now)));
        } catch (IOException | DirectoryIteratorException unknown) {
            LOG.warn("{} cannot be told from other folders: {}", folder, unknown.toString());
            return Optional.empty();
        }
    }

    /** From the text of {@link #text}; empty when it is none. */
    static Optional<FolderIdentity> parse(String text) {
        String[] parts = text.split(BETWEEN, -1);
        return parts.length == 4 && Arrays.stream(parts).noneMatch(String::isEmpty)
                ? Optional.of(new FolderIdentity(parts[0], parts[1], parts[2], parts[3]))
                : Optional.empty();
    }

    /** All of it, fit for a file's name. */
    String text() {
        return String.join(BETWEEN, volume, type, number, created);
    }

    /** Whether nothing speaks against it, and more than the kind of file system for it. */
    boolean isSameAs(FolderIdentity other) {
        boolean told =
                bothKnown(number, other.number)
                        || (bothKnown(volume, other.volume) && bothKnown(created, other.created));
        return told
                && agree(volume, other.volume)
                && agree(type, other.type)
                && agree(number, other.number)
                && agree(created, other.created);
    }

    private static boolean agree(String one, String other) {
        return !bothKnown(one, other) || one.equals(other);
    }

    private static boolean bothKnown(String one, String other) {
        return !one.equals(UNKNOWN) && !other.equals(UNKNOWN);
    }

    /** As it may stand in a file's name. */
    private static String safe(String text) {
        return text.isEmpty() ? UNKNOWN : UNSAFE.matcher(text).replaceAll("_");
    }

    private static String number(Path folder) throws IOException {
        return VIEWS.contains("unix")
                ? String.valueOf(Files.getAttribute(folder, "unix:ino"))
                : UNKNOWN;
    }

    /** Where no birth is known the time of the last change is given for it. */
    private static String born(BasicFileAttributes now) {
        FileTime created = now.creationTime();
        return created.equals(now.lastModifiedTime())
                ? UNKNOWN
                : String.valueOf(created.to(TimeUnit.NANOSECONDS));
    }

    private static String volume(FileStore store) throws IOException {
        if (!VIEWS.contains("unix")) {
            return String.valueOf(store.getAttribute("volume:vsn"));
        }
        Path device = Path.of(store.name());
        if (!device.isAbsolute() || !Files.isDirectory(VOLUMES)) {
            return UNKNOWN;
        }
        try (DirectoryStream<Path> links = Files.newDirectoryStream(VOLUMES)) {
            for (Path link : links) {
                if (Files.exists(device) && Files.isSameFile(link, device)) {
                    return String.valueOf(link.getFileName());
                }
            }
        }
        return UNKNOWN;
    }
}
