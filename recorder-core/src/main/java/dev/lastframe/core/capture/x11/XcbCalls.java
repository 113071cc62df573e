package dev.lastframe.core.capture.x11;

import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * The X protocol by XCB. Unlike Xlib it has no handlers that belong to the whole process, and does
 * not end it: an error or a lost display is an answer, to whoever asked.
 */
final class XcbCalls {

    private static final SymbolLookup LIBRARY = Native.library("libxcb.so.1");

    private static final MethodHandle CONNECT = Native.returningLong(LIBRARY, "xcb_connect", "ll");
    private static final MethodHandle DISCONNECT =
            Native.returningVoid(LIBRARY, "xcb_disconnect", "l");
    private static final MethodHandle HAS_ERROR =
            Native.returningInt(LIBRARY, "xcb_connection_has_error", "l");
    private static final MethodHandle FILE_DESCRIPTOR =
            Native.returningInt(LIBRARY, "xcb_get_file_descriptor", "l");
    private static final MethodHandle SETUP = Native.returningLong(LIBRARY, "xcb_get_setup", "l");
    private static final MethodHandle SEND =
            Native.returningInt(LIBRARY, "xcb_send_request", "lill");
    private static final MethodHandle WAIT =
            Native.returningLong(LIBRARY, "xcb_wait_for_reply", "lil");
    private static final MethodHandle POLL_REPLY =
            Native.returningInt(LIBRARY, "xcb_poll_for_reply", "lill");
    private static final MethodHandle CHECK =
            Native.returningLong(LIBRARY, "xcb_request_check", "li");
    private static final MethodHandle POLL_EVENT =
            Native.returningLong(LIBRARY, "xcb_poll_for_event", "l");
    private static final MethodHandle QUEUED_EVENT =
            Native.returningLong(LIBRARY, "xcb_poll_for_queued_event", "l");
    private static final MethodHandle FLUSH = Native.returningInt(LIBRARY, "xcb_flush", "l");

    private XcbCalls() {}

    /** Always returns a connection, which may be broken. */
    static long connect(long name, long screen) {
        try {
            return (long) CONNECT.invokeExact(name, screen);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static void disconnect(long connection) {
        try {
            DISCONNECT.invokeExact(connection);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int hasError(long connection) {
        try {
            return (int) HAS_ERROR.invokeExact(connection);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int fileDescriptor(long connection) {
        try {
            return (int) FILE_DESCRIPTOR.invokeExact(connection);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static long setup(long connection) {
        try {
            return (long) SETUP.invokeExact(connection);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    /** Returns the request's number. */
    static int send(long connection, int flags, long vectors, long request) {
        try {
            return (int) SEND.invokeExact(connection, flags, vectors, request);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    /** Waits for the server; 0 for an error or a lost display. */
    static long waitForReply(long connection, int number, long error) {
        try {
            return (long) WAIT.invokeExact(connection, number, error);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    /**
     * Whether the server has answered, or is lost; the places then hold the reply, and the error, 0
     * for none. Does not block.
     */
    static boolean pollForReply(long connection, int number, long reply, long error) {
        try {
            return (int) POLL_REPLY.invokeExact(connection, number, reply, error) != 0;
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    /** Waits for the server; the error of a request that has no reply, 0 for none. */
    static long check(long connection, int number) {
        try {
            return (long) CHECK.invokeExact(connection, number);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    /** The next event that has come, 0 for none. Does not block. */
    static long pollEvent(long connection) {
        try {
            return (long) POLL_EVENT.invokeExact(connection);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    /** The next event that was read already, 0 for none. */
    static long queuedEvent(long connection) {
        try {
            return (long) QUEUED_EVENT.invokeExact(connection);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int flush(long connection) {
        try {
            return (int) FLUSH.invokeExact(connection);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }
}
