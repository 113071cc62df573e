package dev.lastframe.core.encode;

import dev.lastframe.core.sound.FfmpegClasses;
import java.util.Objects;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads FFmpeg once and sends its messages to the log instead of standard error. Callable from any
 * thread; blocks while it loads.
 */
final class FfmpegLibrary {

    private static final Logger LOG = LoggerFactory.getLogger(FfmpegLibrary.class);

    private FfmpegLibrary() {}

    static void load() {
        FfmpegClasses.load();
        Objects.requireNonNull(Holder.CALLBACK);
    }

    /** FFmpeg keeps a pointer to the callback: it must live as long as the process. */
    private static final class Holder {
        static final LogCallback CALLBACK = new ToLog();

        static {
            avutil.av_log_set_level(avutil.AV_LOG_WARNING);
            avutil.setLogCallback(CALLBACK);
        }
    }

    /** Called by FFmpeg on any of its threads. Nothing may be thrown into C. */
    private static final class ToLog extends LogCallback {
        @Override
        public void call(int level, BytePointer message) {
            String text = message.getString().strip();
            if (level <= avutil.AV_LOG_ERROR) {
                LOG.warn("{}", text);
            } else {
                LOG.debug("{}", text);
            }
        }
    }
}
