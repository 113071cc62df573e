package dev.lastframe.core.session;

import dev.lastframe.core.capture.ScreenGrabber;
import dev.lastframe.core.events.EventTrack;
import dev.lastframe.core.events.InputException;
import dev.lastframe.core.events.InputLines;
import dev.lastframe.core.events.InputWatch;
import dev.lastframe.core.session.HealthEvent.Kind;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a person does beside the picture, where that is wanted and can be seen. Used by the
 * session's thread. Whatever becomes of it, the recording goes on.
 */
final class InputKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InputKeeper.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Desk desk;
    private final ScreenGrabber grabber;
    private final Course.Host host;
    private final @Nullable InputWatch watch;
    private final String name;
    private final String reason;

    private InputKeeper(
            Desk desk,
            ScreenGrabber grabber,
            Course.Host host,
            @Nullable InputWatch watch,
            String name,
            String reason) {
        this.desk = desk;
        this.grabber = grabber;
        this.host = host;
        this.watch = watch;
        this.name = name;
        this.reason = reason;
    }

    /** Begins to get ready, on a thread of its own; nothing listens yet. Never blocks. */
    static Opening open(Desk desk, ScreenGrabber grabber, Course.Host host) {
        EventOptions wanted = desk.request().events();
        return new Opening(
                desk,
                grabber,
                host,
                wanted.input()
                        ? Elsewhere.run(
                                "lastframe-open-input",
                                () -> grabber.input().open(wanted.windowTitles()))
                        : null);
    }

    /**
     * One that gets ready; to be awaited or forgotten.
     *
     * @param watch null where none is wanted
     */
    record Opening(
            Desk desk,
            ScreenGrabber grabber,
            Course.Host host,
            @Nullable CompletableFuture<InputWatch> watch) {

        /**
         * Waits for it, for two seconds at most.
         *
         * @param abort ends the waiting when it is completed
         */
        InputKeeper await(CompletableFuture<?> abort) throws InterruptedException {
            return watch == null
                    ? new InputKeeper(desk, grabber, host, null, "off", "")
                    : InputKeeper.await(desk, grabber, host, watch, abort);
        }

        /** Nobody wants it any more. */
        void forget() {
            if (watch != null) {
                var _ = watch.thenAccept(InputWatch::close);
            }
        }
    }

    private static InputKeeper await(
            Desk desk,
            ScreenGrabber grabber,
            Course.Host host,
            CompletableFuture<InputWatch> opening,
            CompletableFuture<?> abort)
            throws InterruptedException {
        try {
            InputWatch watch = Elsewhere.await(opening, PATIENCE, abort, InputWatch::close);
            return new InputKeeper(desk, grabber, host, watch, watch.name(), "");
        } catch (CancellationException stopped) {
            return none(desk, grabber, host, "The recording was stopped at its start.");
        } catch (TimeoutException hung) {
            return none(desk, grabber, host, "The display did not answer in time.");
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof InputException refused) {
                LOG.info("without pointer and keys: {}", refused.getMessage());
                return none(desk, grabber, host, String.valueOf(refused.getMessage()));
            }
            LOG.error("pointer and keys cannot be kept", cause);
            return none(desk, grabber, host, "It failed: the log says why.");
        }
    }

    private static InputKeeper none(
            Desk desk, ScreenGrabber grabber, Course.Host host, String reason) {
        return new InputKeeper(desk, grabber, host, null, "none", reason);
    }

    /** Where pointer and keys are seen; {@code none} or {@code off} where they are not. */
    String name() {
        return name;
    }

    /** Why they are not; empty where that was not wanted. */
    String reason() {
        return reason;
    }

    /** Listens from now on. */
    void begin() {
        if (watch != null) {
            watch.begin(new InputLines(grabber::area, new ToJournal()));
        }
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
    }

    /** Called by the source's thread. */
    private final class ToJournal implements InputLines.Output {

        @Override
        public boolean line(long nanos, String type, EventTrack.Fields fields) {
            return desk.journal().observed(nanos, type, fields);
        }

        @Override
        public void tell(String sentence, boolean over) {
            desk.health().tell(Kind.INPUT_LIMITED, sentence);
            if (over) {
                host.later(InputKeeper.this::close);
            }
        }
    }
}
