package dev.lastframe.core.encode;

/** Told by the encoder thread what happens; must return at once. */
public interface EncoderListener {

    /** An encoder was tried and did not work; the next one is. */
    void fellBack(String encoder, String why);

    /** The encoder works: its first packet came out. */
    void opened(String encoder, int width, int height);

    /**
     * A whole unit reached the sink for the first time.
     *
     * @param startMicros the recording's time that is the file's 0
     */
    void firstUnit(long startMicros);

    /**
     * A picture was compared with the one before it.
     *
     * @param ptsMicros the picture's presentation time
     * @param same whether they are equal, as had been announced
     */
    void verified(long ptsMicros, boolean same);

    /**
     * A picture was encoded, not as a key frame, of which an eighth of the rows or more had changed
     * (of one that is fitted: was announced): it may be coarse.
     *
     * @param ptsMicros the picture's presentation time
     */
    void largeChange(long ptsMicros);

    /** The screen has another size than the video; its picture is fitted. */
    void sizeChanged(long ptsMicros, int width, int height);

    /** A frame was refused by the encoder. */
    void encodeFailed(long ptsMicros, String why);

    /** A frame was taken from the queue and is in no file. */
    void givenUp(long ptsMicros);

    /** Nothing can be encoded any more; what waits in the queue is left there. */
    void broken(EncoderException why);

    /** The stream was ended before a whole picture, as had been asked. */
    void left();
}
