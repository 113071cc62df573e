package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** XInput 2: the pointer's movements, wherever it is and whatever window it is over. */
final class Xinput {

    private static final SymbolLookup LIBRARY = Native.library("libXi.so.6");

    private static final MethodHandle XI_QUERY_VERSION =
            Native.returningInt(LIBRARY, "XIQueryVersion", "lll");
    private static final MethodHandle XI_SELECT_EVENTS =
            Native.returningInt(LIBRARY, "XISelectEvents", "llli");

    private static final int ALL_MASTER_DEVICES = 1;
    private static final int RAW_MOTION = 17;
    private static final int MASK_BYTES = 4;

    /** Before 2.1 a grab by another program silences the raw events. */
    private static final int MINOR = 1;

    private Xinput() {}

    /**
     * Lets the server tell each movement of the pointer by a generic event. Waits for the server.
     *
     * @return whether it will
     */
    static boolean selectMotion(long display, long root) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment version = call.allocate(8, 4);
            version.set(JAVA_INT, 0, 2);
            version.set(JAVA_INT, 4, MINOR);
            int refused =
                    (int)
                            XI_QUERY_VERSION.invokeExact(
                                    display, version.address(), version.address() + 4);
            if (refused != 0 || version.get(JAVA_INT, 4) < MINOR) {
                return false;
            }
            MemorySegment bits = call.allocate(MASK_BYTES);
            bits.set(JAVA_BYTE, RAW_MOTION / 8, (byte) (1 << RAW_MOTION % 8));
            MemorySegment mask = call.allocate(16, 8);
            mask.set(JAVA_INT, 0, ALL_MASTER_DEVICES);
            mask.set(JAVA_INT, 4, MASK_BYTES);
            mask.set(JAVA_LONG, 8, bits.address());
            return (int) XI_SELECT_EVENTS.invokeExact(display, root, mask.address(), 1) == 0;
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }
}
