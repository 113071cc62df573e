package dev.lastframe.app;

import dev.lastframe.core.privacy.Identity;
import dev.lastframe.core.privacy.Redactor;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the system for the names of person, account, home and computer, once and only when they are
 * needed. Any thread may ask; the first waits for the disk.
 */
final class WhoSitsHere {

    private static final Logger LOG = LoggerFactory.getLogger(WhoSitsHere.class);

    private static final Path ACCOUNTS = Path.of("/etc/passwd");
    private static final List<Path> HOST_NAMES =
            List.of(Path.of("/proc/sys/kernel/hostname"), Path.of("/etc/hostname"));

    private static final int NAME = 0;
    private static final int FULL_NAME = 4;
    private static final int HOME = 5;

    private final Map<String, String> variables;
    private @Nullable Redactor redactor;

    WhoSitsHere(Map<String, String> variables) {
        this.variables = variables;
    }

    /** The one that all of the process uses. */
    synchronized Redactor redactor() {
        Redactor made = redactor;
        if (made == null) {
            made = new Redactor(identity());
            redactor = made;
        }
        return made;
    }

    /** Reads anew what the system says. */
    Identity identity() {
        String user = System.getProperty("user.name", "");
        String home = System.getProperty("user.home", "");
        List<String> homes = new ArrayList<>();
        String fullName = "";
        for (String account : lines(ACCOUNTS)) {
            String[] fields = account.split(":", -1);
            if (fields.length > HOME && fields[NAME].equals(user)) {
                fullName = fields[FULL_NAME].split(",", -1)[0];
                homes.add(fields[HOME]);
            }
        }
        real(home, homes);
        String host = "";
        for (Path file : HOST_NAMES) {
            List<String> lines = lines(file);
            if (host.isEmpty() && !lines.isEmpty()) {
                host = lines.getFirst();
            }
        }
        return Identity.of(variables, user, home, fullName, host, homes);
    }

    /** The folder behind a link is the home too. */
    private static void real(String home, List<String> homes) {
        try {
            if (!home.isEmpty()) {
                homes.add(Path.of(home).toRealPath().toString());
            }
        } catch (IOException | java.nio.file.InvalidPathException none) {
            LOG.debug("the home {} is not there", home, none);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        } catch (MalformedInputException odd) {
            LOG.info("{} is no UTF-8: names in it are not known", file);
        } catch (IOException refused) {
            LOG.info("{} cannot be read: names in it are not known", file, refused);
        }
        return List.of();
    }
}
