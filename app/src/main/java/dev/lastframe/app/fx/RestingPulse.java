package dev.lastframe.app.fx;

import com.sun.glass.ui.Application;
import com.sun.glass.ui.Timer;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets JavaFX's clock rest while no window has anything to draw. On Linux it strikes sixty times a
 * second as long as the program lives: JavaFX asks its timer to pause, and the one for GTK does not
 * know how to. This one stops GTK's timer instead, and starts it again as soon as something is to
 * be drawn.
 *
 * <p>It rests as soon as three strikes found nothing to draw. JavaFX goes on for a quarter of a
 * second, which is most of what a digit that changes once a second costs.
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

    /** So many strikes with nothing to draw, and it rests. */
    private static final int CALM_STRIKES = 3;

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
            Field timer = field(toolkit, "pulseTimer");
            Runnable strikes = (Runnable) field(toolkit, "timerRunnable").get(toolkit);
            Timer beating = (Timer) timer.get(toolkit);
            if (beating.getClass().getSimpleName().equals(RESTLESS)) {
                Beat beat = new Beat(toolkit, strikes);
                Timer patient = Application.GetApplication().createTimer(beat);
                beat.timer = patient;
                timer.set(toolkit, new RestingPulse(strikes, patient));
            }
        } catch (ReflectiveOperationException | RuntimeException otherJavaFx) {
            LOG.warn("JavaFX's clock does not rest", otherJavaFx);
        }
    }

    private static Field field(Object of, String name) throws NoSuchFieldException {
        Field field = of.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /** One beat of GTK's timer, on the FX thread. */
    private static final class Beat implements Runnable {

        /** Locked by JavaFX, too, while it asks its timer to go on. */
        private final Object toolkit;

        private final Runnable strikes;

        /** What JavaFX wants to draw, as often as it can and once. */
        private final Object animation;

        private final Object next;
        private final Method isWanted;

        private final Object painter;
        private final Field drawn;
        private @Nullable Timer timer;
        private int calm;

        Beat(Object toolkit, Runnable strikes) throws ReflectiveOperationException {
            this.toolkit = toolkit;
            this.strikes = strikes;
            animation = field(toolkit, "animationRunning").get(toolkit);
            next = field(toolkit, "nextPulseRequested").get(toolkit);
            isWanted = next.getClass().getDeclaredMethod("get");
            isWanted.setAccessible(true);
            isAnythingWanted();
            Class<?> painting = Class.forName("com.sun.javafx.tk.quantum.PaintCollector");
            Method instance = painting.getDeclaredMethod("getInstance");
            instance.setAccessible(true);
            painter = instance.invoke(null);
            drawn = field(painter, "allWorkCompletedLatch");
            if (!(drawn.get(painter) instanceof CountDownLatch)) {
                throw new NoSuchFieldException("nothing tells what is drawn");
            }
        }

        /** Strikes at the next beat instead where something is still being drawn. */
        @Override
        public void run() {
            try {
                if (drawn.get(painter) instanceof CountDownLatch left && left.getCount() > 0) {
                    return;
                }
                strikes.run();
                rest();
            } catch (ReflectiveOperationException madeAccessible) {
                throw new IllegalStateException(madeAccessible);
            }
        }

        /**
         * Whoever wants something says so before it waits for this lock to start the clock: what is
         * not seen here starts it afterwards.
         */
        private void rest() throws ReflectiveOperationException {
            synchronized (toolkit) {
                calm = isAnythingWanted() ? 0 : calm + 1;
                if (calm >= CALM_STRIKES && timer != null) {
                    timer.stop();
                    calm = 0;
                }
            }
        }

        private boolean isAnythingWanted() throws ReflectiveOperationException {
            return (boolean) isWanted.invoke(animation) || (boolean) isWanted.invoke(next);
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
