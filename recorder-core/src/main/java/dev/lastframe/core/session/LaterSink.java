package dev.lastframe.core.session;

import dev.lastframe.core.encode.UnitSink;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where an encoder writes to that opens while its file does: takes nothing before that is open. Set
 * by the session's thread, used by the encoder's.
 */
final class LaterSink implements UnitSink {

    private volatile @Nullable UnitSink file;
    private volatile boolean missing;

    /** The file is open. */
    void to(UnitSink opened) {
        file = opened;
    }

    /** There is no file. */
    void toNothing() {
        missing = true;
    }

    @Override
    public boolean isMissing() {
        return missing;
    }

    @Override
    public boolean wouldBlock(int bytes) {
        UnitSink open = file;
        return open == null || open.wouldBlock(bytes);
    }

    @Override
    public boolean unit(byte[] array, int length, long capturedNanos, Consumer<byte[]> back)
            throws InterruptedException {
        UnitSink open = file;
        return open != null && open.unit(array, length, capturedNanos, back);
    }

    @Override
    public void trailer(byte[] bytes) throws InterruptedException {
        UnitSink open = file;
        if (open != null) {
            open.trailer(bytes);
        }
    }
}
