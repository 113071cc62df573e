package dev.lastframe.core.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The system's programs that tests need. Safe for use by any thread; touches only the disk. */
public final class Programs {

    /** The Debian package of each program whose package has another name. */
    private static final Map<String, String> PACKAGES =
            Map.ofEntries(
                    Map.entry("Xvfb", "xvfb"),
                    Map.entry("xrandr", "x11-xserver-utils"),
                    Map.entry("xsetroot", "x11-xserver-utils"),
                    Map.entry("xset", "x11-xserver-utils"),
                    Map.entry("xprop", "x11-utils"),
                    Map.entry("xwininfo", "x11-utils"),
                    Map.entry("xdpyinfo", "x11-utils"),
                    Map.entry("tesseract", "tesseract-ocr"),
                    Map.entry("fc-match", "fontconfig"),
                    Map.entry("dbus-daemon", "dbus"),
                    Map.entry("pw-dump", "pipewire-bin"),
                    Map.entry("pactl", "pulseaudio-utils"),
                    Map.entry("pacat", "pulseaudio-utils"));

    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private Programs() {}

    /**
     * The program's place on the {@code PATH}.
     *
     * @throws IllegalStateException naming the program and its Debian package, if it is missing; a
     *     test fails with that sentence rather than being skipped
     */
    public static Path require(String program) {
        return find(program)
                .orElseThrow(() ->
                        new IllegalStateException(
                                "This test needs the program "
                                        + program
                                        + ", which is not on the PATH; on Debian:"
                                        + " apt-get install "
                                        + PACKAGES.getOrDefault(program, program)));
    }

    /** The program's place on the {@code PATH}, if it has one. */
    public static Optional<Path> find(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return SEPARATOR
                .splitAsStream(path)
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
