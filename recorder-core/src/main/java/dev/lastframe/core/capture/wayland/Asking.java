package dev.lastframe.core.capture.wayland;

import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.frame.Rect;
import dev.lastframe.core.time.NanoClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks the desktop's portal for a screen and reads its stream, as often as one recording has to.
 * Used by one thread at a time; blocks.
 */
final class Asking {

    private final Optional<String> bus;
    private final RestoreToken token;
    private final @Nullable Rect part;
    private final boolean cursor;
    private final NanoClock clock;
    private final PictureLine<StreamPicture> line;

    /**
     * @param bus the address of the session's bus; empty where there is none
     * @param tokenFile where the desktop's permission is kept
     * @param part of each picture that is wanted; null for all of it
     * @param cursor whether the pointer is to be in the pictures
     * @param line where the pictures go
     */
    Asking(
            Optional<String> bus,
            Path tokenFile,
            @Nullable Rect part,
            boolean cursor,
            NanoClock clock,
            PictureLine<StreamPicture> line) {
        this.bus = bus;
        this.token = new RestoreToken(tokenFile);
        this.part = part;
        this.cursor = cursor;
        this.clock = clock;
        this.line = line;
    }

    PictureLine<StreamPicture> line() {
        return line;
    }

    /** Whether the desktop may allow it without its dialog. */
    boolean isRemembered() {
        return token.read() != null;
    }

    /**
     * Goes through the whole of it, until the first picture is in line.
     *
     * @param answer how long the desktop's dialog may stay unanswered
     * @param picture how long the first picture may take
     * @param cancelled ends every waiting when it is completed
     */
    Feed ask(Duration answer, Duration picture, CompletableFuture<?> cancelled)
            throws CaptureException, InterruptedException {
        PortalConnection portal =
                PortalConnection.open(bus.orElseThrow(() -> Packages.noBus(null)));
        try {
            PipeWireStream.require();
            PortalDialogue dialogue = new PortalDialogue(portal, answer, cancelled);
            PortalDialogue.Answer allowed = dialogue.ask(token.read(), cursor);
            token.replace(allowed.grant().token());
            PipeWireStream stream =
                    PipeWireStream.open(
                            new PipeWireRemote(allowed.remote()),
                            allowed.grant().node(),
                            part,
                            picture,
                            cancelled,
                            clock,
                            line);
            List<String> limits =
                    cursor && !dialogue.hasPointer()
                            ? List.of("This desktop's portal gives no pictures with the pointer.")
                            : List.of();
            return new Feed(stream, portal, limits);
        } catch (CaptureException | InterruptedException | RuntimeException | Error refused) {
            portal.close();
            throw refused;
        }
    }
}
