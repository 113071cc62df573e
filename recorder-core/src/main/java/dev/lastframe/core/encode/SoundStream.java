package dev.lastframe.core.encode;

import org.bytedeco.javacv.FFmpegFrameRecorder;

/**
 * A transport stream of sound alone. Used by one thread; closing twice is harmless.
 *
 * @see SoundWriter
 */
final class SoundStream implements AutoCloseable {

    private static final int NO_PICTURE = 0;

    private final StreamRecorder stream;
    private final SoundWriter writer;

    private SoundStream(StreamRecorder stream) {
        this.stream = stream;
        this.writer = new SoundWriter(stream.recorder());
    }

    /**
     * Opens it.
     *
     * @throws EncoderException {@code REJECTED} when the encoder does not open
     */
    static SoundStream open() throws EncoderException {
        FfmpegLibrary.load();
        TransportBuffer output = new TransportBuffer();
        FFmpegFrameRecorder recorder = StreamRecorder.prepare(output, NO_PICTURE, NO_PICTURE);
        SoundWriter.prepare(recorder);
        return new SoundStream(StreamRecorder.start(recorder, output, "for sound", "sound"));
    }

    SoundWriter writer() {
        return writer;
    }

    /** What the muxer wrote. */
    TransportBuffer output() {
        return stream.output();
    }

    /** Writes the end into {@link #output}; what waits in the encoder comes out. */
    void finish() throws EncoderException {
        stream.finish();
    }

    @Override
    public void close() {
        stream.close();
    }
}
