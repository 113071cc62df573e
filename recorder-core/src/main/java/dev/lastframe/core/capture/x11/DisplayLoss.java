package dev.lastframe.core.capture.x11;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the X server went away. Xlib ends the process as soon as its handler for that
 * returns, and the toolkit's own ends it at once: with ours in place, the thread that noticed (the
 * capture thread, as a rule) is held for ever, so that others can save what was recorded and end
 * the process.
 */
public final class DisplayLoss {

    private static final Logger LOG = LoggerFactory.getLogger(DisplayLoss.class);

    private final Runnable told;
    private final AtomicBoolean lost = new AtomicBoolean();
    private final long before;

    private DisplayLoss(Runnable told) {
        this.told = told;
        this.before = Xlib.xSetIOErrorHandler(handler());
    }

    /**
     * Watches every connection of the process, also the toolkit's: called after the toolkit has
     * started, as it sets a handler too.
     *
     * @param told run once, on a thread of its own that keeps the process alive; has to end it by
     *     {@link #end}
     */
    public static DisplayLoss watch(Runnable told) {
        return new DisplayLoss(told);
    }

    /**
     * The process is about to end. If the server is gone this does not return: the libraries' own
     * exit handlers would speak to it, and be held in our handler for ever. Otherwise the handler
     * that was there is put back. Called by any thread.
     */
    public void end(int exitCode) {
        Xlib.xSetIOErrorHandler(before);
        if (lost.get()) {
            LOG.info("the process ends with exit code {}", exitCode);
            ProcessEnd.exit(exitCode);
        }
    }

    private long handler() {
        try {
            MethodHandle target =
                    MethodHandles.lookup()
                            .findVirtual(
                                    DisplayLoss.class,
                                    "onIoError",
                                    MethodType.methodType(int.class, long.class))
                            .bindTo(this);
            return Linker.nativeLinker()
                    .upcallStub(target, FunctionDescriptor.of(JAVA_INT, JAVA_LONG), Arena.global())
                    .address();
        } catch (ReflectiveOperationException fault) {
            throw new IllegalStateException("no handler for a lost display", fault);
        }
    }

    /** Called by Xlib on whatever thread speaks to the server. Never returns, never throws. */
    @SuppressWarnings("unused") // by the upcall stub
    private int onIoError(long display) {
        try {
            if (lost.compareAndSet(false, true)) {
                LOG.error("the X server went away");
                Thread.ofPlatform().name("lastframe-display-lost").start(told);
            }
        } catch (RuntimeException | Error fault) {
            LOG.error("the loss of the display could not be told", fault);
        }
        hold();
        return 0;
    }

    private void hold() {
        while (true) {
            LockSupport.park(this);
            // An interrupted thread would not be parked again.
            boolean ignored = Thread.interrupted();
            LOG.debug("still no display (interrupted: {})", ignored);
        }
    }
}
