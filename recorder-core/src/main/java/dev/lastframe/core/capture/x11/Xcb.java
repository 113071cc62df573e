package dev.lastframe.core.capture.x11;

import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * The functions of {@code libxcb} that send a request without waiting for its answer, and the one
 * of {@code libX11-xcb} that lends Xlib's connection to them.
 */
final class Xcb {

    private static final SymbolLookup LENDER = Native.library("libX11-xcb.so.1");
    private static final SymbolLookup LIBRARY = Native.library("libxcb.so.1");

    private static final MethodHandle XGET_XCBCONNECTION =
            Native.returningLong(LENDER, "XGetXCBConnection", "l");
    private static final MethodHandle XCB_SEND_REQUEST =
            Native.returningInt(LIBRARY, "xcb_send_request", "lill");
    private static final MethodHandle XCB_WAIT_FOR_REPLY =
            Native.returningLong(LIBRARY, "xcb_wait_for_reply", "lil");

    private Xcb() {}

    static long xGetXCBConnection(long display) {
        try {
            return (long) XGET_XCBCONNECTION.invokeExact(display);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int xcbSendRequest(long connection, int flags, long vector, long request) {
        try {
            return (int) XCB_SEND_REQUEST.invokeExact(connection, flags, vector, request);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static long xcbWaitForReply(long connection, int sequence, long error) {
        try {
            return (long) XCB_WAIT_FOR_REPLY.invokeExact(connection, sequence, error);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }
}
