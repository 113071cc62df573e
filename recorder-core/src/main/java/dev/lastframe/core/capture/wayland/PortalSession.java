package dev.lastframe.core.capture.wayland;

import dev.lastframe.core.keys.Chord;
import dev.lastframe.core.keys.GlobalKeys.Wish;
import dev.lastframe.core.keys.KeysException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;

/** One session of the portal's keys. */
final class PortalSession {

    /** For what the portal answers by itself. */
    private static final long PROMPT_SECONDS = 30;

    private final GlobalShortcuts portal;
    private final PortalAnswers answers;
    private final DBusPath path;

    private PortalSession(GlobalShortcuts portal, PortalAnswers answers, DBusPath path) {
        this.portal = portal;
        this.answers = answers;
        this.path = path;
    }

    /**
     * Begins one; blocks.
     *
     * @param owner the portal's own name on the bus
     */
    static PortalSession create(DBusConnection bus, String owner)
            throws DBusException, KeysException {
        PortalAnswers answers = PortalAnswers.listen(bus, owner);
        GlobalShortcuts portal =
                bus.getRemoteObject(
                        PortalConnection.NAME, PortalConnection.PATH, GlobalShortcuts.class);
        Map<String, Variant<?>> options = PortalAnswers.options();
        options.put("session_handle_token", new Variant<>(PortalAnswers.freshToken()));
        DBusPath request = portal.createSession(options);
        Request.Response response = await(answers.to(request.getPath()));
        Variant<?> handle = response == null ? null : response.results().get("session_handle");
        if (handle == null) {
            throw new KeysException("The desktop's portal began no session for keys.");
        }
        return new PortalSession(portal, answers, new DBusPath(String.valueOf(handle.getValue())));
    }

    private static Request.@Nullable Response await(CompletableFuture<Request.Response> answer)
            throws KeysException {
        try {
            return answer.get(PROMPT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException none) {
            throw new KeysException("The desktop's portal does not answer for keys.", none);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new KeysException("Nobody waits for the portal's keys any more.", ended);
        }
    }

    /** Whether a path is this session's. */
    boolean is(String other) {
        return path.getPath().equals(other);
    }

    /** Asks for all of them; the person may have to answer. Exceptional where that broke. */
    CompletableFuture<Request.Response> bind(List<Wish> wishes) {
        List<GlobalShortcuts.Shortcut> wanted =
                wishes.stream()
                        .map(wish ->
                                new GlobalShortcuts.Shortcut(
                                        wish.id(),
                                        Map.of(
                                                "description",
                                                new Variant<>(wish.description()),
                                                "preferred_trigger",
                                                new Variant<>(trigger(wish.chord())))))
                        .toList();
        try {
            DBusPath request = portal.bindShortcuts(path, wanted, "", PortalAnswers.options());
            return answers.to(request.getPath());
        } catch (DBusExecutionException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /** As the shortcuts' specification writes keys: the names of keys are those of xkbcommon. */
    static String trigger(Chord chord) {
        StringBuilder text = new StringBuilder();
        for (Chord.Modifier held : Chord.Modifier.values()) {
            if (chord.modifiers().contains(held)) {
                text.append(held == Chord.Modifier.SUPER ? "LOGO" : held.name()).append('+');
            }
        }
        String key =
                switch (chord.key()) {
                    case "Enter" -> "Return";
                    case "PageUp" -> "Page_Up";
                    case "PageDown" -> "Page_Down";
                    case "Backspace" -> "BackSpace";
                    case "Space" -> "space";
                    default -> chord.key().length() == 1 ? lower(chord.key()) : chord.key();
                };
        return text.append(key).toString();
    }

    private static String lower(String letter) {
        char only = letter.charAt(0);
        return String.valueOf(only >= 'A' && only <= 'Z' ? (char) (only + ('a' - 'A')) : only);
    }

    /** By id: how the desktop writes the keys of what it gave. */
    static Map<String, String> shortcuts(Request.Response response) {
        Variant<?> list = response.results().get("shortcuts");
        return list != null && list.getValue() instanceof List<?> all ? written(all) : Map.of();
    }

    /** The same of a list; what is no shortcut is left out. */
    static Map<String, String> written(List<?> shortcuts) {
        Map<String, String> texts = new HashMap<>();
        for (Object each : shortcuts) {
            Object[] parts =
                    switch (each) {
                        case GlobalShortcuts.Shortcut one -> new Object[] {one.id, one.properties};
                        case Object[] raw -> raw;
                        case null, default -> new Object[0];
                    };
            if (parts.length > 1
                    && parts[0] instanceof String id
                    && parts[1] instanceof Map<?, ?> properties) {
                Object text = properties.get("trigger_description");
                texts.put(
                        id,
                        text instanceof Variant<?> value
                                ? keys(String.valueOf(value.getValue()))
                                : "");
            }
        }
        return texts;
    }

    /** Some desktops write a sentence of it. */
    private static String keys(String description) {
        return description.strip().replaceFirst("(?i)^press ", "").strip();
    }
}
