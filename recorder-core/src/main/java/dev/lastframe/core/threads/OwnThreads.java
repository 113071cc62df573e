package dev.lastframe.core.threads;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of this process, as Linux knows them. Callable from any thread. */
final class OwnThreads {

    private static final Logger LOG = LoggerFactory.getLogger(OwnThreads.class);
    private static final Path ALL = Path.of("/proc/self/task");

    private OwnThreads() {}

    /**
     * The numbers of those whose name, of which Linux keeps 15 characters, is meant.
     *
     * @return none on other systems
     */
    static List<Integer> named(Predicate<String> meant) {
        List<Integer> found = new ArrayList<>();
        if (Files.isDirectory(ALL)) {
            try (DirectoryStream<Path> threads = Files.newDirectoryStream(ALL)) {
                for (Path thread : threads) {
                    if (meant.test(name(thread))) {
                        found.add(Integer.valueOf(String.valueOf(thread.getFileName())));
                    }
                }
            } catch (IOException | DirectoryIteratorException unknown) {
                LOG.debug("the threads are not known: {}", unknown.toString());
            }
        }
        return found;
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (IOException ended) {
            return "";
        }
    }
}
