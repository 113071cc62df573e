package dev.lastframe.core.capture.x11;

import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** The function of {@code libX11-xcb} that lends Xlib's connection to {@link XcbCalls}. */
final class XlibXcb {

    private static final SymbolLookup LENDER = Native.library("libX11-xcb.so.1");

    private static final MethodHandle XGET_XCBCONNECTION =
            Native.returningLong(LENDER, "XGetXCBConnection", "l");

    private XlibXcb() {}

    static long xGetXCBConnection(long display) {
        try {
            return (long) XGET_XCBCONNECTION.invokeExact(display);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }
}
