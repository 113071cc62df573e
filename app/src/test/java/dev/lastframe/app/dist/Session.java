package dev.lastframe.app.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.cli.Launcher;
import dev.lastframe.core.testing.Programs;
import dev.lastframe.core.testing.VirtualScreen;
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
 * A person's session: a screen with a window manager, and a home in which nothing says where
 * folders are. Blocks; used by one thread.
 */
final class Session implements AutoCloseable {

    static final Duration LIMIT = Duration.ofMinutes(3);

    private static final String TYPED = "typed";
    private static final String GROWING = ".recording.ts";

    private final VirtualScreen screen;
    private final Path home;
    private Path log;
    private Path recordings;

    /** How many of its windows were waited for. */
    private int starts;

    Session(Path home) {
        this.home = home;
        log = home.resolve(".local/state/lastframe/lastframe.log");
        recordings = home.resolve("Videos/Lastframe");
        screen = VirtualScreen.start(1280, 800);
        screen.windowManager();
    }

    VirtualScreen screen() {
        return screen;
    }

    /** Its log and its recordings are in a folder for want of a home that can be written. */
    void isShelteredIn(Path folder) {
        log = folder.resolve("state/lastframe.log");
        recordings = folder.resolve("Videos/Lastframe");
    }

    /** The installed command, in this session. */
    Launcher lastframe() {
        return program(Deb.COMMAND);
    }

    /** Any program of the system, in this session. */
    Launcher program(Path program) {
        Launcher launcher = new Launcher(home, screen.display()).at(program);
        for (String name :
                List.of(
                        "XDG_CONFIG_HOME",
                        "XDG_STATE_HOME",
                        "XDG_CACHE_HOME",
                        "XDG_DATA_HOME",
                        "LASTFRAME_UNATTENDED")) {
            launcher.with(name, null);
        }
        return launcher;
    }

    /** Starts it from the menu, as a desktop does. */
    void startsFromTheMenu() {
        Launcher.Run run = program(Programs.require("gio")).run("launch", Deb.DESKTOP.toString());
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        awaitWindow();
    }

    /** Waits for the next start's. */
    void awaitWindow() {
        starts++;
        Waits.eventually(LIMIT, "its window is there", () -> windows() == 1);
        Waits.eventually(
                LIMIT,
                "it has its chords",
                () -> read(log).split("shortcuts: \\{RECORD=TAKEN", -1).length > starts);
    }

    /** How many windows of it are seen. */
    long windows() {
        return screen.run("sh", "-c", "xdotool search --onlyvisible --name '^Lastframe$' || :")
                .lines()
                .count();
    }

    /** Opens a terminal that writes down every byte that it is given, and gives it the keyboard. */
    Process startsATerminal() throws IOException {
        Programs.require("xterm");
        Path ready = home.resolve("ready");
        Files.deleteIfExists(ready);
        Process terminal =
                screen.command(
                                "xterm",
                                "-title",
                                "Typewriter",
                                "-e",
                                "sh",
                                "-c",
                                "stty raw -echo; touch ready; exec cat > " + TYPED)
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Waits.eventually(LIMIT, "the terminal is ready", () -> Files.exists(ready));
        Waits.eventually(LIMIT, "it has the keyboard", () -> focused().equals("Typewriter"));
        return terminal;
    }

    void types(String text) {
        screen.run("xdotool", "type", "--delay", "15", text);
    }

    /** All that the terminal was given. */
    String typed() {
        return read(home.resolve(TYPED));
    }

    String focused() {
        return screen.run("sh", "-c", "xdotool getwindowfocus getwindowname 2>&1 || :").strip();
    }

    /** Presses the chord that starts and stops. */
    void pressesTheChord() {
        screen.run("xdotool", "key", "super+F9");
    }

    /** Records for a moment by the chord, and waits for the finished file. */
    Path records() {
        int before = videos(".mp4").size();
        pressesTheChord();
        awaitRecording();
        Waits.pause(Duration.ofSeconds(2));
        pressesTheChord();
        Waits.eventually(LIMIT, "it is saved", () -> videos(".mp4").size() == before + 1);
        return videos(".mp4").stream()
                .max((one, other) -> Long.compare(modified(one), modified(other)))
                .orElseThrow();
    }

    /**
     * Until it has told its first numbers, a second after it began: a chord that is pressed sooner
     * may be one press with that which started it, or meet a recording that only starts.
     */
    void awaitRecording() {
        Waits.eventually(
                LIMIT,
                "it records",
                () -> videos(GROWING).stream().anyMatch(Session::hasToldNumbers));
    }

    private static boolean hasToldNumbers(Path growing) {
        String name = growing.getFileName().toString();
        String base = name.substring(0, name.length() - GROWING.length());
        return read(growing.resolveSibling(base + ".events.jsonl")).contains("\"type\":\"ledger\"");
    }

    List<Path> videos(String end) {
        if (!Files.isDirectory(recordings)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(recordings)) {
            return all.filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(file -> file.toString().endsWith(end))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Path settings() {
        return home.resolve(".config/lastframe/settings.json");
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String read(Path file) {
        try {
            // Not strict: the end of a file that grows may be half a letter.
            return Files.exists(file)
                    ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    : "";
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        Deb.endPrograms();
        screen.close();
    }
}
