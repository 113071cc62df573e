package dev.lastframe.app.settings;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where the sockets of running programs are. */
final class RuntimeFolder {

    /** A socket's whole path has at most 107 bytes, and its name here at most 27. */
    private static final int LONGEST = 107 - 27;

    private RuntimeFolder() {}

    /**
     * The session's own folder, which goes with it; where there is none that is this user's, or its
     * path is too long for a socket, one in the temporary folder. Nothing is made.
     */
    static Path of(Map<String, String> environment) {
        String named = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (!named.isBlank()) {
            Path session = Path.of(named);
            Path own = session.resolve("lastframe");
            boolean fits = own.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
            if (session.isAbsolute()
                    && fits
                    && Files.isDirectory(session)
                    && OwnUser.owns(session)) {
                return own;
            }
        }
        return temporary();
    }

    /** The temporary folder is everybody's: the name is one's own. */
    static Path temporary() {
        return everybodys().resolve("lastframe-" + System.getProperty("user.name"));
    }

    /** The system's temporary folder. Java's own is in our cache where the launcher says so. */
    static Path everybodys() {
        return Path.of(
                System.getProperty("lastframe.tmpdir", System.getProperty("java.io.tmpdir")));
    }
}
