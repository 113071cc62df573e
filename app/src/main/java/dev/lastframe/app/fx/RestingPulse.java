package dev.lastframe.app.fx;

import com.sun.glass.ui.Application;
import com.sun.glass.ui.Timer;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets JavaFX's clock rest while no window has anything to draw. On Linux it strikes sixty times a
 * second as long as the program lives: JavaFX asks its timer to pause, and the one for GTK does not
 * know how to. This one stops GTK's timer instead, and starts it again as soon as something is to
 * be drawn.
 *
 * <p>It also strikes only when the picture before has been drawn. JavaFX prepares a picture on the
 * FX thread and draws it on another one; where that is not done yet, the FX thread would stand
 * still until it is, and a recording's tick with it.
 *
 * <p>It reaches into JavaFX, which the launcher opens for it. Where that fails everything works as
 * before, and the computer wakes up for nothing.
 */
final class RestingPulse extends Timer {

    private static final Logger LOG = LoggerFactory.getLogger(RestingPulse.class);

    /** The others pause. */
    private static final String RESTLESS = "GtkTimer";

    private static final long STARTED = 1;

    private final Timer beating;
    private int periodMillis;

    private RestingPulse(Runnable pulse, Timer beating) {
        super(pulse);
        this.beating = beating;
    }

    /**
     * Puts itself in the place of JavaFX's timer. Called by the FX thread as its first task, before
     * JavaFX starts that timer.
     */
    static void install() {
        try {
            Object toolkit =
                    Class.forName("com.sun.javafx.tk.Toolkit").getMethod("getToolkit").invoke(null);
            Field timer = toolkit.getClass().getDeclaredField("pulseTimer");
            Field pulse = toolkit.getClass().getDeclaredField("timerRunnable");
            timer.setAccessible(true);
            pulse.setAccessible(true);
            Timer beating = (Timer) timer.get(toolkit);
            if (beating.getClass().getSimpleName().equals(RESTLESS)) {
                Runnable strikes = (Runnable) pulse.get(toolkit);
                Timer patient = Application.GetApplication().createTimer(patient(strikes));
                timer.set(toolkit, new RestingPulse(strikes, patient));
            }
        } catch (ReflectiveOperationException | RuntimeException otherJavaFx) {
            LOG.warn("JavaFX's clock does not rest", otherJavaFx);
        }
    }

    /** Strikes at the next beat instead where something is still being drawn. */
    private static Runnable patient(Runnable strikes) throws ReflectiveOperationException {
        Class<?> painting = Class.forName("com.sun.javafx.tk.quantum.PaintCollector");
        Method instance = painting.getDeclaredMethod("getInstance");
        Field drawn = painting.getDeclaredField("allWorkCompletedLatch");
        instance.setAccessible(true);
        drawn.setAccessible(true);
        Object painter = instance.invoke(null);
        if (!(drawn.get(painter) instanceof CountDownLatch)) {
            throw new NoSuchFieldException("nothing tells what is drawn");
        }
        return () -> {
            if (!isDrawing(painter, drawn)) {
                strikes.run();
            }
        };
    }

    private static boolean isDrawing(Object painter, Field drawn) {
        try {
            return drawn.get(painter) instanceof CountDownLatch left && left.getCount() > 0;
        } catch (IllegalAccessException madeAccessible) {
            throw new IllegalStateException(madeAccessible);
        }
    }

    @Override
    protected long _start(Runnable pulse) {
        throw new UnsupportedOperationException("GTK has no clock of the screen");
    }

    @Override
    protected long _start(Runnable pulse, int period) {
        periodMillis = period;
        beating.start(period);
        return STARTED;
    }

    @Override
    protected void _stop(long started) {
        beating.stop();
    }

    /** By the FX thread, in the timer's own call. */
    @Override
    protected void _pause(long started) {
        beating.stop();
    }

    /** By any thread that has something to draw; JavaFX calls one at a time. */
    @Override
    protected void _resume(long started) {
        if (!beating.isRunning()) {
            beating.start(periodMillis);
        }
    }
}
