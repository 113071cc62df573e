package dev.lastframe.core.threads;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
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

    /** Of {@code sched.h}. */
    private static final int SCHED_BATCH = 3;

    /** What Linux keeps of "C1 CompilerThread0" and "C2 CompilerThread0". */
    private static final String COMPILER = "CompilerThre";

    private Niceness() {}

    /**
     * Raises the niceness of the calling thread and of the threads it will start to this; one that
     * is as nice already stays as it is. Does nothing where the system does not know it.
     *
     * @param nice 0 (none) to 19 (most)
     */
    public static void raise(int nice) {
        if (isLinux()) {
            raise(CALLING_THREAD, nice);
        }
    }

    /**
     * From now on the calling thread and the threads it will start let finish what runs: when one
     * of them wakes up, it waits until a processor is free or its turn comes, where others would
     * push the running thread aside. Its share of the processors stays the same. Does nothing where
     * the system does not know it.
     */
    public static void letFinish() {
        if (!isLinux()) {
            return;
        }
        Optional<MethodHandle> set =
                function(
                        "sched_setscheduler",
                        FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
        if (set.isEmpty()) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            // struct sched_param: a priority, which has to be 0 for threads without privileges
            MemorySegment parameters = arena.allocate(JAVA_INT);
            int failed = (int) set.get().invokeExact(CALLING_THREAD, SCHED_BATCH, parameters);
            if (failed != 0) {
                LOG.debug("the thread could not be made one that lets others finish");
            }
        } catch (Throwable fault) {
            throw new IllegalStateException("the policy of a thread", fault);
        }
    }

    /**
     * Raises, for as long as the process lives, the niceness of Java's compilers to this; those
     * that are as nice already stay as they are. What is run for the first time makes them take all
     * processors for a second; what runs already is compiled. Does nothing where the system does
     * not know it.
     *
     * @param nice 0 (none) to 19 (most)
     */
    public static void raiseOfCompilers(int nice) {
        if (!isLinux()) {
            return;
        }
        for (int thread : OwnThreads.named(name -> name.contains(COMPILER))) {
            // those that it starts will inherit it
            raise(thread, nice);
        }
    }

    private static boolean isLinux() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");
    }

    private static void raise(int thread, int nice) {
        Optional<MethodHandle> ask =
                function("getpriority", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
        Optional<MethodHandle> set =
                function(
                        "setpriority",
                        FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
        if (ask.isEmpty() || set.isEmpty()) {
            return;
        }
        try {
            // -1 is a failure too: then setting it fails as well, and that is told
            int before = (int) ask.get().invokeExact(PRIO_PROCESS, thread);
            if (before >= nice) {
                return;
            }
            int failed = (int) set.get().invokeExact(PRIO_PROCESS, thread, nice);
            if (failed != 0) {
                LOG.debug("the niceness could not be raised to {}", nice);
            }
        } catch (Throwable fault) {
            throw new IllegalStateException("the niceness of a thread", fault);
        }
    }

    private static Optional<MethodHandle> function(String name, FunctionDescriptor kind) {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup().find(name).map(found -> linker.downcallHandle(found, kind));
    }
}
