package dev.lastframe.core.sound;

/** How loud a source is. Written by its reader, read by any thread; never blocks. */
final class Meter {

    /** Below this a microphone hears nothing: about -60 dB of full scale. */
    private static final float SILENT = 0.001f;

    private volatile float peak;
    private volatile long heardNanos;

    /** The source begins now. */
    void begin(long nanos) {
        heardNanos = nanos;
        peak = 0;
    }

    /** Samples came. */
    void heard(float[] samples, int count, long nanos) {
        float most = 0;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, Math.abs(samples[i]));
        }
        peak = most;
        if (most > SILENT) {
            heardNanos = nanos;
        }
    }

    /** Nothing comes any more. */
    void nothing() {
        peak = 0;
    }

    /** The loudest of the last samples, 0 to 1 for full scale. */
    float peak() {
        return peak;
    }

    /** When something was heard last. */
    long heardNanos() {
        return heardNanos;
    }
}
