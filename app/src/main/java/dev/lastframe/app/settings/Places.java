package dev.lastframe.app.settings;

import dev.lastframe.core.session.Refuge;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The platform's folders for this program; none of them needs to exist yet.
 *
 * @param config settings
 * @param state log, notes of running recordings, rescued files
 * @param cache what can be made again
 * @param videos the desktop's folder for videos
 * @param runtime sockets of the programs that run; a folder that nobody else may open
 * @param refused where all this is in a temporary folder, because the home cannot be written: that
 *     folder
 */
public record Places(
        Path config, Path state, Path cache, Path videos, Path runtime, Optional<Path> refused) {

    /** Places in a home that can be written, as far as anybody knows. */
    public Places(Path config, Path state, Path cache, Path videos, Path runtime) {
        this(config, state, cache, videos, runtime, Optional.empty());
    }

    /**
     * Follows the XDG base directories on Linux and the platform's own places elsewhere. Reads
     * {@code user-dirs.dirs} on Linux and looks at the session's folder, so it is not called by the
     * FX thread.
     *
     * @param environment the process's environment
     * @param home the person's home folder
     * @param osName as in the system property {@code os.name}
     * @see <a href="https://specifications.freedesktop.org/basedir-spec/latest/">XDG base
     *     directories</a>
     */
    public static Places of(Map<String, String> environment, Path home, String osName) {
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.startsWith("mac")) {
            return ofMac(home);
        }
        return os.startsWith("windows") ? ofWindows(environment, home) : ofXdg(environment, home);
    }

    /** The settings file. */
    public Path settingsFile() {
        return config.resolve("settings.json");
    }

    /** The program's own log; older ones are beside it, with a number at their end. */
    public Path log() {
        return state.resolve("lastframe.log");
    }

    /** The notes of running recordings, for recovery. */
    public Path active() {
        return state.resolve("active");
    }

    /** Words of bug reports that were not made yet. */
    public Path keptWords() {
        return state.resolve("report-words.json");
    }

    /** Where recordings go on when no other folder has room. */
    public Path rescued() {
        return state.resolve("rescued");
    }

    /** Where recordings go unless a person chose another folder. */
    public Path recordings() {
        return videos.resolve("Lastframe");
    }

    /**
     * Where a recording may go on when the disk of its folder fails, best first: the usual folder,
     * the state folder, and the system's temporary one if that is on a disk.
     */
    public List<Refuge> refuges() {
        Path temporary = RuntimeFolder.everybodys();
        // The temporary folder is everybody's: the name is one's own.
        String own = "lastframe-rescued-" + System.getProperty("user.name");
        return List.of(
                new Refuge(recordings(), true),
                new Refuge(rescued(), true),
                new Refuge(temporary.resolve(own), false));
    }

    /**
     * The folder of the user's data, in which the desktop's trash is.
     *
     * @param home the person's home folder
     */
    public static Path data(Map<String, String> environment, Path home) {
        return absolute(environment, "XDG_DATA_HOME", home.resolve(".local/share"));
    }

    private static Places ofXdg(Map<String, String> environment, Path home) {
        Path configHome = absolute(environment, "XDG_CONFIG_HOME", home.resolve(".config"));
        return new Places(
                configHome.resolve("lastframe"),
                absolute(environment, "XDG_STATE_HOME", home.resolve(".local/state"))
                        .resolve("lastframe"),
                absolute(environment, "XDG_CACHE_HOME", home.resolve(".cache"))
                        .resolve("lastframe"),
                UserDirs.videos(configHome.resolve("user-dirs.dirs"), home),
                RuntimeFolder.of(environment));
    }

    private static Places ofMac(Path home) {
        Path support = home.resolve("Library/Application Support/Lastframe");
        return new Places(
                support,
                support,
                home.resolve("Library/Caches/Lastframe"),
                home.resolve("Movies"),
                RuntimeFolder.temporary());
    }

    private static Places ofWindows(Map<String, String> environment, Path home) {
        Path local =
                absolute(environment, "LOCALAPPDATA", home.resolve("AppData/Local"))
                        .resolve("Lastframe");
        return new Places(
                absolute(environment, "APPDATA", home.resolve("AppData/Roaming"))
                        .resolve("Lastframe"),
                local,
                local.resolve("Cache"),
                home.resolve("Videos"),
                RuntimeFolder.temporary());
    }

    /** The specification has relative paths ignored. */
    private static Path absolute(Map<String, String> environment, String name, Path otherwise) {
        String value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            return otherwise;
        }
        Path path = Path.of(value);
        return path.isAbsolute() ? path : otherwise;
    }
}
