package dev.lastframe.core.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.Tuple;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/**
 * What stands behind the desktop portal in the tests' own Wayland session: it answers instead of a
 * person. Asked by the portal on threads of the bus; set up by the test's thread.
 */
public final class PortalBackend {

    static final String NAME = "org.freedesktop.impl.portal.desktop.test";
    private static final String PATH = "/org/freedesktop/portal/desktop";
    private static final long END_SECONDS = 120;

    /** What the person does. */
    public enum Person {
        ALLOWS,
        CANCELS,
        DENIES,
        IS_AWAY
    }

    private final DBusConnection bus;
    private final AtomicInteger dialogs = new AtomicInteger();
    private final AtomicInteger takenBack = new AtomicInteger();
    private final Map<String, CountDownLatch> open = new ConcurrentHashMap<>();
    private volatile Person person = Person.ALLOWS;
    private volatile int node;
    private volatile boolean remembers = true;
    private volatile boolean forgets;
    private final AtomicInteger openSessions = new AtomicInteger();
    private final AtomicInteger sessions = new AtomicInteger();
    private volatile String lastSession = "";
    private volatile Map<String, Variant<?>> lastWish = Map.of();

    PortalBackend(DBusConnection bus) throws DBusException {
        this.bus = bus;
        bus.exportObject(PATH, new Casting());
        bus.requestBusName(NAME);
    }

    /** From now on the person does this. */
    public void person(Person does) {
        person = does;
    }

    /** From now on this stream of PipeWire is what is chosen. */
    public void choose(int chosen) {
        node = chosen;
    }

    /** Whether what was allowed before is allowed again without a dialog. */
    public void remembers(boolean does) {
        remembers = does;
    }

    /** Whether nothing is told with which the same would be allowed again. */
    public void forgets(boolean does) {
        forgets = does;
    }

    /** How many dialogs were shown. */
    public int dialogs() {
        return dialogs.get();
    }

    /** How many dialogs went away unanswered, because they were no longer wanted. */
    public int takenBack() {
        return takenBack.get();
    }

    /** How often it was asked for one, with a dialog or without. */
    public int sessions() {
        return sessions.get();
    }

    /** How many recordings the desktop allows at this moment, or is asked for. */
    public int openSessions() {
        return openSessions.get();
    }

    /** What was last asked for, by its names in the interface. */
    public Map<String, Object> lastWish() {
        Map<String, Object> plain = new HashMap<>();
        lastWish.forEach((name, value) -> plain.put(name, value.getValue()));
        return plain;
    }

