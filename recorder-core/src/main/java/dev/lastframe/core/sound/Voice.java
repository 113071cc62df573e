package dev.lastframe.core.sound;

/**
 * A source that is recorded: its samples, who reads them, and how loud they are in the recording,
 * which any thread may change.
 */
final class Voice {

    private final SoundLine line;
    private final SoundReader reader;
    private volatile float gain;
    private volatile boolean muted;

    Voice(SoundLine line, SoundReader reader, SoundPlan.Source source) {
        this.line = line;
        this.reader = reader;
        this.gain = source.gain();
        this.muted = source.muted();
    }

    SoundLine line() {
        return line;
    }

    SoundReader reader() {
        return reader;
    }

    SoundKind kind() {
        return reader.choice().kind();
    }

    /** Changes how loud it is; 1 as it is. */
    void loudness(float now, boolean silent) {
        gain = now;
        muted = silent;
    }

    /** What each sample is multiplied by. */
    float factor() {
        return muted ? 0 : gain;
    }

    /** Nothing of it is recorded any more. */
    void end() {
        reader.close();
        line.end();
    }
}
