package dev.lastframe.core.sound;

/**
 * How much faster or slower sound has to be played so that it keeps in step: proportional to how
 * far it is off, and to how far it has been off so far. Used by one thread.
 */
final class DriftControl {

    /** A device that is 1 % off is held, with some room to catch up. */
    static final double MOST = 0.03;

    /** Of a second's error, so much is made up for in a second. */
    private static final double PROPORTIONAL = 0.6;

    private static final double INTEGRAL = 0.12;

    private double sum;
    private double rate;

    /**
     * Looks at the error once more.
     *
     * @param error seconds that are missing; negative where there is too much
     * @param seconds since the last call
     * @return the share of samples to be added; negative to leave out
     */
    double update(double error, double seconds) {
        sum = Math.clamp(sum + INTEGRAL * error * seconds, -MOST, MOST);
        rate = Math.clamp(PROPORTIONAL * error + sum, -MOST, MOST);
        return rate;
    }

    /** What is off all the time, as a share of samples: positive where the device gives too few. */
    double steady() {
        return sum;
    }

    /** The last answer. */
    double rate() {
        return rate;
    }
}
