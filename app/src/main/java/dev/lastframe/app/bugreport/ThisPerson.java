package dev.lastframe.app.bugreport;

import dev.lastframe.core.privacy.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who sits at this computer, so that their names are taken out of what leaves it. Blocks. */
public final class ThisPerson {

    private static final Logger LOG = LoggerFactory.getLogger(ThisPerson.class);
    private static final Path ACCOUNTS = Path.of("/etc/passwd");
    private static final List<Path> HOST_NAMES =
            List.of(Path.of("/proc/sys/kernel/hostname"), Path.of("/etc/hostname"));
    private static final int FULL_NAME = 4;
    private static final int HOME = 5;

    private ThisPerson() {}

    /**
     * Asks the system; no network is touched.
     *
     * @param environment the process's environment
     */
    public static Identity identity(Map<String, String> environment) {
        String user = System.getProperty("user.name", "");
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", "/")));
        List<String> homes = new ArrayList<>();
        homes.add(home.toString());
        try {
            homes.add(home.toRealPath().toString());
        } catch (IOException missing) {
            LOG.debug("{} is not there: {}", home, missing.toString());
        }
        String[] account = account(ACCOUNTS, user);
        if (account.length > HOME) {
            homes.add(account[HOME]);
        }
        return Identity.of(
                environment,
                user,
                System.getProperty("user.home", ""),
                account.length > HOME ? account[FULL_NAME].split(",", 2)[0] : "",
                hostName(),
                homes);
    }

    /** The person's line in the list of accounts; empty where there is none. */
    static String[] account(Path accounts, String user) {
        try {
            for (String line : Files.readAllLines(accounts, StandardCharsets.UTF_8)) {
                String[] fields = line.split(":", -1);
                if (!user.isEmpty() && fields[0].equals(user)) {
                    return fields;
                }
            }
        } catch (IOException none) {
            LOG.debug("{} cannot be read: {}", accounts, none.toString());
        }
        return new String[0];
    }

    private static String hostName() {
        for (Path file : HOST_NAMES) {
            try {
                return Files.readString(file).strip();
            } catch (IOException none) {
                LOG.debug("{} cannot be read: {}", file, none.toString());
            }
        }
        return "";
    }
}
