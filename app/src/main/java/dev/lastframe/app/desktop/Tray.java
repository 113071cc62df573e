package dev.lastframe.app.desktop;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.errors.NoReply;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.interfaces.DBus;
import org.freedesktop.dbus.interfaces.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An item in the desktop's tray, as long as there is a tray: it comes and goes with who keeps the
 * list of items and with who draws them. Nothing asks again and again; the bus tells. Callable from
 * any thread; returns at once, everything is done in order by the executor, which may block.
 */
public final class Tray implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Tray.class);

    /** A process may have several, each with a name of its own. */
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name =
            "%s-%d-%d"
                    .formatted(
                            TrayItem.NAME, ProcessHandle.current().pid(), COUNT.incrementAndGet());

    private final Executor background;

    // the bus keeps no hold of what answers for us
    private final TrayItem item;
    private final TrayMenu menu;

    /** What is done last; all work is done in order. */
    private CompletableFuture<?> doing = CompletableFuture.completedFuture(null);

    // what follows is used in that order alone

    private @Nullable DBusConnection bus;
    private TrayState shown;

    /** Who has the item in its list; empty while nobody does. */
    private String keeper = "";

    private boolean closed;

    /**
     * Looks for a tray, and goes on looking.
     *
     * @param address of the session's bus
     * @param first what it shows to begin with
     * @param icon draws
     * @param activated somebody clicked it; run by a thread of the bus, and may not block
     * @param background runs what blocks
     */
    public Tray(
            String address,
            TrayState first,
            TrayIcon icon,
            Runnable activated,
            Executor background) {
        this.background = background;
        this.shown = first;
        this.item = new TrayItem(first, icon, activated);
        this.menu = new TrayMenu(first);
        next(() -> open(address));
    }

    /** Shows this from now on. */
    public void show(TrayState state) {
        next(() -> tell(state));
    }

    /** Takes the item away. */
    @Override
    public void close() {
        next(() -> {
            closed = true;
            DBusConnection open = bus;
            bus = null;
            keeper = "";
            if (open != null) {
                OwnBus.close(open);
            }
        });
    }

    /** Something that asks the bus. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException, DBusException;
    }

    private synchronized void next(Work work) {
        doing = doing.handleAsync((before, fault) -> attempt(work), background);
    }

    private static boolean attempt(Work work) {
        try {
            work.run();
            return true;
        } catch (IOException | DBusException | DBusExecutionException none) {
            LOG.info("no item in a tray: {}", none.toString());
        } catch (RuntimeException fault) {
            LOG.warn("the item in the tray is not as it should be", fault);
        }
        return false;
    }

    private void open(String address) throws IOException, DBusException {
        DBusConnection fresh = OwnBus.open(address);
        bus = fresh;
        try {
            fresh.exportObject(TrayItem.PATH, item);
            fresh.exportObject(TrayMenu.PATH, menu);
            OwnBus.listenForOwner(fresh, TrayWatcher.NAME, () -> next(this::look));
            OwnBus.listen(
                    fresh, TrayWatcher.NAME, TrayWatcher.DRAWS, null, nothing -> next(this::look));
        } catch (DBusException | RuntimeException useless) {
            bus = null;
            OwnBus.close(fresh);
            throw useless;
        }
        look();
    }

    /** Puts the item into the list, where somebody keeps one and somebody draws it. */
    private void look() throws DBusException {
        DBusConnection open = bus;
        if (closed || open == null) {
            return;
        }
        String owner = owner(open);
        if (owner.isEmpty() || owner.equals(keeper)) {
            keeper = owner;
            return;
        }
        keeper = "";
        if (!draws(open)) {
            return;
        }
        if (!Arrays.asList(open.getNames()).contains(name)) {
            open.requestBusName(name);
        }
        TrayWatcher watcher =
                open.getRemoteObject(TrayWatcher.NAME, TrayWatcher.PATH, TrayWatcher.class, false);
        try {
            watcher.take(name);
        } catch (NoReply slow) {
            LOG.info("the tray has not answered yet: {}", slow.toString());
        }
        keeper = owner;
        LOG.info("the tray has an item");
    }

    /** Who keeps the list; empty where nobody does. Asking starts no program. */
    private static String owner(DBusConnection open) throws DBusException {
        DBus all =
                open.getRemoteObject(
                        "org.freedesktop.DBus", "/org/freedesktop/DBus", DBus.class, false);
        return all.NameHasOwner(TrayWatcher.NAME) ? all.GetNameOwner(TrayWatcher.NAME) : "";
    }

    private static boolean draws(DBusConnection open) throws DBusException {
        Properties watcher =
                open.getRemoteObject(TrayWatcher.NAME, TrayWatcher.PATH, Properties.class, false);
        Object drawn;
        try {
            drawn = watcher.Get(TrayWatcher.NAME, TrayWatcher.DRAWN);
        } catch (DBusExecutionException unsaid) {
            LOG.debug("nobody says whether items are drawn", unsaid);
            return true;
        }
        return !Boolean.FALSE.equals(drawn);
    }

    private void tell(TrayState now) throws DBusException {
        TrayState before = shown;
        shown = now;
        item.state(now);
        boolean redrawn = menu.state(now);
        DBusConnection open = bus;
        if (open == null || keeper.isEmpty()) {
            return;
        }
        if (now.recording() != before.recording()) {
            signal(open, TrayItem.PATH, TrayItem.NAME, "NewIcon");
        }
        if (!now.title().equals(before.title())) {
            signal(open, TrayItem.PATH, TrayItem.NAME, "NewTitle");
        }
        if (!now.title().equals(before.title()) || !now.text().equals(before.text())) {
            signal(open, TrayItem.PATH, TrayItem.NAME, "NewToolTip");
        }
        if (redrawn) {
            open.sendMessage(
                    open.getMessageFactory()
                            .createSignal(
                                    open.getUniqueName(),
                                    TrayMenu.PATH,
                                    TrayMenu.NAME,
                                    "LayoutUpdated",
                                    "ui",
                                    menu.revision(),
                                    0));
        }
    }

    private static void signal(DBusConnection open, String path, String of, String member)
            throws DBusException {
        open.sendMessage(
                open.getMessageFactory()
                        .createSignal(open.getUniqueName(), path, of, member, null));
    }
}
