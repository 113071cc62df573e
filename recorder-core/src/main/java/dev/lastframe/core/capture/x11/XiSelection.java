package dev.lastframe.core.capture.x11;

import dev.lastframe.core.events.InputException;
import java.nio.ByteBuffer;

/**
 * XInput 2: presses of keys and buttons and movements, wherever the pointer is and whatever window
 * has the focus. Used by one thread.
 */
final class XiSelection {

    /** What the server tells of. */
    enum Told {
        NOTHING(0),
        PRESSES(1 << Kind.KEY_PRESS | 1 << Kind.BUTTON_PRESS | 1 << Kind.BUTTON_RELEASE),
        PRESSES_AND_MOTION(PRESSES.bits | 1 << Kind.MOTION);

        private final int bits;

        Told(int bits) {
            this.bits = bits;
        }
    }

    /** Kinds of events. */
    static final class Kind {

        static final int KEY_PRESS = 13;
        static final int BUTTON_PRESS = 15;
        static final int BUTTON_RELEASE = 16;
        static final int MOTION = 17;

        private Kind() {}
    }

    private static final int SELECT_EVENTS = 46;
    private static final int QUERY_VERSION = 47;
    private static final short ALL_MASTER_DEVICES = 1;
    private static final int GENERIC_EVENT = 35;

    /** A key that is held down. */
    private static final int REPEATED = 1 << 16;

    /** Before 2.1 a grab by another program silences the raw events. */
    private static final int MINOR = 1;

    private final XcbConnection connection;
    private final int opcode;
    private volatile Told told = Told.NOTHING;

    private XiSelection(XcbConnection connection, int opcode) {
        this.connection = connection;
        this.opcode = opcode;
    }

    /**
     * Asks for the extension; nothing is told yet.
     *
     * @throws InputException where the server lacks it
     */
    static XiSelection open(XcbConnection connection) throws InputException {
        int[] numbers = connection.extension("XInputExtension");
        ByteBuffer version = null;
        if (numbers != null) {
            ByteBuffer request = connection.request(numbers[0], QUERY_VERSION);
            version = connection.ask(request.putShort((short) 2).putShort((short) MINOR));
        }
        boolean enough =
                version != null
                        && (version.getShort(8) > 2
                                || (version.getShort(8) == 2 && version.getShort(10) >= MINOR));
        if (numbers == null || !enough) {
            throw new InputException(
                    "The X server does not tell of pointer and keys: it lacks XInput 2.1.");
        }
        return new XiSelection(connection, numbers[0]);
    }

    Told told() {
        return told;
    }

    /** Selects, and waits until the server did. */
    boolean selectNow(Told what) {
        boolean done = connection.doNow(request(what));
        if (done) {
            told = what;
        }
        return done;
    }

    /** Selects with the next request that is sent. */
    void select(Told what) {
        if (what != told) {
            connection.doSoon(request(what));
            told = what;
        }
    }

    private ByteBuffer request(Told what) {
        return connection
                .request(opcode, SELECT_EVENTS)
                .putInt(connection.root())
                .putShort((short) 1)
                .putShort((short) 0)
                .putShort(ALL_MASTER_DEVICES)
                .putShort((short) 1)
                .putInt(what.bits);
    }

    /**
     * The kind of an event.
     *
     * @return 0 for one that is not XInput's, or of a key that is held down
     */
    int kind(ByteBuffer event) {
        boolean ours =
                (event.get(0) & 0x7f) == GENERIC_EVENT
                        && (event.get(1) & 0xff) == opcode
                        && (event.getInt(24) & REPEATED) == 0;
        return ours ? event.getShort(8) : 0;
    }

    static int device(ByteBuffer event) {
        return event.getShort(10);
    }

    /** The key's or the button's number. */
    static int detail(ByteBuffer event) {
        return event.getInt(16);
    }
}
