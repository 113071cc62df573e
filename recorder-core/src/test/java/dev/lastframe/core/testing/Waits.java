package dev.lastframe.core.testing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Waiting for something outside the test's own hands. The only place of a test that sleeps. */
public final class Waits {

    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(30);
    private static final Duration PROMPT_POLL = Duration.ofNanos(200_000);

    private Waits() {}

    /**
     * Asks every 10 ms until the condition holds; it is asked at least once, and once more at the
     * limit. Blocks the caller.
     *
     * @param what the sentence that the test fails with, such as "the file appeared"
     * @throws AssertionError after the limit, or when the thread is interrupted
     */
    public static void eventually(Duration limit, String what, BooleanSupplier condition) {
        ask(POLL, limit, what, condition);
    }

    /**
     * As {@link #eventually}, but asks every fifth of a millisecond: for moments that are over in a
     * few milliseconds. Costs a part of a core.
     */
    public static void promptly(Duration limit, String what, BooleanSupplier condition) {
        ask(PROMPT_POLL, limit, what, condition);
    }

    private static void ask(
            Duration every, Duration limit, String what, BooleanSupplier condition) {
        long startNanos = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - startNanos >= limit.toNanos()) {
                throw new AssertionError("Not within " + limit.toMillis() + " ms: " + what);
            }
            pause(every);
        }
    }

    /**
     * Lets real time pass, for what only time brings: content that runs, a screen that stays still.
     *
     * @throws AssertionError when the thread is interrupted
     */
    public static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", interruption);
        }
    }

    /**
     * Kills the process and all that it started, and waits until they are gone: what was only told
     * to end may still write a file into a folder that is being deleted. Blocks the caller.
     *
     * @throws AssertionError if one of them is still there after half a minute
     */
    public static void kill(Process process) {
        kill(Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList());
    }

    /** As {@link #kill(Process)}, those alone. */
    public static void kill(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroyForcibly);
        eventually(
                KILL_LIMIT,
                "killed: " + processes,
                () -> processes.stream().noneMatch(Waits::runs));
    }

    /** Whether it does anything: what nobody has reaped is alive to Java, and has no program. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    /**
     * The process's exit code, once it ended. Blocks the caller.
     *
     * @throws AssertionError with the sentence {@code what} if it has not ended within the limit;
     *     it is then killed
     */
    public static int exitCode(Process process, Duration limit, String what) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("Did not end within " + limit.toMillis() + " ms: " + what);
            }
            return process.exitValue();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new AssertionError("interrupted while waiting for " + what, interruption);
        }
    }
}
