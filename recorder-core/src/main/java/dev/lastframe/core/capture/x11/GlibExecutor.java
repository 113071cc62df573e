package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks on a toolkit's thread, in the order in which they were given. Where that thread waits
 * in GLib's default event loop, as JavaFX's does on Linux, they are given to the loop itself: the
 * toolkit's own way goes through another thread, which is woken for each of them. There they come
 * between the toolkit's events, before what it draws and before the tasks that were given to the
 * toolkit itself. Callable from any thread; never blocks.
 *
 * <p>What a task throws is for the thread's handler of uncaught exceptions. After the toolkit's end
 * tasks are not run.
 */
public final class GlibExecutor implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(GlibExecutor.class);

    /** As the toolkit's own events. */
    private static final int PRIORITY_DEFAULT = 0;

    private static final int REMOVED = 0;

    private static final Map<Long, GlibExecutor> EXECUTORS = new ConcurrentHashMap<>();
    private static final AtomicLong LAST_NUMBER = new AtomicLong();

    /** Needs GLib; loaded ahead by {@link X11Libraries}, or by the first task. */
    static final class Loop {

        static final MethodHandle IDLE_ADD =
                Native.returningInt(Glib.LIBRARY, "g_idle_add_full", "illl");
        static final long CALLBACK =
                Glib.callback(
                        MethodHandles.lookup(),
                        "onTurn",
                        FunctionDescriptor.of(JAVA_INT, JAVA_LONG));

        private Loop() {}

        /** Called by GLib in its loop. Nothing may be thrown into C. */
        @SuppressWarnings("unused") // by the upcall stub
        private static int onTurn(long number) {
            GlibExecutor executor = EXECUTORS.get(number);
            if (executor != null) {
                executor.turn();
            }
            return REMOVED;
        }
    }

    private final Executor toolkit;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Runnable turn = this::turn;
    private final long number = LAST_NUMBER.incrementAndGet();

    /** Used by the toolkit's thread alone. */
    private boolean lookedAt;

    /** The toolkit's thread runs GLib's default loop. */
    private volatile boolean inLoop;

    /**
     * @param toolkit runs tasks on the toolkit's one thread, in order, without waiting for them;
     *     given the first tasks, until the first has run, and all of them where there is no such
     *     loop
     */
    public GlibExecutor(Executor toolkit) {
        this.toolkit = toolkit;
        EXECUTORS.put(number, this);
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (inLoop) {
            addTurn();
            return;
        }
        try {
            toolkit.execute(turn);
        } catch (RuntimeException refused) {
            tasks.remove(task);
            throw refused;
        }
    }

    private void addTurn() {
        try {
            int ignored =
                    (int) Loop.IDLE_ADD.invokeExact(PRIORITY_DEFAULT, Loop.CALLBACK, number, 0L);
        } catch (Throwable fault) {
            throw Native.broken(fault);
        }
    }

    /**
     * Does all that waits, whichever way the turn came: so the order is that in which tasks were
     * given, and a turn that the toolkit holds up holds up no task.
     */
    private void turn() {
        if (!lookedAt) {
            lookedAt = true;
            inLoop = isLoop();
        }
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            run(task);
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable thrown) {
            try {
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
            } catch (Throwable fault) {
                Glib.tell(fault);
            }
        }
    }

    private static boolean isLoop() {
        try {
            if (Glib.isThisThreads() && Loop.CALLBACK != 0) {
                LOG.info("tasks of the capture thread go straight to its event loop");
                return true;
            }
        } catch (ExceptionInInitializerError
                | UnsatisfiedLinkError
                | NoClassDefFoundError
                | IllegalArgumentException missing) {
            LOG.debug("no event loop: {}", missing.toString());
        }
        return false;
    }
}
