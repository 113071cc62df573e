package dev.lastframe.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the desktop's names for its folders.
 *
 * @see <a href="https://www.freedesktop.org/wiki/Software/xdg-user-dirs/">xdg-user-dirs</a>
 */
final class UserDirs {

    private static final Pattern VIDEOS =
            Pattern.compile("^\\s*XDG_VIDEOS_DIR\\s*=\\s*\"(.*)\"\\s*$");

    private UserDirs() {}

    /** The videos folder that the file names; {@code ~/Videos} where it names none. */
    static Path videos(Path userDirsFile, Path home) {
        Path found = home.resolve("Videos");
        try {
            for (String line : Files.readAllLines(userDirsFile)) {
                Matcher matcher = VIDEOS.matcher(line);
                if (matcher.matches()) {
                    found = path(matcher.group(1), home, found);
                }
            }
        } catch (IOException missingOrUnreadable) {
            return found;
        }
        return found;
    }

    /** A value is absolute or begins with {@code $HOME/}; a backslash quotes what follows it. */
    private static Path path(String quoted, Path home, Path otherwise) {
        String value = quoted.replaceAll("\\\\(.)", "$1");
        if (value.equals("$HOME") || value.startsWith("$HOME/")) {
            return home.resolve(value.substring("$HOME".length()).replaceFirst("^/+", ""));
        }
        return value.startsWith("/") ? Path.of(value) : otherwise;
    }
}
