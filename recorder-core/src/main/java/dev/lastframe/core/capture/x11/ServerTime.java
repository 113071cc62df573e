package dev.lastframe.core.capture.x11;

import java.util.concurrent.TimeUnit;

/**
 * An X server's time on the monotonic clock. Servers of this computer count that clock's
 * milliseconds, in 32 bits.
 */
final class ServerTime {

    /** What seems older is of another clock, as that of a server elsewhere. */
    private static final int OLDEST_MILLIS = 10_000;

    private ServerTime() {}

    /**
     * The moment of an event.
     *
     * @param serverMillis as the event has it
     * @param now on the monotonic clock
     * @return now, where the server's clock is another one
     */
    static long moment(int serverMillis, long now) {
        long age = (int) TimeUnit.NANOSECONDS.toMillis(now) - (long) serverMillis;
        int wrapped = (int) age;
        return wrapped < 0 || wrapped > OLDEST_MILLIS
                ? now
                : now - TimeUnit.MILLISECONDS.toNanos(wrapped);
    }
}
