package dev.lastframe.app.dist;

import dev.lastframe.core.testing.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs programs as a user without rights and without any network, and has strace note each system
 * call, of all their threads and children, that changes a file or reaches for a network. Needs
 * root, which can be anybody. Blocks on the disk; used by one thread.
 */
final class Confined {

    /** Nobody's number, as a user and as a group. */
    static final int USER = 65_534;

    /** Its name. */
    static final String NAME = "nobody";

    /**
     * What is noted. A question mark: not every processor has it. What is written to an open file
     * is not: it was opened for that.
     */
    private static final String CALLS =
            Stream.of(
                            "?open openat ?openat2 ?creat ?mkdir mkdirat ?mknod mknodat",
                            "?rename ?renameat renameat2 ?link linkat ?symlink symlinkat",
                            "?unlink unlinkat ?rmdir truncate",
                            "?chmod fchmod fchmodat ?chown ?lchown fchown fchownat",
                            "?utime ?utimes ?futimesat utimensat",
                            "setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr",
                            "mount ?umount2 ?io_uring_setup",
                            "?chdir fchdir socket connect bind listen sendto")
                    .flatMap(line -> Stream.of(line.split(" ")))
                    .reduce((all, one) -> all + "," + one)
                    .orElseThrow();

    private static final Pattern CALL = Pattern.compile("(\\w+)\\((.*)\\) += (.*)");

    /** A path, behind the folder that it begins in, if one is named. */
    private static final Pattern PATH =
            Pattern.compile("(?:(?:AT_FDCWD|\\d+)<([^>]*)>, )?\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final Pattern OPEN_FILE = Pattern.compile("\\d+<([^>]*)>.*");
    private static final Pattern SOCKET_FILE = Pattern.compile(".*sun_path=\"([^\"]*)\".*");
    private static final Pattern WRITES =
            Pattern.compile(".*\\bO_(WRONLY|RDWR|CREAT|TRUNC|TMPFILE)\\b.*");
    private static final Pattern ADDRESS = Pattern.compile("\\{sa_family=AF_(\\w+)");

    /** Of one computer: between its programs, and from its kernel. */
    private static final Set<String> LOCAL = Set.of("UNIX", "NETLINK", "UNSPEC");

    private final Path notes;
    private int programs;

    /**
     * @param notes an empty folder for what was noted
     */
    Confined(Path notes) {
        this.notes = notes;
    }

    /** Gives a folder and all in it to the user, who alone may read it. */
    static void give(Path folder) {
        Deb.run("chown", "-R", USER + ":" + USER, folder.toString());
        Deb.run("chmod", "-R", "u=rwX,go=", folder.toString());
    }

    /** Another program that runs this one confined, with the arguments that it is given. */
    Path confine(Path program) {
        programs++;
        try {
            Path script = notes.resolve("confined-" + programs);
            Files.writeString(
                    script,
                    "#!/bin/sh\nexec "
                            + String.join(
                                    " ",
                                    Programs.require("strace").toString(),
                                    "--follow-forks --output-separately --seccomp-bpf",
                                    "--quiet=all --decode-fds=all --string-limit=400",
                                    "--output=" + notes.resolve("calls"),
                                    "--trace=" + CALLS,
                                    "--",
                                    Programs.require("unshare") + " --net --",
                                    Programs.require("setpriv").toString(),
                                    "--reuid=" + USER,
                                    "--regid=" + USER,
                                    "--clear-groups --",
                                    program.toString())
                            + " \"$@\"\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
            return script;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * What was noted.
     *
     * @param calls how many calls
     * @param changed the paths of all that was made, opened for writing, moved, removed, or whose
     *     rights, owner or times were set; what was tried and refused, too
     * @param network whole calls that reached for a network, or might have
     */
    record Noted(int calls, Set<Path> changed, List<String> network) {}

    /** What was noted since the beginning. */
    Noted noted() throws IOException {
        Set<Path> changed = new TreeSet<>();
        List<String> network = new ArrayList<>();
        int calls = 0;
        for (Path file : files()) {
            // nobody knows where it begins: until it goes somewhere, a name alone is in no folder
            Path here = Path.of("");
            for (String line : Files.readAllLines(file)) {
                Matcher match = CALL.matcher(line);
                if (match.matches()) {
                    calls++;
                    Call call = new Call(match.group(1), match.group(2), match.group(3), here);
                    here = call.thereafter();
                    changed.addAll(call.changed());
                    if (call.isOfNetwork()) {
                        network.add(line);
                    }
                }
            }
        }
        return new Noted(calls, changed, network);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(notes)) {
            return all.filter(file -> String.valueOf(file.getFileName()).startsWith("calls."))
                    .toList();
        }
    }

    /**
     * A call as strace writes it.
     *
     * @param here the folder that its thread was in
     */
    private record Call(String name, String arguments, String result, Path here) {

        /** Where its thread is after it. */
        Path thereafter() {
            if (!result.equals("0")) {
                return here;
            }
            return switch (name) {
                case "chdir" -> paths().getFirst();
                case "fchdir" -> first(OPEN_FILE).getFirst();
                default -> here;
            };
        }

        List<Path> changed() {
            return switch (name) {
                case "chdir", "fchdir", "socket", "connect", "listen", "sendto" -> List.of();
                case "bind" -> first(SOCKET_FILE);
                case "fchmod", "fchown", "fsetxattr", "fremovexattr" -> first(OPEN_FILE);
                case "open", "openat", "openat2" ->
                        WRITES.matcher(afterPath()).matches() ? paths() : List.of();
                // there is one already
                case "mkdir", "mkdirat" -> result.contains("EEXIST") ? List.of() : paths();
                // what it leads to is not touched
                case "symlink", "symlinkat" -> List.of(paths().getLast());
                case "setxattr", "lsetxattr", "removexattr", "lremovexattr" ->
                        List.of(paths().getFirst());
                default -> paths();
            };
        }

        boolean isOfNetwork() {
            return switch (name) {
                // Java asks what kinds there are by making one. One of this sort can do nothing
                // before it was bound or connected, which is noted.
                case "socket" ->
                        !arguments.startsWith("AF_UNIX, ")
                                && !arguments.startsWith("AF_NETLINK, ")
                                && !arguments.matches("AF_INET6?, SOCK_STREAM\\b.*");
                case "connect", "bind" -> !isLocal();
                case "sendto" -> arguments.contains("{sa_family=") && !isLocal();
                case "listen" -> !arguments.contains("<UNIX");
                // what is asked for by it is not noted
                case "io_uring_setup" -> true;
                default -> false;
            };
        }

        private boolean isLocal() {
            Matcher address = ADDRESS.matcher(arguments);
            return address.find() && LOCAL.contains(address.group(1));
        }

        private String afterPath() {
            Matcher path = PATH.matcher(arguments);
            return path.find() ? arguments.substring(path.end()) : arguments;
        }

        private List<Path> first(Pattern pattern) {
            Matcher found = pattern.matcher(arguments);
            return found.matches() ? List.of(here.resolve(found.group(1))) : List.of();
        }

        private List<Path> paths() {
            List<Path> found = new ArrayList<>();
            Matcher path = PATH.matcher(arguments);
            while (path.find()) {
                Path folder = path.group(1) == null ? here : Path.of(path.group(1));
                found.add(folder.resolve(path.group(2)).normalize());
            }
            return found;
        }
    }
}
