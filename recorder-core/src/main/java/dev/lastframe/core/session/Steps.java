package dev.lastframe.core.session;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what has to be done at an end: what a step throws is logged and kept, and the steps behind
 * it are done all the same. Used by one thread.
 */
final class Steps {

    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

    private @Nullable Throwable failure;

    /** Something to be done. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    /**
     * Does it, whatever was thrown before.
     *
     * @param what is done, for the log
     */
    void run(String what, Step step) {
        try {
            step.run();
        } catch (Exception | Error broken) {
            LOG.error("{} failed", what, broken);
            Throwable first = failure;
            if (first == null) {
                failure = broken;
            } else if (!first.equals(broken)) {
                first.addSuppressed(broken);
            }
        }
    }

    /** What was thrown first, the others suppressed in it; null while nothing was. */
    @Nullable Throwable failure() {
        return failure;
    }
}
