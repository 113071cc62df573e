package dev.lastframe.app.dist;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What lies in the folders that belong to the system: every path with its kind, rights, owner and
 * size or target. Reads the disk.
 */
final class SystemFiles {

    private static final List<String> ROOTS =
            List.of("/boot", "/etc", "/opt", "/srv", "/usr", "/var");

    /** Where the system keeps books on every package, whatever one it is, and its logs. */
    private static final Set<Path> BOOKS =
            Set.of(
                    Path.of("/var/backups"),
                    Path.of("/var/cache/apt"),
                    Path.of("/var/cache/debconf"),
                    Path.of("/var/lib/apt"),
                    Path.of("/var/lib/dpkg"),
                    Path.of("/var/log"),
                    Path.of("/var/tmp"));

    private SystemFiles() {}

    static Map<String, String> now() throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (String root : ROOTS) {
            Path folder = Path.of(root);
            if (Files.isDirectory(folder)) {
                Files.walkFileTree(folder, new Reader(found));
            }
        }
        return found;
    }

    private static final class Reader extends SimpleFileVisitor<Path> {

        private final Map<String, String> found;

        Reader(Map<String, String> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes any)
                throws IOException {
            if (BOOKS.contains(folder)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            found.put(folder.toString(), facts(folder));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes any) throws IOException {
            found.put(file.toString(), facts(file));
            return FileVisitResult.CONTINUE;
        }

        /** Other programs work meanwhile. */
        @Override
        public FileVisitResult visitFileFailed(Path path, IOException why) throws IOException {
            if (why instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw why;
        }

        private static String facts(Path path) throws IOException {
            PosixFileAttributes of =
                    Files.readAttributes(
                            path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            String more =
                    of.isSymbolicLink()
                            ? Files.readSymbolicLink(path).toString()
                            : of.isRegularFile() ? Long.toString(of.size()) : "";
            return PosixFilePermissions.toString(of.permissions())
                    + " "
                    + of.owner()
                    + ":"
                    + of.group()
                    + " "
                    + more;
        }
    }
}
