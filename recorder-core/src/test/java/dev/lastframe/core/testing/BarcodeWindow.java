package dev.lastframe.core.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that shows frame numbers as barcodes at a steady rate and writes down when: the truth
 * that recordings are compared with. Tests start it by {@link BarcodeContent}; its options are
 * those of {@link BarcodeWindowOptions}.
 *
 * <p>The log begins with a line {@code # WxH+X+Y} (where the window is), then has one line a
 * number: {@code number beforeNanos afterNanos}, see {@link Shown}. Each line is given to the
 * operating system at once. The program ends after its time, at SIGTERM, or (if asked) when its
 * standard input closes; the log is whole then.
 */
public final class BarcodeWindow {

    private final BarcodeWindowOptions options;
    private final Thread thread = Thread.currentThread();
    private volatile boolean ended;

    private BarcodeWindow(BarcodeWindowOptions options) {
        this.options = options;
    }

    /**
     * Runs the program.
     *
     * @throws IllegalArgumentException for options it does not know
     * @throws IOException if the log cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        BarcodeWindow program = new BarcodeWindow(BarcodeWindowOptions.parse(arguments));
        Runtime.getRuntime().addShutdownHook(new Thread(program::endAndWait));
        if (program.options.stopAtEof()) {
            Thread.ofPlatform().daemon().start(program::endAtEof);
        }
        program.run();
    }

    private void run() throws IOException {
        try (XWindow window = new XWindow(options.geometry(), options.managed());
                OutputStream log = Files.newOutputStream(options.log())) {
            ContentPainter painter = new ContentPainter(window, options.mode());
            window.sync();
            write(log, "# " + window.geometry());
            showNumbers(window, painter, log);
        }
    }

    private void showNumbers(XWindow window, ContentPainter painter, OutputStream log)
            throws IOException {
        long periodNanos = Math.round(1e9 / options.fps());
        long startNanos = System.nanoTime() + options.startAfter().toNanos();
        long endNanos = startNanos + options.duration().toNanos();
        long deadline = 0;
        for (int shown = 0; shown < options.frames(); shown++) {
            int number = options.first() + shown;
            if (number > Barcode.MAX_NUMBER) {
                return;
            }
            waitUntil(Math.min(startNanos + deadline * periodNanos, endNanos));
            if (ended || System.nanoTime() >= endNanos) {
                return;
            }
            long beforeNanos = System.nanoTime();
            painter.paint(number);
            window.sync();
            long afterNanos = System.nanoTime();
            write(log, new Shown(number, beforeNanos, afterNanos).line());
            if (options.mode() == ContentMode.STILL) {
                waitUntil(endNanos);
                return;
            }
            deadline = next(deadline, afterNanos - startNanos, periodNanos);
        }
    }

    /** The next deadline; those that passed while this process did not run are left out. */
    private static long next(long deadline, long elapsedNanos, long periodNanos) {
        long lateNanos = elapsedNanos - (deadline + 1) * periodNanos;
        return lateNanos > periodNanos / 2 ? elapsedNanos / periodNanos + 1 : deadline + 1;
    }

    private void waitUntil(long nanos) {
        long left = nanos - System.nanoTime();
        while (left > 0 && !ended) {
            LockSupport.parkNanos(this, left);
            left = nanos - System.nanoTime();
        }
    }

    private static void write(OutputStream log, String line) throws IOException {
        log.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        log.flush();
    }

    private void endAtEof() {
        try {
            while (System.in.read() >= 0) {
                // Only the end counts.
            }
        } catch (IOException closed) {
            // That, too, is the end.
        }
        end();
    }

    private void end() {
        ended = true;
        LockSupport.unpark(thread);
    }

    /** Called by the thread that shuts the process down. */
    private void endAndWait() {
        end();
        try {
            thread.join(Duration.ofSeconds(2));
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }
}
