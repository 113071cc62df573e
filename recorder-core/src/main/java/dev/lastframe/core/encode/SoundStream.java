package dev.lastframe.core.encode;

import dev.lastframe.core.encode.EncoderException.Reason;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transport stream of sound alone. Used by one thread; closing twice is harmless.
 *
 * @see SoundWriter
 */
final class SoundStream implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SoundStream.class);
    private static final int NO_PICTURE = 0;

    private final FFmpegFrameRecorder recorder;
    private final TransportBuffer output;
    private final @Nullable MuxerOutput muxed;
    private final SoundWriter writer;
    private boolean closed;

    private SoundStream(FFmpegFrameRecorder recorder, TransportBuffer output) {
        this.recorder = recorder;
        this.output = output;
        this.writer = new SoundWriter(recorder);
        this.muxed = MuxerOutput.of(recorder, output);
    }

    /**
     * Opens it.
     *
     * @throws EncoderException {@code REJECTED} when the encoder does not open
     */
    static SoundStream open() throws EncoderException {
        FfmpegLibrary.load();
        TransportBuffer output = new TransportBuffer();
        FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(output, NO_PICTURE, NO_PICTURE);
        recorder.setFormat("mpegts");
        recorder.setMaxDelay(0);
        recorder.setInterleaved(false);
        recorder.setOption("flush_packets", "1");
        recorder.setCloseOutputStream(false);
        SoundWriter.prepare(recorder);
        try {
            recorder.start();
            return new SoundStream(recorder, output);
        } catch (FFmpegFrameRecorder.Exception refused) {
            release(recorder);
            throw new EncoderException(
                    Reason.REJECTED,
                    "The encoder for sound does not open: " + refused.getMessage(),
                    refused);
        }
    }

    SoundWriter writer() {
        return writer;
    }

    /** What the muxer wrote. */
    TransportBuffer output() {
        return output;
    }

    /** Writes the end into {@link #output}; what waits in the encoder comes out. */
    void finish() throws EncoderException {
        try {
            recorder.stop();
            end();
        } catch (FFmpegFrameRecorder.Exception failed) {
            throw new EncoderException(
                    Reason.FAILED, "The sound could not be ended: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            release(recorder);
            end();
        }
    }

    private void end() {
        closed = true;
        if (muxed != null) {
            muxed.close();
        }
    }

    private static void release(FFmpegFrameRecorder recorder) {
        try {
            recorder.release();
        } catch (FFmpegFrameRecorder.Exception failed) {
            LOG.warn("an encoder of sound could not be released", failed);
        }
    }
}
