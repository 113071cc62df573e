package dev.lastframe.app.desktop;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.freedesktop.dbus.DBusMatchRule;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.DBusSignal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to a bus that nothing else in this process uses. Blocks; callable from any thread.
 */
final class OwnBus {

    private static final Logger LOG = LoggerFactory.getLogger(OwnBus.class);

    /** Of the threads that connect. */
    static final String OPENER = "lastframe-bus";

    /** The library tries again for so long; a bus that is there takes the first attempt. */
    private static final int ONE_ATTEMPT_MILLIS = 500;

    /** As long as the library waits for the answer to anything else. */
    static final Duration ANSWERS = Duration.ofSeconds(20);

    private OwnBus() {}

    /**
     * Connects; for 20 s at most.
     *
     * @throws IOException where no bus answers at this address
     */
    static DBusConnection open(String address) throws IOException {
        return open(address, ANSWERS);
    }

    /**
     * Connects. The library waits for ever for the answers of who took the connection, so that a
     * thread of its own does it, which is left behind.
     *
     * @param limit of the wait
     * @throws IOException where no bus answers at this address
     */
    static DBusConnection open(String address, Duration limit) throws IOException {
        CompletableFuture<DBusConnection> opening = new CompletableFuture<>();
        Thread opener =
                Thread.ofPlatform()
                        .name(OPENER)
                        .daemon()
                        .start(() -> {
                            try {
                                DBusConnection bus = connect(address);
                                if (!opening.complete(bus)) {
                                    close(bus);
                                }
                            } catch (IOException none) {
                                opening.completeExceptionally(none);
                            }
                        });
        try {
            return opening.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException none) {
            throw new IOException("no bus answers at " + address, none.getCause());
        } catch (TimeoutException late) {
            giveUp(opening, opener, late);
            throw new IOException("the bus at " + address + " does not answer", late);
        } catch (InterruptedException ended) {
            giveUp(opening, opener, ended);
            Thread.currentThread().interrupt();
            throw new IOException("nobody waits for the bus any more", ended);
        }
    }

    /** One that comes all the same is closed again. */
    private static void giveUp(
            CompletableFuture<DBusConnection> opening, Thread opener, Exception why) {
        if (opening.completeExceptionally(why)) {
            opener.interrupt();
        } else if (!opening.isCompletedExceptionally()) {
            close(opening.join());
        }
    }

    private static DBusConnection connect(String address) throws IOException {
        try {
            return DBusConnectionBuilder.forAddress(address)
                    .withShared(false)
                    .transportConfig()
                    .withTimeout(ONE_ATTEMPT_MILLIS)
                    .back()
                    .build();
        } catch (DBusException | RuntimeException | LinkageError none) {
            throw new IOException("no bus at " + address, none);
        }
    }

    /**
     * Listens to a signal until the connection ends.
     *
     * @param path of the object that sends it; null for any
     * @param told of its values, by the connection's own thread, one signal after the other
     */
    static void listen(
            DBusConnection bus,
            String interfaceName,
            String member,
            @Nullable String path,
            Consumer<List<Object>> told)
            throws DBusException {
        var _ =
                bus.addGenericSigHandler(
                        new DBusMatchRule("signal", interfaceName, member, path),
                        signal -> told.accept(values(signal)));
    }

    /**
     * Listens to who has a name until the connection ends. The bus sends nothing about others'.
     *
     * @param changed run by the connection's own thread
     */
    static void listenForOwner(DBusConnection bus, String name, Runnable changed)
            throws DBusException {
        var _ =
                bus.addGenericSigHandler(
                        new OwnerRule(name),
                        signal -> {
                            List<Object> values = values(signal);
                            if (!values.isEmpty() && values.getFirst().equals(name)) {
                                changed.run();
                            }
                        });
    }

    /** The library's rules cannot tell one name from another. */
    private static final class OwnerRule extends DBusMatchRule {

        private final String name;

        OwnerRule(String name) {
            super("signal", "org.freedesktop.DBus", "NameOwnerChanged", null);
            this.name = name;
        }

        /** As the bus is told. */
        @Override
        public String toString() {
            return super.toString() + ",arg0='" + name + "'";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof OwnerRule rule && name.equals(rule.name) && super.equals(other);
        }

        @Override
        public int hashCode() {
            return super.hashCode() * 31 + name.hashCode();
        }
    }

    private static List<Object> values(DBusSignal signal) {
        try {
            Object[] values = signal.getParameters();
            return values == null ? List.of() : List.of(values);
        } catch (DBusException | RuntimeException torn) {
            LOG.debug("a signal that cannot be read", torn);
            return List.of();
        }
    }

    /** Ends a connection, whatever state it is in. */
    static void close(DBusConnection bus) {
        try {
            bus.close();
        } catch (IOException | RuntimeException gone) {
            LOG.debug("the bus is gone: {}", gone.toString());
        }
    }
}
