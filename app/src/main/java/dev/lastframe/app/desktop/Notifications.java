package dev.lastframe.app.desktop;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifications of the desktop, by its bus. The connection is made for the first one and stays:
 * some desktops take notifications away with the program that sent them. Callable from any thread;
 * blocks while the desktop has not answered, for 20 s at most.
 */
public final class Notifications implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);

    private static final String APPLICATION = "Lastframe";
    private static final String ICON = "lastframe";
    private static final UInt32 NOTHING = new UInt32(0);
    private static final int AS_THE_DESKTOP_LIKES = -1;
    private static final int UNTIL_CLOSED = 0;

    private final Optional<String> address;
    private final Duration patience;

    /**
     * Of no other program: a server that was started again begins to count anew, and another's
     * notification may have the number that ours had.
     */
    private final String own = UUID.randomUUID().toString();

    private @Nullable DBusConnection bus;
    private @Nullable NotificationServer server;

    /** The number of the question that is shown. */
    private UInt32 asked = NOTHING;

    private List<Question.Choice> choices = List.of();

    /**
     * @param address of the session's bus; empty where there is none
     */
    public Notifications(Optional<String> address) {
        this(address, OwnBus.ANSWERS);
    }

    /**
     * @param patience with a bus that takes a connection and says nothing
     */
    Notifications(Optional<String> address, Duration patience) {
        this.address = address;
        this.patience = patience;
    }

    /**
     * Shows one.
     *
     * @return whether the desktop took it
     */
    public synchronized boolean show(String title, String text) {
        return attempt(desktop ->
                        put(desktop, NOTHING, title, text, List.of(), AS_THE_DESKTOP_LIKES))
                .isPresent();
    }

    /**
     * Asks, in place of the question before, until somebody answers.
     *
     * @return whether the desktop took it
     */
    public synchronized boolean ask(Question question) {
        List<String> actions = new ArrayList<>();
        for (int i = 0; i < question.choices().size(); i++) {
            actions.add(key(i));
            actions.add(question.choices().get(i).words());
        }
        Optional<UInt32> shown =
                attempt(desktop ->
                        put(
                                desktop,
                                asked,
                                question.title(),
                                question.text(),
                                actions,
                                UNTIL_CLOSED));
        shown.ifPresent(number -> {
            asked = number;
            choices = question.choices();
        });
        return shown.isPresent();
    }

    /** The same for each question: one may be answered while the next takes its place. */
    private String key(int choice) {
        return own + "-" + choice;
    }

    /** The question is no longer asked; nothing where none is. */
    public synchronized void takeBack() {
        UInt32 number = asked;
        forget();
        if (!number.equals(NOTHING)) {
            attempt(desktop -> {
                desktop.takeBack(number);
                return number;
            });
        }
    }

    /** What a server is asked. */
    @FunctionalInterface
    private interface Asking {
        UInt32 of(NotificationServer desktop);
    }

    private Optional<UInt32> attempt(Asking asking) {
        try {
            return Optional.of(asking.of(connected()));
        } catch (IOException | DBusException | DBusExecutionException none) {
            LOG.info("no notification: {}", none.toString());
            return Optional.empty();
        }
    }

    private NotificationServer connected() throws IOException, DBusException {
        DBusConnection old = bus;
        NotificationServer known = server;
        if (known != null && old != null && old.isConnected()) {
            return known;
        }
        forget();
        if (old != null) {
            OwnBus.close(old);
        }
        DBusConnection fresh =
                OwnBus.open(
                        address.orElseThrow(() -> new IOException("there is no session bus")),
                        patience);
        bus = fresh;
        OwnBus.listen(
                fresh, NotificationServer.NAME, NotificationServer.CHOSEN, null, this::chosen);
        OwnBus.listen(
                fresh, NotificationServer.NAME, NotificationServer.CLOSED, null, this::closed);
        NotificationServer desktop =
                fresh.getRemoteObject(
                        NotificationServer.NAME, NotificationServer.PATH, NotificationServer.class);
        server = desktop;
        return desktop;
    }

    private static UInt32 put(
            NotificationServer desktop,
            UInt32 replaces,
            String title,
            String text,
            List<String> actions,
            int expireMillis) {
        // asked each time: another program may show them by now
        List<String> able = desktop.capabilities();
        return desktop.show(
                APPLICATION,
                replaces,
                ICON,
                title,
                able.contains("body-markup") ? escaped(text) : text,
                able.contains("actions") ? actions : List.of(),
                Map.of("desktop-entry", new Variant<>(ICON)),
                expireMillis);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private void chosen(List<Object> action) {
        answer(action).ifPresent(choice -> choice.chosen().run());
    }

    /** Waits for the one that asks, so that its number is known. */
    private synchronized Optional<Question.Choice> answer(List<Object> action) {
        if (!isAsked(action)) {
            return Optional.empty();
        }
        Optional<Question.Choice> answer =
                IntStream.range(0, choices.size())
                        .filter(i -> action.getLast().equals(key(i)))
                        .mapToObj(choices::get)
                        .findFirst();
        if (answer.isPresent()) {
            forget();
        }
        return answer;
    }

    private synchronized void closed(List<Object> notification) {
        if (isAsked(notification)) {
            forget();
        }
    }

    private boolean isAsked(List<Object> signal) {
        return !asked.equals(NOTHING) && signal.size() > 1 && signal.getFirst().equals(asked);
    }

    private void forget() {
        asked = NOTHING;
        choices = List.of();
    }

    /** Ends the connection; a question that is asked stays unanswered. */
    @Override
    public void close() {
        DBusConnection open;
        synchronized (this) {
            open = bus;
            bus = null;
            server = null;
            forget();
        }
        if (open != null) {
            // without the lock, which an answer that is on its way may wait for
            OwnBus.close(open);
        }
    }
}
