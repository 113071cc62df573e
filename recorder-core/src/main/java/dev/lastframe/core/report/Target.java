package dev.lastframe.core.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lastframe.core.privacy.Redactor;
import dev.lastframe.core.storage.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * The name of a zip, or of the folder that it is in. Used by one thread.
 *
 * @param folder where it goes
 * @param name without an ending
 * @param ending what the name ends with
 * @param exact only this name will do
 */
record Target(Path folder, String name, String ending, boolean exact) {

    static final String ZIP = ".zip";

    private static final String REPORT = ".report";
    private static final int MOST_NAMES = 10_000;

    /** What stands for a name may be longer than it; with its ending a file's name has 255. */
    private static final int MOST_BYTES = 220;

    /** A name that a person chose. */
    static Target exactly(Path file) {
        Path folder = file.getParent();
        return new Target(
                folder == null ? file : folder, String.valueOf(file.getFileName()), "", true);
    }

    /**
     * A free name beside the recording, or where recordings usually are. It leaves the computer
     * with the report, so that nobody's name is in it.
     *
     * @param ending what the name ends with
     */
    static Target free(
            ReportEnvironment environment, Optional<Source> source, Instant now, String ending)
            throws IOException {
        if (source.isPresent()) {
            String name = new Redactor(environment.identity()).fileName(source.get().name());
            String nameable =
                    name.getBytes(UTF_8).length > MOST_BYTES || name.isBlank() ? "Lastframe" : name;
            return new Target(source.get().folder(), nameable + REPORT, ending, false);
        }
        Path folder = environment.recordings().getFirst();
        OwnerOnly.createFolders(folder);
        String when =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH.mm.ss", Locale.ROOT)
                        .format(now.atZone(environment.zone()));
        return new Target(folder, "Lastframe " + when + REPORT, ending, false);
    }

    /** The first name that nothing has; the only one, where that is exact. */
    Path next() throws IOException {
        if (exact) {
            return folder.resolve(name);
        }
        for (int i = 1; i <= MOST_NAMES; i++) {
            Path file = folder.resolve((i == 1 ? name : name + " (" + i + ")") + ending);
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return file;
            }
        }
        throw new IOException("too many reports of one name in " + folder);
    }
}
