package dev.lastframe.core.events;

import dev.lastframe.core.privacy.LineRedactor;
import dev.lastframe.core.privacy.Redactor;
import dev.lastframe.core.threads.Niceness;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the log of another program and writes its new lines as events, redacted before anybody
 * sees them. A thread of its own, of low priority, looks {@value #LOOK_MILLIS} ms apart; a line's
 * time is that of the look that found it. No more than {@value #LINES_A_SECOND} lines and {@value
 * #BYTES_A_SECOND} bytes of a second are kept, and {@value #BYTES_IN_ALL} bytes in all; an event
 * says how many were left out. Whatever happens to the file, nobody else waits for it.
 */
public final class LogTail {

    /** Takes what was seen. Called by the tail's thread; never blocks. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Something was seen.
         *
         * @param nanos when, on the monotonic clock
         * @param fields the event's fields
         */
        void log(long nanos, EventTrack.Fields fields);
    }

    public static final int LOOK_MILLIS = 150;
    public static final int LINES_A_SECOND = 200;
    public static final int BYTES_A_SECOND = 128 * 1024;
    public static final int BYTES_IN_ALL = 16 * 1024 * 1024;

    /** Characters of a line that are kept. */
    public static final int LINE = 4096;

    private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Path file;
    private final Supplier<Redactor> redactors;
    private final NanoClock clock;
    private final Sink sink;
    private final Consumer<String> warning;
    private final Thread thread;
    private final TailedFile tailed;
    private final LineBuffer buffer = new LineBuffer(this::line);

    private volatile boolean stopping;
    private boolean warned;

    /** Made by the tail's own thread: reading the rules takes longer than a frame. */
    private @Nullable LineRedactor redactor;

    private String name = "";
    private long now;
    private long second;
    private int lines;
    private long bytes;
    private long allBytes;
    private long linesLeft;
    private long bytesLeft;

    /**
     * Begins nothing yet.
     *
     * @param redactors asked once, by the tail's thread
     * @param warning told in one sentence that the file cannot be read; called once at most
     */
    public LogTail(
            Path file,
            Supplier<Redactor> redactors,
            NanoClock clock,
            Sink sink,
            Consumer<String> warning) {
        this.file = file;
        this.redactors = redactors;
        this.clock = clock;
        this.sink = sink;
        this.warning = warning;
        this.tailed =
                new TailedFile(
                        file,
                        new TailedFile.Sink() {
                            @Override
                            public void bytes(byte[] read, int length) {
                                buffer.bytes(read, length);
                            }

                            @Override
                            public void gap(long skipped, boolean insideLine) {
                                LogTail.this.gap(skipped, insideLine);
                            }

                            @Override
                            public void endOfFile() {
                                buffer.endOfFile();
                            }
                        });
        this.thread = Thread.ofPlatform().daemon().name("lastframe-tail").unstarted(this::run);
    }

    /** Begins; returns at once. What the file holds already is not read. */
    public void start() {
        thread.start();
    }

    /**
     * Looks a last time and ends. Waits no longer than the given time: a disk that hangs keeps its
     * thread.
     */
    public void stop(Duration patience) throws InterruptedException {
        stopping = true;
        thread.interrupt();
        if (!thread.join(patience)) {
            LOG.warn("{} is not let go: its disk does not answer", file);
        }
    }

    private void run() {
        try {
            Niceness.raise(Niceness.MOST);
            begin();
            while (!stopping) {
                try {
                    clock.sleepUntil(clock.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
                } catch (InterruptedException asked) {
                    stopping = true;
                }
                // A read would be broken off by it.
                boolean _ = Thread.interrupted();
                look();
            }
            end();
        } catch (RuntimeException | Error broken) {
            LOG.error("the tail of {} broke", file, broken);
            warn("it broke: " + broken);
        }
    }

    /** Notes the file's end, then reads the rules. */
    void begin() {
        second = clock.nanoTime();
        try {
            tailed.start();
        } catch (IOException refused) {
            refused(refused);
        }
        Redactor all = redactors.get();
        redactor = all.lines();
        redactor.gap();
        Path last = file.getFileName();
        name = all.fileName(last == null ? file.toString() : last.toString());
    }

    /** Takes what is new. */
    void look() {
        now = clock.nanoTime();
        if (now - second >= SECOND) {
            tellLeftOut();
            second = now;
            lines = 0;
            bytes = 0;
        }
        try {
            tailed.look();
        } catch (IOException refused) {
            refused(refused);
        }
    }

    /** Nothing more is read. A line without its end is not kept: half a secret has no shape. */
    void end() {
        tailed.passOverTheRest();
        tellLeftOut();
        try {
            tailed.close();
        } catch (IOException ignored) {
            LOG.debug("{} did not close", file, ignored);
        }
    }

    private void gap(long skipped, boolean insideLine) {
        buffer.gap(insideLine);
        bytesLeft += skipped;
        LineRedactor current = redactor;
        if (current != null) {
            current.gap();
        }
    }

    private void line(String text, long cut, long length) {
        LineRedactor current = redactor;
        if (current == null) {
            return;
        }
        if (lines >= LINES_A_SECOND || bytes >= BYTES_A_SECOND || allBytes >= BYTES_IN_ALL) {
            current.passOver(text);
            linesLeft++;
            bytesLeft += length;
            return;
        }
        String redacted = current.line(text);
        if (redacted == null) {
            return;
        }
        int keep = Math.min(redacted.length(), LINE);
        long more = redacted.length() - keep + cut;
        String kept =
                more == 0
                        ? redacted
                        : redacted.substring(0, keep) + "… (" + more + " more left out)";
        lines++;
        bytes += kept.length();
        allBytes += kept.length();
        sink.log(
                now,
                json -> {
                    json.writeStringField("file", name);
                    json.writeStringField("line", kept);
                });
    }

    private void tellLeftOut() {
        if (linesLeft == 0 && bytesLeft == 0) {
            return;
        }
        long noLines = linesLeft;
        long noBytes = bytesLeft;
        linesLeft = 0;
        bytesLeft = 0;
        sink.log(
                clock.nanoTime(),
                json -> {
                    json.writeStringField("file", name);
                    json.writeNumberField("linesLeftOut", noLines);
                    json.writeNumberField("bytesLeftOut", noBytes);
                });
    }

    private void refused(IOException why) {
        LOG.debug("{} cannot be read", file, why);
        String detail = why.getMessage();
        warn(
                why instanceof AccessDeniedException
                        ? "reading it is not allowed"
                        : detail == null ? why.toString() : detail);
    }

    private void warn(String why) {
        if (!warned) {
            warned = true;
            warning.accept(
                    "The log " + file + " cannot be followed: " + why + ". The video goes on.");
        }
    }
}
