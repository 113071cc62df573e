package dev.lastframe.core.testing;

import dev.lastframe.core.encode.EncoderException;
import dev.lastframe.core.encode.EncoderListener;

/** Hears what the encoder tells; that a picture or the encoder itself fails is a fault. */
public class QuietListener implements EncoderListener {

    @Override
    public void fellBack(String encoder, String why) {}

    @Override
    public void opened(String encoder, int width, int height) {}

    @Override
    public void firstUnit(long startMicros) {}

    @Override
    public void verified(long ptsMicros, boolean same) {}

    @Override
    public void largeChange(long ptsMicros) {}

    @Override
    public void sizeChanged(long ptsMicros, int width, int height) {}

    @Override
    public void encodeFailed(long ptsMicros, String why) {
        throw new AssertionError(why);
    }

    @Override
    public void givenUp(long ptsMicros) {
        throw new AssertionError("given up at " + ptsMicros);
    }

    @Override
    public void broken(EncoderException why) {
        throw new AssertionError("the encoder broke", why);
    }

    @Override
    public void left() {}
}
