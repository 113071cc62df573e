package dev.lastframe.app.settings;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/** The user that this process runs as. Callable from any thread; asks the file system. */
public final class OwnUser {

    /** Linux says by it who the process is, also where the user has no name. */
    private static final Path SELF = Path.of("/proc/self");

    private OwnUser() {}

    /** Whether this is the user that the process runs as; no where that cannot be told. */
    public static boolean is(UserPrincipal user) {
        return principal().filter(user::equals).isPresent();
    }

    /** Whether the file is there and is this user's; a link is followed. */
    static boolean owns(Path file) {
        try {
            return is(Files.getOwner(file));
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    private static Optional<UserPrincipal> principal() {
        try {
            return Optional.of(
                    Files.exists(SELF, LinkOption.NOFOLLOW_LINKS)
                            ? Files.getOwner(SELF)
                            : FileSystems.getDefault()
                                    .getUserPrincipalLookupService()
                                    .lookupPrincipalByName(System.getProperty("user.name")));
        } catch (IOException | UnsupportedOperationException unknown) {
            return Optional.empty();
        }
    }
}
