package dev.lastframe.core.testing;

/** The bundled {@code ffmpeg} or {@code ffprobe} refused a file; the message has its last words. */
public final class FfmpegException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FfmpegException(String message) {
        super(message);
    }
}
