package dev.lastframe.core.capture.wayland;

import dev.lastframe.core.keys.Chord;
import dev.lastframe.core.keys.GlobalKeys;
import dev.lastframe.core.keys.KeysException;
import dev.lastframe.core.time.NanoClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.interfaces.DBus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys by the desktop's portal, on Wayland. All are asked for at once: the desktop may ask the
 * person, who may choose others, there and later in its settings; it keeps what was chosen under
 * the application's name and does not ask again. It tells presses, and nothing about other keys.
 *
 * <p>{@link #open} blocks while the portal answers by itself; everything else returns at once, on
 * any thread. The person's answer is waited for without a limit, by no thread.
 */
public final class PortalKeys implements GlobalKeys {

    private static final Logger LOG = LoggerFactory.getLogger(PortalKeys.class);

    /** The name of the desktop file that the package installs, without its ending. */
    private static final String APPLICATION = "lastframe";

    private static final String THREAD = "lastframe-portal-keys";

    private static final String NO_PORTAL =
            "This is a Wayland session whose desktop tells no program of keys that are pressed in"
                    + " another.";

    private final DBusConnection bus;
    private final NanoClock clock;
    private final List<Wish> wishes;
    private final PortalSession session;

    /** By the wish's id: how the desktop writes the keys. Empty until it has answered. */
    private final ConcurrentMap<String, String> given = new ConcurrentHashMap<>();

    private final CompletableFuture<Boolean> answered = new CompletableFuture<>();
    private volatile @Nullable Listener listener;
    private volatile boolean closed;

    private PortalKeys(DBusConnection bus, List<Wish> wishes, NanoClock clock)
            throws DBusException, KeysException {
        this.bus = bus;
        this.wishes = List.copyOf(wishes);
        this.clock = clock;
        String portal = bus.getDBusOwnerName(PortalConnection.NAME);
        session = PortalSession.create(bus, portal);
        var _ = bus.addSigHandler(GlobalShortcuts.Activated.class, portal, this::activated);
        var _ = bus.addSigHandler(GlobalShortcuts.ShortcutsChanged.class, portal, this::changed);
        var _ =
                bus.addSigHandler(
                        Session.Closed.class,
                        portal,
                        ended -> {
                            if (session.is(ended.getPath())) {
                                end("the desktop took them back");
                            }
                        });
        var _ =
                bus.addSigHandler(
                        DBus.NameOwnerChanged.class,
                        owner -> {
                            if (owner.name.equals(PortalConnection.NAME)
                                    && !owner.newOwner.equals(portal)) {
                                end("the desktop's portal ended");
                            }
                        });
    }

    /**
     * Asks whether the portal gives keys; the person is asked only by {@link #begin}.
     *
     * @param address of the session's bus; empty where there is none
     * @param wishes all that will be taken
     * @throws KeysException where there is no such portal
     */
    public static PortalKeys open(Optional<String> address, List<Wish> wishes, NanoClock clock)
            throws KeysException {
        if (address.isEmpty()) {
            throw new KeysException(NO_PORTAL);
        }
        DBusConnection bus;
        try {
            bus = SessionBus.connect(address.get());
        } catch (DBusException | RuntimeException none) {
            throw new KeysException(NO_PORTAL, none);
        }
        try {
            register(bus);
            return new PortalKeys(bus, wishes, clock);
        } catch (DBusException | DBusExecutionException refused) {
            bus.disconnect();
            throw new KeysException(NO_PORTAL, refused);
        } catch (KeysException | RuntimeException | Error refused) {
            bus.disconnect();
            throw refused;
        }
    }

    /** Older portals know the application by other ways, or not at all, and give keys still. */
    private static void register(DBusConnection bus) throws DBusException {
        try {
            bus.getRemoteObject(PortalConnection.NAME, PortalConnection.PATH, HostRegistry.class)
                    .register(APPLICATION, Map.of());
        } catch (DBusExecutionException unknown) {
            LOG.debug("the portal does not take the application's name: {}", unknown.toString());
        }
    }

    @Override
    public void begin(Listener told) {
        listener = told;
        if (closed) {
            told.ended();
            return;
        }
        Thread.ofPlatform()
                .daemon()
                .name(THREAD)
                .start(() -> {
                    var _ = session.bind(wishes).whenComplete(this::bound);
                });
    }

    private void bound(Request.@Nullable Response response, @Nullable Throwable fault) {
        if (response != null && response.code() == 0) {
            given.putAll(PortalSession.shortcuts(response));
        } else if (!closed) {
            String why = response == null ? String.valueOf(fault) : "answer " + response.code();
            LOG.info("the desktop gave no keys: {}", why);
        }
        answered.complete(true);
    }

    private void activated(GlobalShortcuts.Activated signal) {
        Listener told = listener;
        long now = clock.nanoTime();
        if (told != null && session.is(signal.session())) {
            wishes.stream()
                    .filter(wish -> wish.id().equals(signal.id()))
                    .forEach(wish -> told.pressed(wish.chord(), now));
        }
    }

    private void changed(GlobalShortcuts.ShortcutsChanged signal) {
        Listener told = listener;
        if (told != null && session.is(signal.session())) {
            given.putAll(PortalSession.written(signal.shortcuts()));
            wishes.forEach(wish -> told.changed(wish.chord(), answer(wish.chord())));
        }
    }

    /** Called by the connection's own thread, which cannot end it. */
    private void end(String why) {
        Listener told = listener;
        if (!closed) {
            LOG.warn("keys of other windows are no longer told: {}", why);
            closed = true;
            if (told != null) {
                told.ended();
            }
            Thread.ofPlatform().daemon().name(THREAD).start(this::close);
        }
        answered.complete(false);
    }

    private Answer answer(Chord chord) {
        if (closed) {
            return Answer.ENDED;
        }
        return keys(chord).isPresent() ? Answer.TAKEN : Answer.DENIED;
    }

    /**
     * How the desktop writes what it gave; empty also where it knows the wish and gave no keys for
     * it, as it does where others have them or where only its own settings bind any.
     */
    private Optional<String> keys(Chord chord) {
        return wish(chord)
                .map(wish -> given.getOrDefault(wish.id(), ""))
                .filter(text -> !text.isEmpty());
    }

    private Optional<Wish> wish(Chord chord) {
        return wishes.stream().filter(wish -> wish.chord().equals(chord)).findFirst();
    }

    @Override
    public String written(Chord chord) {
        return keys(chord).orElse(chord.toString());
    }

    /** Only what was wished at the opening can be had. */
    @Override
    public CompletableFuture<Answer> take(Chord chord) {
        return answered.thenApply(done -> answer(chord));
    }

    /** The desktop keeps it for the application until the connection ends. */
    @Override
    public CompletableFuture<?> release(Chord chord) {
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletableFuture<Choice> choose() {
        return CompletableFuture.completedFuture(new Choice.Elsewhere());
    }

    @Override
    public void cancelChoice() {
        // no choice is ever waited for
    }

    @Override
    public void close() {
        closed = true;
        answered.complete(false);
        bus.disconnect();
    }
}
