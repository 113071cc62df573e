package dev.lastframe.core.encode;

import dev.lastframe.core.encode.EncoderException.Reason;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * FFmpeg's recorder while it writes a transport stream, and how it ends. Used by one thread;
 * closing twice is harmless.
 */
final class StreamRecorder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamRecorder.class);

    private final FFmpegFrameRecorder recorder;
    private final TransportBuffer output;

    /** Null where the recorder's own way is used. */
    private final @Nullable MuxerOutput muxed;

    private final String what;
    private boolean closed;

    private StreamRecorder(FFmpegFrameRecorder recorder, TransportBuffer output, String what) {
        this.recorder = recorder;
        this.output = output;
        this.muxed = MuxerOutput.of(recorder, output);
        this.what = what;
    }

    /** Makes one of that size that writes into that buffer; nothing is opened yet. */
    static FFmpegFrameRecorder prepare(TransportBuffer output, int width, int height) {
        FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(output, width, height);
        recorder.setFormat("mpegts");
        recorder.setMaxDelay(0);
        recorder.setInterleaved(false);
        recorder.setOption("flush_packets", "1");
        // A time before 0, as the rehearsal has, would move all that follow.
        recorder.setOption("avoid_negative_ts", "disabled");
        recorder.setCloseOutputStream(false);
        return recorder;
    }

    /**
     * Opens it; released where it does not open.
     *
     * @param encoder its name in a sentence
     * @param what its name in a sentence about its end
     * @throws EncoderException {@code REJECTED} when it does not open
     */
    static StreamRecorder start(
            FFmpegFrameRecorder recorder, TransportBuffer output, String encoder, String what)
            throws EncoderException {
        try {
            recorder.start();
            return new StreamRecorder(recorder, output, what);
        } catch (FFmpegFrameRecorder.Exception refused) {
            release(recorder);
            throw new EncoderException(
                    Reason.REJECTED,
                    "The encoder " + encoder + " does not open: " + refused.getMessage(),
                    refused);
        }
    }

    FFmpegFrameRecorder recorder() {
        return recorder;
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
                    Reason.FAILED,
                    "The " + what + " could not be ended: " + failed.getMessage(),
                    failed);
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
            LOG.warn("an encoder could not be released", failed);
        }
    }
}
