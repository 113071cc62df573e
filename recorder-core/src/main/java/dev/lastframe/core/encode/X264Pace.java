package dev.lastframe.core.encode;

import dev.lastframe.core.time.NanoClock;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * How quickly libx264 encodes on this computer in one thread, by trial: two threads that take half
 * of each picture cost a twentieth more, as they wake and wait for each other, and are needed only
 * where one would be too slow for the worst that is recorded.
 *
 * @param nanosPerPixel of grain
 */
record X264Pace(double nanosPerPixel) {

    /** Where nobody has tried. */
    static final X264Pace UNKNOWN = new X264Pace(Double.POSITIVE_INFINITY);

    /** One thread is enough for everything. */
    private static final X264Pace ANY = new X264Pace(0);

    /** One is not, and libx264 chooses how many are. */
    private static final int AS_MANY_AS_IT_LIKES = 0;

    /**
     * Of the time between two pictures: white noise takes not quite half as long again as grain.
     */
    private static final double MOST = 0.7;

    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int FPS = 30;

    /** The encoder takes new memory for the first of them. */
    private static final int PICTURES = 11;

    private static final int COUNTED = 5;

    /** Grey, and so much more or less of it: half a megabit for each picture of this size. */
    private static final int GREY = 128;

    private static final int GRAIN = 10;
    private static final int GRAIN_BYTES = 1 << 14;

    /**
     * Encodes some pictures of grain; takes some thirty milliseconds.
     *
     * @param clock by which it is judged
     * @throws EncoderException when libx264 does not do it
     */
    static X264Pace measure(NanoClock clock) throws EncoderException {
        Random random = new Random(1);
        byte[] grain = grain(random);
        long[] nanos = new long[PICTURES];
        try (YuvPicture picture = new YuvPicture(WIDTH, HEIGHT);
                H264Stream stream =
                        H264Stream.openFfmpegs(
                                EncoderChoice.X264,
                                Preset.INSTANT,
                                WIDTH,
                                HEIGHT,
                                FPS,
                                false,
                                ANY)) {
            for (int i = 0; i < PICTURES; i++) {
                draw(picture.buffer(), grain, random);
                long begin = clock.nanoTime();
                stream.encode(picture.buffer(), TimeUnit.SECONDS.toMillis(i) / FPS, i == 0);
                nanos[i] = clock.nanoTime() - begin;
                stream.output().discard();
            }
        }
        long[] counted = Arrays.copyOfRange(nanos, PICTURES - COUNTED, PICTURES);
        Arrays.sort(counted);
        return new X264Pace((double) counted[COUNTED / 2] / (WIDTH * HEIGHT));
    }

    private static byte[] grain(Random random) {
        byte[] grain = new byte[GRAIN_BYTES];
        for (int i = 0; i < grain.length; i++) {
            grain[i] = (byte) (GREY - GRAIN + random.nextInt(2 * GRAIN + 1));
        }
        return grain;
    }

    /** Each row begins elsewhere in the grain, so that none is as in the picture before. */
    private static void draw(ByteBuffer planes, byte[] grain, Random random) {
        for (int at = 0; at < planes.capacity(); at += WIDTH) {
            planes.put(at, grain, random.nextInt(grain.length - WIDTH), WIDTH);
        }
    }

    /** FFmpeg's option "threads" for pictures of this size, at most so many a second. */
    int threads(int width, int height, int fps) {
        double picture = nanosPerPixel * width * height;
        return picture <= MOST * TimeUnit.SECONDS.toNanos(1) / fps ? 1 : AS_MANY_AS_IT_LIKES;
    }
}
