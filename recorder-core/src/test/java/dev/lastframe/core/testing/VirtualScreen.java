package dev.lastframe.core.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * An X server without hardware ({@code Xvfb}) on a display number that was free, for tests. It is
 * never the user's display, accepts no TCP connections, and ends with this object; should the
 * test's process be killed, it ends by itself (its keeper, a shell, sees its standard input close).
 *
 * <p>All methods block and are called by one thread at a time; {@link #display()} by any.
 */
public final class VirtualScreen implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration END_LIMIT = Duration.ofSeconds(5);

    /** Keeps the server for as long as standard input stays open, also past a Ctrl+C. */
    private static final String KEEPER =
            "trap '' INT; \"$@\" & server=$!; read -r end; kill $server; wait $server";

    private final Process keeper;
    private final Path errors;
    private final String display;
    private final int maxWidth;
    private final int maxHeight;
    private final Set<String> modes = new HashSet<>();
    private final List<Process> clients = new ArrayList<>();

    private VirtualScreen(
            Process keeper, Path errors, String display, int maxWidth, int maxHeight) {
        this.keeper = keeper;
        this.errors = errors;
        this.display = display;
        this.maxWidth = maxWidth;
        this.maxHeight = maxHeight;
        modes.add(maxWidth + "x" + maxHeight);
    }

    /** A screen of this size in pixels, depth 24, which can later only be made smaller. */
    public static VirtualScreen start(int width, int height) {
        return start(width, height, width, height);
    }

    /**
     * A screen of the first size that {@link #resize} can bring up to the second. All in pixels,
     * depth 24 (32 bits a pixel).
     *
     * @throws IllegalStateException if {@code Xvfb} is missing or does not start
     */
    public static VirtualScreen start(int width, int height, int maxWidth, int maxHeight) {
        return start(width, height, maxWidth, maxHeight, List.of());
    }

    /**
     * A screen whose server lacks an extension, such as {@code MIT-SHM}.
     *
     * @throws IllegalStateException as above
     */
    public static VirtualScreen without(String extension, int width, int height) {
        return start(width, height, width, height, List.of("-extension", extension));
    }

    private static VirtualScreen start(
            int width, int height, int maxWidth, int maxHeight, List<String> options) {
        Path server = Programs.require("Xvfb");
        Path shell = Programs.require("sh");
        try {
            Path errors = Files.createTempFile("lastframe-xvfb-", ".log");
            // -noreset: else the server forgets modes and properties when its last client leaves.
            // Of -displayfd the server writes the number as soon as it accepts connections.
            List<String> command = new ArrayList<>();
            command.addAll(List.of(shell.toString(), "-c", KEEPER, "keeper"));
            command.addAll(List.of(server.toString(), "-displayfd", "1", "-screen", "0"));
            command.add(maxWidth + "x" + maxHeight + "x24");
            command.addAll(List.of("-nolisten", "tcp", "-noreset", "-dpi", "96"));
            // No key repeats itself because a busy computer lets it go late.
            command.add("-r");
            for (String extension : List.of("RANDR", "MIT-SHM", "DAMAGE", "XTEST")) {
                command.addAll(List.of("+extension", extension));
            }
            command.addAll(options);
            Process keeper = new ProcessBuilder(command).redirectError(errors.toFile()).start();
            String number = firstLine(keeper, errors);
            VirtualScreen screen =
                    new VirtualScreen(keeper, errors, ":" + number, maxWidth, maxHeight);
            if (width != maxWidth || height != maxHeight) {
                screen.resize(width, height);
            }
            return screen;
        } catch (IOException failure) {
            throw new UncheckedIOException("Xvfb could not be started", failure);
        }
    }

    /** The display's name, such as {@code ":7"}: the value of {@code DISPLAY} for its clients. */
    public String display() {
        return display;
    }

    /**
     * Changes the size of the root window while clients are connected, as a RANDR mode change does
     * on a real screen.
     *
     * @throws IllegalArgumentException if the size exceeds the one the server was started with
     */
    public void resize(int width, int height) {
        if (width < 1 || height < 1 || width > maxWidth || height > maxHeight) {
            throw new IllegalArgumentException(
                    "this virtual screen goes up to %dx%d, not %dx%d"
                            .formatted(maxWidth, maxHeight, width, height));
        }
        Path xrandr = Programs.require("xrandr");
        String mode = width + "x" + height;
        if (modes.add(mode)) {
            // Timings mean nothing to Xvfb but must be plausible to the server.
            List<String> newMode = new ArrayList<>(List.of(xrandr.toString(), "--newmode", mode));
            newMode.add("60");
            for (int size : List.of(width, height)) {
                for (int extra : List.of(0, 1, 2, 10)) {
                    newMode.add(Integer.toString(size + extra));
                }
            }
            run(newMode);
            run(List.of(xrandr.toString(), "--addmode", "screen", mode));
        }
        run(List.of(xrandr.toString(), "--output", "screen", "--mode", mode));
    }

    /**
     * Starts a window manager ({@code openbox}) and returns when it manages the screen. It ends
     * with the screen.
     */
    public void windowManager() {
        Path openbox = Programs.require("openbox");
        Path xprop = Programs.require("xprop");
        clients.add(start(List.of(openbox.toString(), "--sm-disable")));
        Waits.eventually(
                START_LIMIT,
                "openbox manages " + display,
                () ->
                        run(List.of(xprop.toString(), "-root", "_NET_SUPPORTING_WM_CHECK"))
                                .contains("window id"));
    }

    /**
     * Runs a program on this screen to its end and returns what it wrote.
     *
     * @throws IllegalStateException if it is missing or fails
     */
    public String run(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Programs.require(program).toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /**
     * Prepares a program whose {@code DISPLAY} is this screen and which knows of no Wayland
     * session. The caller starts and ends it.
     */
    public ProcessBuilder command(String... programAndArguments) {
        ProcessBuilder builder = new ProcessBuilder(programAndArguments);
        builder.environment().put("DISPLAY", display);
        builder.environment().remove("WAYLAND_DISPLAY");
        builder.environment().remove("XDG_SESSION_TYPE");
        return builder;
    }

    /** The server's own process, for measuring what it costs. */
    public ProcessHandle server() {
        return keeper.descendants()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the X server has ended"));
    }

    /** Kills the server under its clients, as when it crashes; {@link #close} is still due. */
    public void crash() {
        keeper.descendants().forEach(ProcessHandle::destroyForcibly);
    }

    /** Ends the server and with it all its clients, and waits for that. May be called twice. */
    @Override
    public void close() {
        List<ProcessHandle> server = keeper.descendants().toList();
        try {
            keeper.getOutputStream().close();
        } catch (IOException alreadyClosed) {
            // Then the keeper has seen it, or the limit below ends it.
        }
        if (!endedWithin(keeper, END_LIMIT)) {
            server.forEach(ProcessHandle::destroyForcibly);
            keeper.destroyForcibly();
            endedWithin(keeper, END_LIMIT);
        }
        for (Process client : clients) {
            Waits.kill(client);
        }
        try {
            Files.deleteIfExists(errors);
        } catch (IOException left) {
            throw new UncheckedIOException("the server's log could not be removed", left);
        }
    }

    private String run(List<String> programAndArguments) {
        try {
            Process process =
                    command(programAndArguments.toArray(String[]::new))
                            .redirectErrorStream(true)
                            .start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String what = String.join(" ", programAndArguments);
            if (Waits.exitCode(process, START_LIMIT, what) != 0) {
                throw new IllegalStateException(what + " failed: " + output.strip());
            }
            return output;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Process start(List<String> programAndArguments) {
        try {
            return command(programAndArguments.toArray(String[]::new))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String firstLine(Process keeper, Path errors) throws IOException {
        Waits.eventually(START_LIMIT, "Xvfb names its display", () -> spokeOrEnded(keeper));
        BufferedReader reader = keeper.inputReader(StandardCharsets.UTF_8);
        String number = reader.readLine();
        if (number == null || number.isBlank()) {
            keeper.destroyForcibly();
            throw new IllegalStateException(
                    "Xvfb did not start: " + Files.readString(errors).strip());
        }
        return number.strip();
    }

    private static boolean spokeOrEnded(Process keeper) {
        try {
            return keeper.getInputStream().available() > 0 || !keeper.isAlive();
        } catch (IOException closed) {
            return true;
        }
    }

    private static boolean endedWithin(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
