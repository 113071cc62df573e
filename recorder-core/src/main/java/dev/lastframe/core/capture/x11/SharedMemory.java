package dev.lastframe.core.capture.x11;

import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** System V shared memory, from the C library. */
final class SharedMemory {

    private static final SymbolLookup LIBRARY = Native.libc();

    private static final MethodHandle SHMGET = Native.returningInt(LIBRARY, "shmget", "ili");
    private static final MethodHandle SHMAT = Native.returningLong(LIBRARY, "shmat", "ili");
    private static final MethodHandle SHMDT = Native.returningInt(LIBRARY, "shmdt", "l");
    private static final MethodHandle SHMCTL = Native.returningInt(LIBRARY, "shmctl", "iil");

    private static final MethodHandle MADVISE = Native.returningInt(LIBRARY, "madvise", "lli");

    private SharedMemory() {}

    static int madvise(long address, long bytes, int advice) {
        try {
            return (int) MADVISE.invokeExact(address, bytes, advice);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int shmget(int key, long bytes, int flags) {
        try {
            return (int) SHMGET.invokeExact(key, bytes, flags);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static long shmat(int id, long address, int flags) {
        try {
            return (long) SHMAT.invokeExact(id, address, flags);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int shmdt(long address) {
        try {
            return (int) SHMDT.invokeExact(address);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    static int shmctl(int id, int command, long buffer) {
        try {
            return (int) SHMCTL.invokeExact(id, command, buffer);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }
}