    /** The person ends what is recorded, by the desktop's own button. */
    public void endSession() {
        try {
            bus.sendMessage(new Session.Closed(lastSession));
        } catch (DBusException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** The portal's questions to the desktop. */
    @DBusInterfaceName("org.freedesktop.impl.portal.ScreenCast")
    public interface ScreenCast extends DBusInterface {

        @DBusMemberName("CreateSession")
        Answer<UInt32, Map<String, Variant<?>>> createSession(
                DBusPath request, DBusPath session, String app, Map<String, Variant<?>> options);

        @DBusMemberName("SelectSources")
        Answer<UInt32, Map<String, Variant<?>>> selectSources(
                DBusPath request, DBusPath session, String app, Map<String, Variant<?>> options);

        @DBusMemberName("Start")
        Answer<UInt32, Map<String, Variant<?>>> start(
                DBusPath request,
                DBusPath session,
                String app,
                String parent,
                Map<String, Variant<?>> options);
    }

    /** A dialog. */
    @DBusInterfaceName("org.freedesktop.impl.portal.Request")
    public interface Request extends DBusInterface {

        @DBusMemberName("Close")
        void closeRequest();
    }

    /** What was allowed. */
    @DBusInterfaceName("org.freedesktop.impl.portal.Session")
    public interface Session extends DBusInterface {

        @DBusMemberName("Close")
        void closeSession();

        /** The desktop ended it. */
        final class Closed extends DBusSignal {
            public Closed(String path) throws DBusException {
                super(path);
            }
        }
    }

    /** Two values at once. */
    public static final class Answer<A, B> extends Tuple {

        @Position(0)
        public final A code;

        @Position(1)
        public final B results;

        public Answer(A code, B results) {
            this.code = code;
            this.results = results;
        }
    }

    /** A stream of PipeWire. */
    public static final class Stream extends Struct {

        @Position(0)
        public final UInt32 node;

        @Position(1)
        public final Map<String, Variant<?>> properties;

        public Stream(UInt32 node, Map<String, Variant<?>> properties) {
            this.node = node;
            this.properties = properties;
        }
    }

    /** What is to be remembered, in the desktop's own words. */
    public static final class Memory extends Struct {

        @Position(0)
        public final String vendor;

        @Position(1)
        public final UInt32 version;

        @Position(2)
        public final Variant<?> data;

        public Memory(String vendor, UInt32 version, Variant<?> data) {
            this.vendor = vendor;
            this.version = version;
            this.data = data;
        }
    }

    private static Answer<UInt32, Map<String, Variant<?>>> answer(
            int code, Map<String, Variant<?>> results) {
        return new Answer<>(new UInt32(code), results);
    }

    private final class Casting implements ScreenCast, Properties {

        private final Map<String, Variant<?>> properties =
                Map.of(
                        "AvailableSourceTypes", new Variant<>(new UInt32(3)),
                        "AvailableCursorModes", new Variant<>(new UInt32(3)),
                        "version", new Variant<>(new UInt32(4)));

        @Override
        public Answer<UInt32, Map<String, Variant<?>>> createSession(
                DBusPath request, DBusPath session, String app, Map<String, Variant<?>> options) {
            lastSession = session.getPath();
            openSessions.incrementAndGet();
            sessions.incrementAndGet();
            export(session.getPath(), new OpenSession(session.getPath()));
            return answer(0, Map.of());
        }

        @Override
        public Answer<UInt32, Map<String, Variant<?>>> selectSources(
                DBusPath request, DBusPath session, String app, Map<String, Variant<?>> options) {
            lastWish = Map.copyOf(options);
            return answer(0, Map.of());
        }

        @Override
        public Answer<UInt32, Map<String, Variant<?>>> start(
                DBusPath request,
                DBusPath session,
                String app,
                String parent,
                Map<String, Variant<?>> options) {
            boolean known = remembers && lastWish.containsKey("restore_data");
            Person who = known ? Person.ALLOWS : person;
            CountDownLatch closed = new CountDownLatch(1);
            if (who == Person.IS_AWAY) {
                // before anybody is told that it is there
                open.put(request.getPath(), closed);
                export(request.getPath(), new Dialog(request.getPath()));
            }
            if (!known) {
                dialogs.incrementAndGet();
            }
            return switch (who) {
                case ALLOWS -> granted();
                case CANCELS -> answer(1, Map.of());
                case DENIES -> answer(2, Map.of());
                case IS_AWAY -> {
                    try {
                        if (closed.await(END_SECONDS, TimeUnit.SECONDS)) {
                            takenBack.incrementAndGet();
                        }
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                    yield answer(2, Map.of());
                }
            };
        }

        private Answer<UInt32, Map<String, Variant<?>>> granted() {
            Variant<?> streams =
                    new Variant<>(List.of(new Stream(new UInt32(node), Map.of())), "a(ua{sv})");
            if (forgets) {
                return answer(0, Map.of("streams", streams));
            }
            return answer(
                    0,
                    Map.of(
                            "streams",
                            streams,
                            "persist_mode",
                            new Variant<>(new UInt32(2)),
                            "restore_data",
                            new Variant<>(
                                    new Memory("test", new UInt32(1), new Variant<>("screen")),
                                    "(suv)")));
        }

        private void export(String path, DBusInterface object) {
            try {
                bus.exportObject(path, object);
            } catch (DBusException broken) {
                throw new IllegalStateException(broken);
            }
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the interface's
        public <A> A Get(String interfaceName, String property) {
            return (A) properties.get(property).getValue();
        }

        @Override
        public <A> void Set(String interfaceName, String property, A value) {
            throw new UnsupportedOperationException(property);
        }

        @Override
        public Map<String, Variant<?>> GetAll(String interfaceName) {
            return properties;
        }

        @Override
        public String getObjectPath() {
            return PATH;
        }
    }

    private final class Dialog implements Request {

        private final String path;

        Dialog(String path) {
            this.path = path;
        }

        @Override
        public void closeRequest() {
            open.get(path).countDown();
        }

        @Override
        public String getObjectPath() {
            return path;
        }
    }

    private final class OpenSession implements Session {

        private final String path;

        OpenSession(String path) {
            this.path = path;
        }

        @Override
        public void closeSession() {
            openSessions.decrementAndGet();
            bus.unExportObject(path);
        }

        @Override
        public String getObjectPath() {
            return path;
        }
    }
}
