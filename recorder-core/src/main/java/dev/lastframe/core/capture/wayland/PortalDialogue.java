package dev.lastframe.core.capture.wayland;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureException.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;

/**
 * Asks the portal for a screen, step by step; a person answers in the desktop's own dialog, or a
 * token does. Used by one thread; blocks.
 */
final class PortalDialogue {

    private static final int SCREEN = 1;
    private static final int WINDOW = 2;
    private static final int POINTER_HIDDEN = 1;
    private static final int POINTER_EMBEDDED = 2;

    /** Until the person takes it back. */
    private static final int PERSIST = 2;

    private final PortalConnection connection;

    /** For what the portal answers by itself. */
    private static final Duration PROMPT = Duration.ofSeconds(30);

    private final Duration limit;
    private final CompletableFuture<?> cancelled;

    /**
     * @param limit for the person's answer
     * @param cancelled ends every waiting when it is completed
     */
    PortalDialogue(PortalConnection connection, Duration limit, CompletableFuture<?> cancelled) {
        this.connection = connection;
        this.limit = limit;
        this.cancelled = cancelled;
    }

    /**
     * What came of it.
     *
     * @param remote the file descriptor of a connection to PipeWire, owned by the receiver
     */
    record Answer(Grant grant, int remote) {}

    /** Whether the portal can draw the pointer into the pictures. */
    boolean hasPointer() {
        return (connection.flags("AvailableCursorModes") & POINTER_EMBEDDED) != 0;
    }

    /**
     * Goes through the whole of it.
     *
     * @param token of the time before; null where a dialog is to come
     * @param pointer whether the pointer is to be in the pictures, if that can be had
     * @throws CancellationException when it was cancelled
     */
    Answer ask(@Nullable String token, boolean pointer)
            throws CaptureException, InterruptedException {
        ScreenCast portal = connection.portal();
        try {
            Map<String, Variant<?>> begin = PortalAnswers.options();
            begin.put("session_handle_token", new Variant<>(PortalAnswers.freshToken()));
            Request.Response created = await(portal.createSession(begin), PROMPT);
            Variant<?> handle = created.results().get("session_handle");
            if (handle == null) {
                throw Packages.noBackend(null);
            }
            DBusPath session = new DBusPath(String.valueOf(handle.getValue()));
            await(portal.selectSources(session, sources(token, pointer)), PROMPT);
            Request.Response started =
                    await(portal.start(session, "", PortalAnswers.options()), limit);
            Grant grant =
                    Grant.of(started)
                            .orElseThrow(() ->
                                    new CaptureException(
                                            Reason.NOT_ALLOWED,
                                            "No screen was chosen in the desktop's dialog: record"
                                                    + " again and choose one."));
            return new Answer(
                    grant,
                    PortalConnection.duplicate(
                            portal.openPipeWireRemote(session, Map.of()).getIntFileDescriptor()));
        } catch (DBusExecutionException refused) {
            throw new CaptureException(
                    Reason.WAYLAND,
                    "The desktop's portal refused to give a screen ("
                            + refused.getMessage()
                            + "): log in again and record again.",
                    refused);
        }
    }

    private Map<String, Variant<?>> sources(@Nullable String token, boolean pointer) {
        Map<String, Variant<?>> wanted = PortalAnswers.options();
        int types = connection.flags("AvailableSourceTypes") & (SCREEN | WINDOW);
        wanted.put("types", new Variant<>(new UInt32(types == 0 ? SCREEN : types)));
        wanted.put("multiple", new Variant<>(false));
        int modes = connection.flags("AvailableCursorModes");
        int mode = pointer && hasPointer() ? POINTER_EMBEDDED : POINTER_HIDDEN;
        if ((modes & mode) != 0) {
            wanted.put("cursor_mode", new Variant<>(new UInt32(mode)));
        }
        wanted.put("persist_mode", new Variant<>(new UInt32(PERSIST)));
        if (token != null) {
            wanted.put("restore_token", new Variant<>(token));
        }
        return wanted;
    }

    /** Waits for the answer to a request; it is taken back where nobody waits any more. */
    private Request.Response await(DBusPath request, Duration patience)
            throws CaptureException, InterruptedException {
        CompletableFuture<Request.Response> answer = connection.answer(request.getPath());
        try {
            CompletableFuture.anyOf(answer, connection.ended(), cancelled)
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException nobody) {
            connection.takeBack(request);
            throw new CaptureException(
                    Reason.NOT_ALLOWED,
                    "Nobody answered the desktop's dialog within "
                            + patience.toSeconds()
                            + " s: record again and choose a screen in it.",
                    nobody);
        } catch (ExecutionException broken) {
            connection.takeBack(request);
            throw new IllegalStateException("the waiting for the portal broke", broken);
        } catch (InterruptedException interrupted) {
            connection.takeBack(request);
            throw interrupted;
        }
        Request.Response response = answer.getNow(null);
        if (response == null) {
            connection.takeBack(request);
            if (cancelled.isDone()) {
                throw new CancellationException("no longer wanted");
            }
            throw Packages.noPortal(null);
        }
        return switch (response.code()) {
            case 0 -> response;
            case 1 ->
                    throw new CaptureException(
                            Reason.NOT_ALLOWED,
                            "The desktop's dialog was cancelled: record again and choose a screen"
                                    + " in it.");
            default ->
                    throw new CaptureException(
                            Reason.NOT_ALLOWED,
                            "The desktop did not allow its screen to be recorded, or could not give"
                                    + " it: see its privacy settings, and what its portal says in"
                                    + " `journalctl --user -b`.");
        };
    }
}
