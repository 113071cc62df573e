package dev.lastframe.core.capture.x11;

import dev.lastframe.core.events.InputException;
import dev.lastframe.core.events.InputSource;
import dev.lastframe.core.events.InputWatch;
import dev.lastframe.core.time.NanoClock;
import org.jspecify.annotations.Nullable;

/** Pointer and keys of an X server, by a connection of their own. */
public final class X11InputSource implements InputSource {

    private final @Nullable String displayName;
    private final NanoClock clock;

    /**
     * Connects to nothing yet.
     *
     * @param displayName null for the process's own display
     */
    public X11InputSource(@Nullable String displayName, NanoClock clock) {
        this.displayName = displayName;
        this.clock = clock;
    }

    @Override
    public InputWatch open(boolean titles) throws InputException {
        XcbConnection connection = XcbConnection.open(displayName);
        try {
            if (connection.extension("XWAYLAND") != null) {
                throw new InputException(
                        "This is a Wayland session, which tells no program of pointer and keys.");
            }
            return new X11InputWatch(
                    connection,
                    XiSelection.open(connection),
                    XkbKeyboard.open(connection),
                    new X11Focus(connection, titles),
                    clock);
        } catch (InputException | RuntimeException | Error failed) {
            connection.close();
            throw failed;
        }
    }
}
