package dev.lastframe.core.encode;

import dev.lastframe.core.time.NanoClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.bytedeco.ffmpeg.global.avcodec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which encoders to try, best first: hardware, then libx264 where FFmpeg was built with it, then
 * libopenh264. What really opens and gives a packet decides; the first that did is remembered for
 * the life of this object. Callable from any thread; the first call loads FFmpeg (about half a
 * second).
 */
public final class EncoderChoice {

    public static final String X264 = "libx264";
    public static final String OPENH264 = "libopenh264";

    private static final Logger LOG = LoggerFactory.getLogger(EncoderChoice.class);
    private static final int TRIAL_WIDTH = 320;
    private static final int TRIAL_HEIGHT = 180;

    private final List<String> preference;
    private final AtomicReference<@Nullable String> proven = new AtomicReference<>();
    private final AtomicBoolean compiled = new AtomicBoolean();
    private volatile boolean warm;
    private volatile X264Pace pace = X264Pace.UNKNOWN;

    EncoderChoice(List<String> preference) {
        this.preference = List.copyOf(preference);
    }

    /** The preference for this operating system. */
    public static EncoderChoice forThisSystem() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        List<String> names = new ArrayList<>();
        if (os.startsWith("mac")) {
            names.add("h264_videotoolbox");
        } else {
            names.add("h264_nvenc");
        }
        if (os.startsWith("windows")) {
            names.add("h264_amf");
            names.add("h264_mf");
        }
        names.add(X264);
        names.add(OPENH264);
        return new EncoderChoice(names);
    }

    /**
     * The encoders to try for a recording, best first.
     *
     * @param only a name that the person gave
     * @throws EncoderException {@code UNKNOWN} when it is not one of those that are built in
     */
    public List<String> candidates(Optional<String> only) throws EncoderException {
        FfmpegLibrary.load();
        List<String> present =
                preference.stream()
                        .filter(name -> avcodec.avcodec_find_encoder_by_name(name) != null)
                        .toList();
        if (only.isPresent()) {
            if (!present.contains(only.get())) {
                throw new EncoderException(
                        EncoderException.Reason.UNKNOWN,
                        "There is no encoder \""
                                + only.get()
                                + "\" here: choose one of "
                                + String.join(", ", present)
                                + ".");
            }
            return List.of(only.get());
        }
        String best = proven.get();
        if (best == null || !present.contains(best)) {
            return present;
        }
        return present.subList(present.indexOf(best), present.size());
    }

    /** Remembers that this encoder works. */
    void proven(String encoder) {
        proven.set(encoder);
    }

    /** The encoder that worked last, empty while none was tried. */
    public Optional<String> proven() {
        return Optional.ofNullable(proven.get());
    }

    /**
     * Finds the best encoder that works, by encoding a few small pictures, and compiles the
     * conversion on the way, so that a recording's first frame meets warm code. Takes about a
     * second once; returns at once afterwards.
     *
     * @return the encoder, or empty when none works
     */
    public Optional<String> warmUp() {
        if (proven.get() == null) {
            try {
                for (String name : candidates(Optional.empty())) {
                    if (works(name)) {
                        proven(name);
                        break;
                    }
                }
            } catch (EncoderException | LinkageError impossible) {
                LOG.error("FFmpeg cannot be used", impossible);
            }
            getReadyFor(proven.get());
        }
        return proven();
    }

    /**
     * The same for the one encoder that a person asked for.
     *
     * @return whether it works
     */
    public boolean warmUp(String encoder) {
        boolean works = works(encoder);
        if (works) {
            getReadyFor(encoder);
        }
        return works;
    }

    /**
     * Whether {@link #warmUp} was called and has done what it does once. Else what comes next takes
     * longer anyway.
     */
    public boolean isWarm() {
        return warm;
    }

    /** How quick libx264 is here, as far as it was tried. */
    X264Pace pace() {
        return pace;
    }

    private void getReadyFor(@Nullable String encoder) {
        if (X264.equals(encoder) && pace.equals(X264Pace.UNKNOWN)) {
            try {
                pace = X264Pace.measure(NanoClock.system());
                LOG.info(
                        "{} takes {} ms in one thread for a million pixels of grain",
                        X264,
                        Math.round(pace.nanosPerPixel()));
            } catch (EncoderException unusable) {
                LOG.warn("how quick {} is here is not known", X264, unusable);
            }
        }
        compileConversion();
    }

    private void compileConversion() {
        if (compiled.compareAndSet(false, true)) {
            EncoderTask.warmUp();
            YuvPicture.warmUp();
            warm = true;
        }
    }

    /** Whether the encoder opens and gives a packet for each picture. */
    public boolean works(String encoder) {
        try {
            FfmpegLibrary.load();
            // JavaCV takes any encoder of H.264 for a name that FFmpeg does not know.
            return avcodec.avcodec_find_encoder_by_name(encoder) != null && encodes(encoder);
        } catch (EncoderException unusable) {
            LOG.info("encoder {} is not usable here: {}", encoder, unusable.getMessage());
        } catch (LinkageError missing) {
            LOG.error("encoder {} is not usable here: a library is missing", encoder, missing);
        }
        return false;
    }

    private static boolean encodes(String encoder) throws EncoderException {
        try (YuvPicture picture = new YuvPicture(TRIAL_WIDTH, TRIAL_HEIGHT);
                H264Stream stream =
                        H264Stream.open(encoder, Preset.INSTANT, TRIAL_WIDTH, TRIAL_HEIGHT, 30)) {
            for (int i = 0; i < 3; i++) {
                stream.encode(picture.buffer(), 33L * i, i == 0);
                if (stream.output().units() != 1) {
                    return false;
                }
                stream.output().take();
            }
            return true;
        }
    }
}
