package dev.lastframe.app.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** However many windows are started at once, one opens, and the others speak to it. */
public final class Entrance {

    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);

    /** Twenty programs that start at once on a slow computer. */
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private static final long BETWEEN_TRIES_NANOS = Duration.ofMillis(50).toNanos();

    /** How a process that wants to open a window came in. */
    public sealed interface Entered {

        /**
         * Its window is the one.
         *
         * @param lock held as long as the window lives
         */
        record First(WindowLock lock) implements Entered {}

        /** There is a window, which answered. */
        record Second(JsonNode reply) implements Entered {}

        /** There is a window, which does not answer. */
        record Unanswered() implements Entered {}

        /** Nobody can tell whether there is one. */
        record Unknown(IOException why) implements Entered {}
    }

    private Entrance() {}

    /**
     * Becomes the first, or asks the first. Blocks, mostly for milliseconds.
     *
     * @param wish what a window that is there already is asked for
     */
    public static Entered enter(Path folder, Request wish, NanoClock clock)
            throws InterruptedException {
        long until = clock.nanoTime() + LIMIT.toNanos();
        ControlClient window = new ControlClient(folder.resolve(ControlFolder.WINDOW));
        try {
            while (clock.nanoTime() < until) {
                Optional<WindowLock> lock = WindowLock.tryTake(folder);
                if (lock.isPresent()) {
                    return new Entered.First(lock.get());
                }
                Optional<JsonNode> reply = ask(window, wish);
                if (reply.isPresent()) {
                    return new Entered.Second(reply.get());
                }
                clock.sleepUntil(clock.nanoTime() + BETWEEN_TRIES_NANOS);
            }
            return new Entered.Unanswered();
        } catch (IOException unusable) {
            LOG.warn("this window cannot be controlled from outside", unusable);
            return new Entered.Unknown(unusable);
        }
    }

    /** Empty where it does not listen yet, or no longer. */
    private static Optional<JsonNode> ask(ControlClient window, Request wish) {
        try {
            JsonNode reply = window.ask(wish);
            return Reply.isRefused(reply, Reply.Refusal.ENDING)
                    ? Optional.empty()
                    : Optional.of(reply);
        } catch (ControlException silent) {
            LOG.debug("the first window does not answer yet", silent);
            return Optional.empty();
        }
    }
}
