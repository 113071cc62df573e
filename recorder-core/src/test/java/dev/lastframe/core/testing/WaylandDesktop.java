package dev.lastframe.core.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBus;
import org.freedesktop.dbus.types.UInt32;

/**
 * What a program sees of a Wayland desktop when it asks for the screen: a session bus, PipeWire
 * with its session manager, the desktop portal, all real, and behind it the tests' own {@link
 * PortalBackend}. Needs no compositor. Used by one thread.
 */
public final class WaylandDesktop implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String PORTAL = "org.freedesktop.portal.Desktop";

    private final Path home;
    private final Path runtime;
    private final Deque<Process> processes = new ArrayDeque<>();
    private Process pipeWire;
    private Process manager;
    private final DBusConnection bus;
    private final PortalBackend backend;
    private final PortalKeyboard keyboard;

    private WaylandDesktop(Path home) throws IOException, DBusException {
        this.home = home;
        runtime = Files.createDirectories(home.resolve("run"));
        Path portals = Files.createDirectories(home.resolve("portals"));
        Files.writeString(
                portals.resolve("test.portal"),
                "[portal]\nDBusName="
                        + PortalBackend.NAME
                        + "\nInterfaces=org.freedesktop.impl.portal.ScreenCast\nUseIn=test\n");
        Files.writeString(
                portals.resolve("test-keys.portal"),
                "[portal]\nDBusName="
                        + PortalKeyboard.NAME
                        + "\nInterfaces=org.freedesktop.impl.portal.GlobalShortcuts\nUseIn=test\n");
        // The files that a sandbox is given: mounted, they would be in the way of the folder's end.
        Path services = Files.createDirectories(home.resolve("data/dbus-1/services"));
        Files.writeString(
                services.resolve("org.freedesktop.portal.Documents.service"),
                "[D-BUS Service]\nName=org.freedesktop.portal.Documents\nExec=/bin/false\n");
        try {
            run("dbus-daemon", "--session", "--nofork", "--nopidfile", "--address=" + address());
            awaitFile("bus");
            pipeWire = run("pipewire");
            awaitFile("pipewire-0");
            manager = run("wireplumber");
            bus = DBusConnectionBuilder.forAddress(address()).withShared(false).build();
            backend = new PortalBackend(bus);
            keyboard =
                    new PortalKeyboard(
                            DBusConnectionBuilder.forAddress(address()).withShared(false).build());
            // The bus starts it by its service file.
            bus.getRemoteObject("org.freedesktop.DBus", "/org/freedesktop/DBus", DBus.class)
                    .StartServiceByName(PORTAL, new UInt32(0));
        } catch (IOException | DBusException | RuntimeException failed) {
            endProcesses();
            throw failed;
        }
    }

    /**
     * Starts one; blocks until its portal answers.
     *
     * @param home an own folder, with a short path
     */
    public static WaylandDesktop start(Path home) {
        for (String program : List.of("dbus-daemon", "pipewire", "wireplumber", "pw-dump")) {
            Programs.require(program);
        }
        try {
            return new WaylandDesktop(home);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (DBusException failed) {
            throw new IllegalStateException(
                    "No desktop portal: is xdg-desktop-portal installed?", failed);
        }
    }

    /** Where the session's programs meet. */
    public String address() {
        return "unix:path=" + runtime.resolve("bus");
    }

    /** What answers for the person. */
    public PortalBackend backend() {
        return backend;
    }

    /** The desktop's own keys. */
    public PortalKeyboard keyboard() {
        return keyboard;
    }

    /** The variables of a program that is started on this desktop. */
    public Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>();
        variables.put("HOME", home.toString());
        variables.put("XDG_RUNTIME_DIR", runtime.toString());
        variables.put("XDG_CONFIG_HOME", home.resolve("config").toString());
        variables.put("XDG_DATA_HOME", home.resolve("data").toString());
        variables.put("XDG_STATE_HOME", home.resolve("state").toString());
        variables.put("XDG_CURRENT_DESKTOP", "test");
        variables.put("XDG_DESKTOP_PORTAL_DIR", home.resolve("portals").toString());
        variables.put("XDG_SESSION_TYPE", "wayland");
        variables.put("WAYLAND_DISPLAY", "wayland-0");
        variables.put("DBUS_SESSION_BUS_ADDRESS", address());
        return variables;
    }

    /** PipeWire's daemon. */
    public ProcessHandle pipeWire() {
        return pipeWire.toHandle();
    }

    /** The number of a node of PipeWire; empty while there is none of this name. */
    OptionalInt node(String name) {
        try {
            Process dump = builder("pw-dump").redirectErrorStream(false).start();
            JsonNode objects = new ObjectMapper().readTree(dump.getInputStream());
            for (JsonNode object : objects) {
                if (object.path("type").asText().endsWith(":Node")
                        && object.at("/info/props/node.name").asText().equals(name)) {
                    return OptionalInt.of(object.get("id").asInt());
                }
            }
            return OptionalInt.empty();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Prepares a program on this desktop. */
    ProcessBuilder builder(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment());
        builder.environment().remove("DISPLAY");
        return builder;
    }

    /**
     * Kills PipeWire: whoever streams or reads loses its connection at once. Blocks until it is
     * gone; the desktop is good for nothing but its end, or {@link #startPipeWire}, afterwards.
     */
    public void killPipeWire() {
        pipeWire.destroyForcibly();
        Waits.exitCode(pipeWire, LIMIT, "PipeWire");
    }

    /** Starts PipeWire after it was killed, as the system does; what it knew is gone. */
    public void startPipeWire() {
        try {
            manager.destroy();
            Waits.exitCode(manager, LIMIT, "PipeWire's session manager");
            Files.deleteIfExists(runtime.resolve("pipewire-0"));
            pipeWire = run("pipewire");
            awaitFile("pipewire-0");
            manager = run("wireplumber");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A file for the words of a program. */
    Path log(String name) {
        return home.resolve(name + ".log");
    }

    private Process run(String... command) throws IOException {
        Process process =
                builder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log(command[0]).toFile())
                        .start();
        processes.push(process);
        return process;
    }

    private void awaitFile(String name) {
        Waits.eventually(LIMIT, name + " is there", () -> Files.exists(runtime.resolve(name)));
    }

    private void endProcesses() {
        // what the bus started writes to the folders until its end
        List<ProcessHandle> started = processes.stream().flatMap(Process::descendants).toList();
        while (!processes.isEmpty()) {
            Process process = processes.pop();
            process.destroy();
            Waits.exitCode(process, LIMIT, "a program of the desktop");
        }
        started.forEach(ProcessHandle::destroy);
        Waits.eventually(
                LIMIT,
                "the desktop's services ended",
                () -> started.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Override
    public void close() {
        bus.disconnect();
        keyboard.close();
        endProcesses();
    }
}
