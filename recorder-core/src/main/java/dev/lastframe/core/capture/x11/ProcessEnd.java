package dev.lastframe.core.capture.x11;

import java.lang.invoke.MethodHandle;

/** The C library's way to end the process without asking anybody. */
final class ProcessEnd {

    private static final MethodHandle EXIT = Native.returningVoid(Native.libc(), "_exit", "i");

    private ProcessEnd() {}

    static void exit(int code) {
        try {
            EXIT.invokeExact(code);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }
}
