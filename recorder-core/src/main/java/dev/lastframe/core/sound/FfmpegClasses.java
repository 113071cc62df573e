package dev.lastframe.core.sound;

import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avdevice;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.global.swscale;

/**
 * Loads FFmpeg's classes, which need each other, by one thread at a time: two threads that begin
 * with different ones can wait for each other for ever. Whoever uses FFmpeg asks for them first.
 * Callable by any thread; blocks while they are loaded, half a second at the first call.
 */
public final class FfmpegClasses {

    private static final Object ONE_AT_A_TIME = new Object();

    /** Changed while that is held; whoever sees it waits for nobody. */
    private static volatile boolean loaded;

    private FfmpegClasses() {}

    /**
     * What pictures and sound are encoded by.
     *
     * @throws LinkageError where a library is missing
     */
    public static void load() {
        if (loaded) {
            return;
        }
        synchronized (ONE_AT_A_TIME) {
            if (!loaded) {
                avutil.avutil_version();
                swresample.swresample_version();
                swscale.swscale_version();
                avcodec.avcodec_version();
                avformat.avformat_version();
                loaded = true;
            }
        }
    }

    /**
     * The devices too, which need more of the system's libraries.
     *
     * @throws LinkageError where one is missing
     */
    static void loadDevices() {
        load();
        synchronized (ONE_AT_A_TIME) {
            avdevice.avdevice_register_all();
        }
    }
}
