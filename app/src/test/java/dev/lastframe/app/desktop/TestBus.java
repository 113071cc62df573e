package dev.lastframe.app.desktop;

import dev.lastframe.core.testing.Programs;
import dev.lastframe.core.testing.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.DBusSignal;

/**
 * A real bus of the test's own, on which nothing runs but what the test puts there. Used by one
 * thread; blocks.
 */
public final class TestBus implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path socket;
    private final Process daemon;
    private final List<DBusConnection> connections = new ArrayList<>();

    private TestBus(Path socket, Process daemon) {
        this.socket = socket;
        this.daemon = daemon;
    }

    /**
     * Starts one.
     *
     * @param folder for its files, with a short path
     * @param name of no other bus in this folder
     */
    public static TestBus start(Path folder, String name) {
        Path socket = folder.resolve(name);
        Path configuration = folder.resolve(name + ".conf");
        try {
            Files.writeString(configuration, configuration("unix:path=" + socket));
            Process daemon =
                    new ProcessBuilder(
                                    Programs.require("dbus-daemon").toString(),
                                    "--config-file=" + configuration,
                                    "--nofork",
                                    "--nopidfile")
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve(name + ".log").toFile())
                            .start();
            TestBus bus = new TestBus(socket, daemon);
            Waits.eventually(LIMIT, "the bus listens", () -> Files.exists(socket));
            return bus;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** No folders of services: nothing is started by being asked for. */
    private static String configuration(String address) {
        return """
        <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
         "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
        <busconfig>
          <type>session</type>
          <listen>%s</listen>
          <auth>EXTERNAL</auth>
          <policy context="default">
            <allow send_destination="*" eavesdrop="true"/>
            <allow eavesdrop="true"/>
            <allow own="*"/>
          </policy>
        </busconfig>
        """
                .formatted(address);
    }

    /** Where programs find it. */
    public String address() {
        return "unix:path=" + socket;
    }

    /** A program's connection, which ends with the bus. */
    DBusConnection connect() {
        try {
            DBusConnection connection =
                    DBusConnectionBuilder.forAddress(address()).withShared(false).build();
            connections.add(connection);
            return connection;
        } catch (DBusException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Makes a signal. */
    @FunctionalInterface
    interface Making {
        DBusSignal signal() throws DBusException;
    }

    /** Has a program send a signal. */
    static void send(DBusConnection program, Making making) {
        try {
            program.sendMessage(making.signal());
        } catch (DBusException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        connections.forEach(DBusConnection::disconnect);
        daemon.destroy();
        Waits.exitCode(daemon, LIMIT, "the bus");
    }
}
