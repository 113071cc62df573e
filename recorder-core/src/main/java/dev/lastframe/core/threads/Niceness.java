package dev.lastframe.core.threads;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a thread yield to the others. Java's own thread priorities do nothing on Linux without
 * privileges; there, niceness belongs to a thread and may always be raised. Callable from any
 * platform thread; a virtual one would raise that of whatever thread carries it.
 */
public final class Niceness {

    /** Of work that nobody waits for. */
    public static final int MOST = 19;

    private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);
    private static final int PRIO_PROCESS = 0;
    private static final int CALLING_THREAD = 0;

    private Niceness() {}

    /**
     * Raises the niceness of the calling thread and of the threads it will start; does nothing
     * where the system does not know it.
     *
     * @param nice 0 (none) to 19 (most)
     */
    public static void raise(int nice) {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")) {
            return;
        }
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> function = linker.defaultLookup().find("setpriority");
        if (function.isEmpty()) {
            return;
        }
        try {
            int failed =
                    (int)
                            linker.downcallHandle(
                                            function.get(),
                                            FunctionDescriptor.of(
                                                    JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT))
                                    .invokeExact(PRIO_PROCESS, CALLING_THREAD, nice);
            if (failed != 0) {
                LOG.debug("the niceness could not be raised to {}", nice);
            }
        } catch (Throwable fault) {
            throw new IllegalStateException("setpriority", fault);
        }
    }
}
