package dev.lastframe.core.testing;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A microphone of a real sound server whose clock and habits a test decides: the server reads its
 * samples from a pipe as fast as they are written. It hears a short beep each second, and knows
 * when. Plugged in by one thread; written by one of its own.
 */
public final class PipeMicrophone implements AutoCloseable {

    public static final double HERTZ = 1000;

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int RATE = 48_000;
    private static final int BEEP_SAMPLES = RATE / 20;
    private static final double AMPLITUDE = 0.5;

    /** Not often, so that it costs little; not seldom, so that it is no burst. */
    private static final Duration USUAL = Duration.ofMillis(10);

    private final SoundServer server;
    private final String module;
    private final Path pipe;
    private final double speed;
    private final Duration burst;
    private final List<Long> beeps = new ArrayList<>();
    private final Thread thread;
    private volatile boolean over;

    private PipeMicrophone(
            SoundServer server, String module, Path pipe, double speed, Duration burst) {
        this.server = server;
        this.module = module;
        this.pipe = pipe;
        this.speed = speed;
        this.burst = burst;
        this.thread = Thread.ofPlatform().daemon().name("pipe microphone").unstarted(this::play);
    }

    /**
     * Plugs it in; it gives nothing yet.
     *
     * @param name its id and what a person calls it
     * @param speed 1.01 for one that gives 1 % too much
     * @param burst how much it hands over at once; zero for as it comes
     */
    public static PipeMicrophone plugIn(
            SoundServer server, Path folder, String name, double speed, Duration burst) {
        Path pipe = folder.resolve(name);
        String module =
                server.control(
                                "load-module",
                                "module-pipe-source",
                                "source_name=" + name,
                                "file=" + pipe,
                                "format=s16le",
                                "rate=" + RATE,
                                "channels=1",
                                "source_properties=device.description=" + name)
                        .orElseThrow()
                        .strip();
        return new PipeMicrophone(server, module, pipe, speed, burst.isZero() ? USUAL : burst);
    }

    /** From now on it hears. */
    public void begin() {
        thread.start();
    }

    /** When each beep was heard, in {@code System.nanoTime()}. */
    public List<Long> beeps() {
        synchronized (beeps) {
            return List.copyOf(beeps);
        }
    }

    private void play() {
        try (OutputStream out = new FileOutputStream(pipe.toFile())) {
            long start = System.nanoTime();
            long written = 0;
            while (!over) {
                Waits.pause(burst);
                long due = (long) ((System.nanoTime() - start) / 1e9 * RATE * speed);
                out.write(heard(start, written, due));
                written = due;
            }
        } catch (IOException gone) {
            if (!over) {
                throw new UncheckedIOException(gone);
            }
        }
    }

    private byte[] heard(long start, long from, long until) {
        ByteBuffer bytes =
                ByteBuffer.allocate((int) (until - from) * Short.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (long i = from; i < until; i++) {
            long inSecond = i % RATE;
            if (inSecond == 0 && i > 0) {
                synchronized (beeps) {
                    beeps.add(start + Math.round(i * 1e9 / (RATE * speed)));
                }
            }
            double sample =
                    inSecond < BEEP_SAMPLES && i >= RATE
                            ? AMPLITUDE * Math.sin(2 * Math.PI * HERTZ * i / RATE)
                            : 0;
            bytes.putShort((short) (sample * Short.MAX_VALUE));
        }
        return bytes.array();
    }

    /** Pulls it out. */
    @Override
    public void close() {
        over = true;
        server.control("unload-module", module);
        try {
            thread.join(LIMIT);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
