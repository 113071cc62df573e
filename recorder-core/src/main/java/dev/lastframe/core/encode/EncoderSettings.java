package dev.lastframe.core.encode;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What an encoder is told, by preset, and what is known of it. Options are FFmpeg's own ({@code
 * ffmpeg -h encoder=NAME}).
 *
 * @param bitsPerSecond for encoders that work to a rate
 * @param options codec options, in order
 * @param traits none of an encoder that nobody has tried
 */
record EncoderSettings(int bitsPerSecond, Map<String, String> options, Set<Trait> traits) {

    /** What holds for some encoders. */
    enum Trait {
        /** It has taken all it needs of a picture when it returns. */
        KEEPS_NO_PICTURE,
        /** It spares itself what {@link ChangedArea} does not name. */
        WANTS_CHANGED_AREA
    }

    /**
     * Those for pictures of this size, at most so many a second.
     *
     * @param pace how quick libx264 is here
     */
    static EncoderSettings of(
            String encoder, Preset preset, int width, int height, int fps, X264Pace pace) {
        boolean instant = preset == Preset.INSTANT;
        int rate = preset.bitsPerSecond(width, height, fps);
        Map<String, String> options = new LinkedHashMap<>();
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        // The pictures are converted by BT.709 in limited range and must say so.
        options.put("colorspace", "bt709");
        options.put("color_primaries", "bt709");
        options.put("color_trc", "bt709");
        options.put("color_range", "tv");
        switch (encoder) {
            case EncoderChoice.X264 -> {
                options.put("preset", instant ? "ultrafast" : "veryfast");
                // Without it four frames wait inside the encoder and are lost with the process.
                options.put("tune", "zerolatency");
                options.put("mb_info", "1");
                traits.add(Trait.WANTS_CHANGED_AREA);
                traits.add(Trait.KEEPS_NO_PICTURE);
                // Times are in milliseconds: the true rate has to be told, by which the stream's
                // level is chosen and a rate factor weighed.
                String params = "scenecut=0:fps=" + fps;
                if (instant) {
                    // A rate to be kept to costs a look at every picture in half its size, nearly
                    // half of the work while a page scrolls. That look also told where things
                    // moved to; without it they have to be searched for more widely.
                    options.put("qp", "23");
                    options.put("threads", Integer.toString(pace.threads(width, height, fps)));
                    params += ":me=umh";
                } else {
                    options.put("crf", "19");
                }
                options.put("x264-params", params);
            }
            case EncoderChoice.OPENH264 -> {
                options.put("slices", Integer.toString(slices()));
                options.put("threads", Integer.toString(slices()));
                // A frame that the encoder skips would be a frame lost without a reason.
                options.put("allow_skip_frames", "0");
                // Deblocking costs a sixth of the time, and smears text rather than helping it.
                options.put("loopfilter", "0");
                traits.add(Trait.KEEPS_NO_PICTURE);
            }
            case "h264_nvenc" -> {
                options.put("preset", instant ? "p1" : "p4");
                options.put("tune", "ull");
                options.put("delay", "0");
                options.put("zerolatency", "1");
                options.put("forced-idr", "1");
            }
            case "h264_videotoolbox" -> options.put("realtime", "1");
            case "h264_amf" -> options.put("usage", "ultralowlatency");
            default -> {}
        }
        return new EncoderSettings(rate, options, traits);
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** In so many parts libopenh264 encodes a picture at once. */
    static int slices() {
        return Runtime.getRuntime().availableProcessors() > 1 ? 2 : 1;
    }
}
