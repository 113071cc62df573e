package dev.lastframe.core.export;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a child process ended.
 *
 * @param exitCode its own, or that of the signal that killed it
 * @param timedOut whether it was killed because its time was over
 * @param output the last {@value #KEPT_BYTES} bytes of its standard output
 * @param errors the last {@value #KEPT_BYTES} bytes of its standard error
 */
public record ProgramRun(int exitCode, boolean timedOut, String output, String errors) {

    static final int KEPT_BYTES = 16 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ProgramRun.class);

    /** What a program reads. */
    @FunctionalInterface
    public interface Input {

        /**
         * Writes all of it. Called by the thread that runs the program; an interrupt of it ends the
         * program and the write, also where the program reads nothing.
         *
         * @throws IOException when it cannot be read, which ends the program and the run with it;
         *     or the program does not want it any more
         * @throws InterruptedException when the thread was interrupted
         */
        void writeTo(OutputStream program) throws IOException, InterruptedException;
    }

    /** Whether it ended by itself, and well. */
    public boolean succeeded() {
        return exitCode == 0 && !timedOut;
    }

    static ProgramRun of(List<String> command, Input input, Consumer<String> lines, Duration limit)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        AtomicBoolean timedOut = new AtomicBoolean();
        LastBytes output = new LastBytes();
        LastBytes errors = new LastBytes();
        List<Thread> helpers =
                List.of(
                        helper(() -> output.readLines(process.getInputStream(), lines)),
                        helper(() -> errors.readAll(process.getErrorStream())),
                        helper(() -> killAfter(limit, process, timedOut)));
        Pipe stdin = new Pipe(process);
        try {
            try {
                input.writeTo(stdin);
                stdin.close();
            } catch (ClosedByInterruptException killed) {
                Thread.interrupted(); // what it is told by is the exception
                throw interrupted(killed);
            } catch (IOException refused) {
                if (!stdin.refused) {
                    throw refused; // the program has not seen all of it: what it says is no verdict
                }
                // A program that has seen enough closes its end: its exit code says what it saw.
                LOG.debug("the program took no more input: {}", refused.toString());
                if (process.isAlive() && !process.waitFor(5, TimeUnit.SECONDS)) {
                    throw refused;
                }
            }
            int code = process.waitFor();
            for (Thread helper : helpers) {
                helper.join();
            }
            return new ProgramRun(code, timedOut.get(), output.text(), errors.text());
        } finally {
            if (process.isAlive()) {
                kill(process);
            }
            process.destroyForcibly(); // closes its streams too
        }
    }

    private static InterruptedException interrupted(ClosedByInterruptException cause) {
        InterruptedException told = new InterruptedException("interrupted while it wrote");
        told.initCause(cause);
        return told;
    }

    /** It, and what it has started itself, which would keep its end of the pipe open. */
    private static void kill(Process process) {
        List<ProcessHandle> started = process.descendants().toList();
        process.toHandle().destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }

    private static Thread helper(Runnable work) {
        return Thread.ofVirtual().name("lastframe-child").start(work);
    }

    private static void killAfter(Duration limit, Process process, AtomicBoolean timedOut) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                timedOut.set(true);
                kill(process);
            }
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Tells a program that takes no more from an input that cannot be read. Who writes to one that
     * does not read stands in the pipe, where an interrupt does not reach: it ends the program,
     * which ends the pipe.
     */
    private static final class Pipe extends OutputStream {

        private final OutputStream program;
        private final KilledByInterrupt guard;
        private boolean refused;

        Pipe(Process process) {
            program = process.getOutputStream();
            guard = new KilledByInterrupt(process);
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            refused = true;
            guard.during(() -> program.write(bytes, offset, length));
            refused = false;
        }

        @Override
        public void flush() throws IOException {
            refused = true;
            guard.during(program::flush);
            refused = false;
        }

        @Override
        public void close() throws IOException {
            boolean before = refused;
            refused = true;
            guard.during(program::close);
            refused = before;
        }
    }

    /** Kills a program when the thread that writes to it is interrupted. */
    private static final class KilledByInterrupt extends AbstractInterruptibleChannel {

        private final Process process;

        KilledByInterrupt(Process process) {
            this.process = process;
        }

        @FunctionalInterface
        private interface Writing {
            void run() throws IOException;
        }

        /**
         * Runs it.
         *
         * @throws ClosedByInterruptException when the thread was interrupted
         */
        void during(Writing writing) throws IOException {
            boolean done = false;
            try {
                begin();
                writing.run();
                done = true;
            } finally {
                end(done);
            }
        }

        /** By who interrupts, and waits for nothing. */
        @Override
        protected void implCloseChannel() {
            Thread.ofPlatform().daemon().name("lastframe-kill").start(() -> kill(process));
        }
    }

    /** The end of what a stream gives; the rest is thrown away, so that the program never waits. */
    private static final class LastBytes {

        private final byte[] ring = new byte[KEPT_BYTES];
        private long count;

        void readAll(InputStream from) {
            byte[] piece = new byte[4096];
            try (from) {
                for (int n = from.read(piece); n >= 0; n = from.read(piece)) {
                    keep(piece, n);
                }
            } catch (IOException ended) {
                LOG.debug("a program's output ended early: {}", ended.toString());
            }
        }

        void readLines(InputStream from, Consumer<String> lines) {
            try (BufferedReader text =
                    new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
                for (String line = text.readLine(); line != null; line = text.readLine()) {
                    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
                    keep(bytes, bytes.length);
                    lines.accept(line);
                }
            } catch (IOException ended) {
                LOG.debug("a program's output ended early: {}", ended.toString());
            }
        }

        private synchronized void keep(byte[] piece, int length) {
            for (int i = 0; i < length; i++) {
                ring[(int) (count++ % KEPT_BYTES)] = piece[i];
            }
        }

        synchronized String text() {
            int length = (int) Math.min(count, KEPT_BYTES);
            byte[] last = new byte[length];
            for (int i = 0; i < length; i++) {
                last[i] = ring[(int) ((count - length + i) % KEPT_BYTES)];
            }
            return new String(last, StandardCharsets.UTF_8);
        }
    }
}
