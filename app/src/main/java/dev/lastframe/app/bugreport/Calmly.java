package dev.lastframe.app.bugreport;

import dev.lastframe.core.threads.Niceness;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs each task on a thread of its own that yields to others: a report is drafted and made while a
 * recording's threads need the processors. From the first task on Java's compilers yield too: the
 * dialog is new to them, and they took both processors for a second. Callable from any thread;
 * never blocks.
 */
public final class Calmly implements Executor {

    /** A ninth of the time of who is not nice; more of it would hold up a person who waits. */
    private static final int NICE = 10;

    /** A third: what the next recording runs for the first time waits for them too. */
    private static final int COMPILERS = 5;

    private final Executor waiting;
    private final Runnable before;
    private final AtomicBoolean begun = new AtomicBoolean();

    /**
     * @param waiting runs what waits for such a thread; ended with an interrupt, it ends that too
     */
    public Calmly(Executor waiting) {
        this(waiting, () -> Niceness.raiseOfCompilers(COMPILERS));
    }

    /**
     * The same.
     *
     * @param before run by the first task's thread before it
     */
    Calmly(Executor waiting, Runnable before) {
        this.waiting = waiting;
        this.before = before;
    }

    @Override
    public void execute(Runnable task) {
        Thread thread = Thread.ofPlatform().daemon().name("lastframe-report").unstarted(calm(task));
        waiting.execute(() -> {
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException ended) {
                thread.interrupt();
                Thread.currentThread().interrupt();
            }
        });
    }

    private Runnable calm(Runnable task) {
        return () -> {
            Niceness.raise(NICE);
            if (!begun.getAndSet(true)) {
                before.run();
            }
            task.run();
        };
    }
}
