package dev.lastframe.core.privacy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Who sits at this computer: what must not be in a text that leaves it.
 *
 * @param userName the account's name, empty where none is known
 * @param fullName the person's name, empty where none is known
 * @param homes absolute paths of the home folder, under each name it has; without separators at
 *     their ends
 * @param hostName the computer's name, with or without its domain; empty where none is known
 */
public record Identity(String userName, String fullName, List<String> homes, String hostName) {

    /** Nobody: only what is secret by its own shape is found. */
    public static final Identity NOBODY = new Identity("", "", List.of(), "");

    public Identity {
        userName = userName.strip();
        fullName = fullName.strip();
        homes =
                homes.stream()
                        .map(Identity::withoutEnd)
                        .filter(Identity::tells)
                        .distinct()
                        .toList();
        hostName = hostName.strip();
    }

    /**
     * From what the system says; everything that it reads is given to it.
     *
     * @param environment the process's environment
     * @param userName Java's {@code user.name}, empty if unknown
     * @param userHome Java's {@code user.home}, empty if unknown
     * @param fullName the person's name as the system's list of accounts has it, empty if unknown
     * @param hostName the computer's name; where it is empty, the environment's is taken
     * @param otherHomes further paths of the home folder, such as the one behind a link
     */
    public static Identity of(
            Map<String, String> environment,
            String userName,
            String userHome,
            String fullName,
            String hostName,
            List<String> otherHomes) {
        Set<String> homes = new LinkedHashSet<>();
        homes.add(userHome);
        homes.add(environment.getOrDefault("HOME", ""));
        homes.add(environment.getOrDefault("USERPROFILE", ""));
        homes.addAll(otherHomes);
        return new Identity(
                first(
                        userName,
                        environment.get("USER"),
                        environment.get("LOGNAME"),
                        environment.get("USERNAME")),
                fullName,
                new ArrayList<>(homes),
                first(hostName, environment.get("HOSTNAME"), environment.get("COMPUTERNAME")));
    }

    private static String first(@org.jspecify.annotations.Nullable String... values) {
        for (String value : values) {
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return "";
    }

    private static String withoutEnd(String home) {
        int end = home.length();
        while (end > 0 && (home.charAt(end - 1) == '/' || home.charAt(end - 1) == '\\')) {
            end--;
        }
        return home.substring(0, end).strip();
    }

    /** Not the root of everything, and absolute. */
    private static boolean tells(String home) {
        boolean drive = home.length() > 3 && home.charAt(1) == ':';
        return home.length() > 1
                && (home.startsWith("/") || home.startsWith("\\\\") || drive)
                && !home.toLowerCase(Locale.ROOT).equals("/tmp");
    }
}
