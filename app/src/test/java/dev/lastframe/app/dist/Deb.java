package dev.lastframe.app.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.Programs;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The built package and Debian's own tools on it. Needs the rights to install. Blocks for as long
 * as those take; used by one thread.
 */
final class Deb {

    /** What the package puts on the {@code PATH}. */
    static final Path COMMAND = Path.of("/usr/bin/lastframe");

    static final Path DESKTOP = Path.of("/usr/share/applications/lastframe.desktop");
    static final Path PROGRAM = Path.of("/usr/lib/lastframe");

    /** A file that only the older version brings. */
    static final Path ONLY_OLDER = PROGRAM.resolve("lib/of-the-older-version");

    private static final String NAME = "lastframe";
    private static final String OLDER = "0.0.1";
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Deb() {}

    /** The one that the build made. */
    static Path built() {
        String property = System.getProperty("lastframe.packages");
        if (property == null) {
            throw new IllegalStateException("the property lastframe.packages is not set");
        }
        try (Stream<Path> all = Files.list(Path.of(property))) {
            return all.filter(file -> file.toString().endsWith(".deb"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no .deb in " + property));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The same with a lower version and a file more. */
    static Path older(Path folder) throws IOException {
        Path tree = folder.resolve("older");
        run("dpkg-deb", "--raw-extract", built().toString(), tree.toString());
        Path control = tree.resolve("DEBIAN/control");
        String newer = Files.readString(control);
        Files.writeString(control, newer.replaceAll("(?m)^Version: .*$", "Version: " + OLDER));
        Files.writeString(
                tree.resolve(Path.of("/").relativize(ONLY_OLDER)), "the newer one has none");
        Path deb = folder.resolve("older.deb");
        run("dpkg-deb", "--root-owner-group", "-Znone", "--build", tree.toString(), deb.toString());
        return deb;
    }

    /** Installs what it depends on, and what every desktop has that looks after menu entries. */
    static void satisfy() {
        if (!version().isEmpty()) {
            throw new IllegalStateException(
                    "Lastframe "
                            + version()
                            + " is installed here, and the proofs would take it away: remove it"
                            + " first.");
        }
        String depends = run("dpkg-deb", "--field", built().toString(), "Depends");
        apt("satisfy", depends.replaceAll("\\s+", " ").strip() + ", desktop-file-utils");
    }

    static void install(Path deb) {
        apt("install", "--reinstall", "--allow-downgrades", deb.toString());
    }

    static void remove() {
        apt("remove", NAME);
    }

    /** The version that is installed; empty where none is. */
    static String version() {
        return run(
                        "sh",
                        "-c",
                        "dpkg-query --show --showformat '${db:Status-Status} ${Version}' "
                                + NAME
                                + " 2>/dev/null || :")
                .strip()
                .replaceFirst("^installed ", "");
    }

    static String versionBuilt() {
        return run("dpkg-deb", "--field", built().toString(), "Version").strip();
    }

    /** The processes of the installed program that run. */
    static List<ProcessHandle> programs() {
        return ProcessHandle.allProcesses()
                .filter(it ->
                        it.info()
                                .command()
                                .filter(run -> run.startsWith(PROGRAM + "/"))
                                .isPresent())
                .toList();
    }

    /** Asks them to end, as a desktop does at the session's end, and waits for it. */
    static void endPrograms() {
        programs().forEach(ProcessHandle::destroy);
        Waits.eventually(LIMIT, "the program ends", () -> programs().isEmpty());
    }

    /** Runs a program of the system that must succeed, and gives what it said. */
    static String run(String... command) {
        Programs.require(command[0]);
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
            Process process = builder.start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(Waits.exitCode(process, LIMIT, String.join(" ", command))).as(said).isZero();
            return said;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void apt(String verb, String... words) {
        String[] command = {
            "apt-get", "-y", "-o", "DPkg::Lock::Timeout=300", "--no-install-recommends", verb
        };
        run(Stream.concat(Stream.of(command), Stream.of(words)).toArray(String[]::new));
    }
}
