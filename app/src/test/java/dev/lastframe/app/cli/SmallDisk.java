package dev.lastframe.app.cli;

import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A real, small file system that a test may run full. Needs the right to mount. */
public final class SmallDisk implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int ATTEMPTS = 20;
    private static final long KIB = 1024;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /**
     * Mounts one of so many bytes; where this account may not, the test says that it is skipped.
     */
    public static SmallDisk mount(Path folder, long bytes) throws IOException {
        Files.createDirectories(folder);
        String size = "size=" + bytes / KIB + "k";
        Assumptions.assumeTrue(
                run(List.of("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder.toString())) == 0,
                "This account may not mount a small disk: run the tests as root.");
        return new SmallDisk(folder);
    }

    public Path folder() {
        return folder;
    }

    /**
     * From one moment to the next only so much room is left, or a page more. What is recorded
     * between the look and the change makes the disk refuse: then it is looked again.
     */
    public void leaveRoom(long bytes) throws IOException {
        FileStore store = Files.getFileStore(folder);
        for (int left = ATTEMPTS; ; left--) {
            long used = store.getTotalSpace() - store.getUnallocatedSpace();
            List<String> command =
                    List.of(
                            "mount",
                            "-o",
                            "remount,size=" + ((used + bytes) / KIB + 4) + "k",
                            folder.toString());
            if (left == 0) {
                require(command);
                return;
            }
            if (run(command) == 0) {
                return;
            }
        }
    }

    @Override
    public void close() {
        // lazily: a process that was killed may still be ending
        require(List.of("umount", "-l", folder.toString()));
    }

    private static void require(List<String> command) {
        int code = run(command);
        if (code != 0) {
            throw new AssertionError(String.join(" ", command) + " ended with " + code);
        }
    }

    private static int run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return Waits.exitCode(process, LIMIT, command.getFirst());
        } catch (IOException missing) {
            throw new AssertionError("the program " + command.getFirst() + " is missing", missing);
        }
    }
}
