package dev.lastframe.core.encode;

import dev.lastframe.core.frame.FrameFormat;

/**
 * An encoder that is open, and the picture it reads from. Used by the encoder thread alone.
 *
 * @param name FFmpeg's
 * @param canvas the video's shape
 */
record OpenedEncoder(String name, FrameFormat canvas, H264Stream stream, YuvPicture picture)
        implements AutoCloseable {

    /** libopenh264 refuses 5120x2880 and works at 4096x2304. */
    private static final int OPENH264_MOST_WIDTH = 4096;

    private static final int OPENH264_MOST_HEIGHT = 2304;

    /**
     * Opens an encoder for pictures of this shape. Takes some tens of milliseconds.
     *
     * @param pace how quick libx264 is here
     * @throws EncoderException {@code REJECTED} when it does not open
     */
    static OpenedEncoder open(
            String name, EncoderTask.Request request, FrameFormat wanted, X264Pace pace)
            throws EncoderException {
        FrameFormat canvas = canvas(wanted, name);
        H264Stream stream =
                H264Stream.open(
                        name,
                        request.preset(),
                        canvas.width(),
                        canvas.height(),
                        request.fps(),
                        request.sound() != null,
                        pace);
        return new OpenedEncoder(
                name, canvas, stream, new YuvPicture(canvas.width(), canvas.height()));
    }

    /** Whether it is what {@link #open} would give. */
    boolean fits(String other, FrameFormat wanted) {
        return name.equals(other) && canvas.equals(canvas(wanted, name));
    }

    /** The video's shape: the picture's, or what the encoder can take of it. */
    private static FrameFormat canvas(FrameFormat wanted, String encoder) {
        if (encoder.equals(EncoderChoice.OPENH264)
                && (wanted.width() > OPENH264_MOST_WIDTH
                        || wanted.height() > OPENH264_MOST_HEIGHT)) {
            var fitted =
                    PictureFitter.fit(
                            wanted.width(),
                            wanted.height(),
                            OPENH264_MOST_WIDTH,
                            OPENH264_MOST_HEIGHT);
            return FrameFormat.packed(fitted.width(), fitted.height());
        }
        return wanted;
    }

    @Override
    public void close() {
        stream.close();
        picture.close();
    }
}
