package dev.lastframe.app.help;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The licences of what Lastframe is made of, as files to read. They come with the program. Callable
 * from any thread; touches the disk.
 */
public final class Licences {

    /** What a person reads: whose work is in it, and under which licence. */
    public static final String NAME = "THIRD-PARTY.txt";

    private static final List<String> TEXTS =
            List.of(NAME, "LICENSE", "LGPL-2.1", "LGPL-3", "GPL-3");

    private final Path folder;

    /**
     * @param folder where the files are made, anew each time; created where it is missing
     */
    public Licences(Path folder) {
        this.folder = folder;
    }

    /**
     * Lays all texts beside each other.
     *
     * @return the one that names the others
     * @throws UncheckedIOException when they cannot be written
     */
    public Path write() {
        try {
            Files.createDirectories(folder);
            for (String text : TEXTS) {
                try (InputStream source = Licences.class.getResourceAsStream("licences/" + text)) {
                    if (source == null) {
                        throw new IOException(text + " is not in the program");
                    }
                    Files.copy(source, folder.resolve(text), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return folder.resolve(NAME);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }
}
