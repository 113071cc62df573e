package dev.lastframe.core.sound;

import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** FFmpeg's part that speaks to the sound server. Callable by any thread; loads it once. */
final class Pulse {

    private Pulse() {}

    /**
     * The input.
     *
     * @throws SoundException where it cannot be loaded
     */
    static AVInputFormat format() throws SoundException {
        try {
            AVInputFormat format = Holder.FORMAT;
            if (format != null && !format.isNull()) {
                return format;
            }
        } catch (LinkageError missing) {
            throw new SoundException(
                    "Sound cannot be recorded: a library is missing, see the list of packages in"
                            + " the manual.",
                    missing);
        }
        throw new SoundException("This FFmpeg cannot record from PulseAudio.");
    }

    /** Says which server is meant; nothing where that is empty. */
    static void server(AVDictionary options, String server) {
        if (!server.isEmpty()) {
            avutil.av_dict_set(options, "server", server, 0);
        }
    }

    private static final class Holder {
        static final @Nullable AVInputFormat FORMAT = load();

        private static @Nullable AVInputFormat load() {
            FfmpegClasses.loadDevices();
            return avformat.av_find_input_format("pulse");
        }
    }
}
