package dev.lastframe.core.capture.x11;

import dev.lastframe.core.events.InputException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an X server's screen saver and its power saving of monitors (DPMS) away for as long as it
 * is open; the server ends it by itself when the process dies. Desktops that lock by timers of
 * their own are not held up. Opened and closed by any thread, one at a time; blocks for a
 * millisecond.
 */
public final class X11Awake implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(X11Awake.class);

    private static final int QUERY_VERSION = 0;
    private static final int SUSPEND = 5;

    private final @Nullable XcbConnection connection;

    private X11Awake(@Nullable XcbConnection connection) {
        this.connection = connection;
    }

    /**
     * Begins. Where the server cannot do it nothing happens, as a recording needs it not.
     *
     * @param displayName null for the process's own display
     */
    public static X11Awake open(@Nullable String displayName) {
        XcbConnection opened;
        try {
            opened = XcbConnection.open(displayName);
        } catch (InputException none) {
            LOG.info("the screen saver is not held up: {}", none.getMessage());
            return new X11Awake(null);
        }
        if (suspend(opened)) {
            return new X11Awake(opened);
        }
        LOG.info("the screen saver is not held up: the X server cannot do it");
        opened.close();
        return new X11Awake(null);
    }

    private static boolean suspend(XcbConnection connection) {
        int[] numbers = connection.extension("MIT-SCREEN-SAVER");
        if (numbers == null) {
            return false;
        }
        ByteBuffer version = connection.request(numbers[0], QUERY_VERSION);
        version.put((byte) 1).put((byte) 1).putShort((short) 0);
        ByteBuffer known = connection.ask(version);
        if (known == null || known.getShort(8) < 1 || known.getShort(10) < 1) {
            return false;
        }
        return connection.doNow(connection.request(numbers[0], SUSPEND).putInt(1));
    }

    /** Whether they are kept away. */
    public boolean holds() {
        return connection != null;
    }

    /** May be called twice. */
    @Override
    public void close() {
        if (connection != null) {
            connection.close();
        }
    }
}
