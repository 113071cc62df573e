package dev.lastframe.core.capture.wayland;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureException.Reason;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the desktop's stream again after PipeWire itself went away and took it along: waits for a
 * PipeWire where the one before listened, and asks the portal with the choice that it remembers. A
 * person is not asked. A thread of its own does it; the methods do not block and may be called by
 * any.
 */
final class FeedAgain implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FeedAgain.class);

    /** Without a dialog the portal answers at once; one that comes all the same is taken back. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private static final Duration FIRST_PICTURE = Duration.ofSeconds(3);

    private static final long RETRY_MILLIS = 100;

    /**
     * The desktop's own parts return to PipeWire then, too. A choice that is refused is forgotten,
     * so the question must not come too early.
     */
    private static final long SETTLE_MILLIS = 500;

    private final Asking asking;
    private final CountDownLatch over = new CountDownLatch(1);
    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();

    @GuardedBy("this")
    private boolean searching;

    @GuardedBy("this")
    private boolean hopeless;

    @GuardedBy("this")
    private @Nullable Feed found;

    @GuardedBy("this")
    private boolean closed;

    FeedAgain(Asking asking) {
        this.asking = asking;
    }

    /**
     * Begins to look for it, once until it is {@link #take taken}.
     *
     * @param fallen what was connected to the PipeWire that went away
     */
    synchronized void begin(PipeWireRemote fallen) {
        if (!searching && !closed) {
            searching = true;
            Thread.ofPlatform().daemon().name("lastframe-portal-anew").start(() -> search(fallen));
        }
    }

    /** Whether only a person could allow it. */
    synchronized boolean isHopeless() {
        return hopeless;
    }

    /** The stream that was found, its first picture in line; null while there is none. */
    synchronized @Nullable Feed take() {
        Feed taken = found;
        if (taken != null) {
            found = null;
            searching = false;
        }
        return taken;
    }

    private void search(PipeWireRemote fallen) {
        LOG.info("PipeWire went away");
        try {
            while (!over.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
                if (fallen.isAnswered()
                        && !over.await(SETTLE_MILLIS, TimeUnit.MILLISECONDS)
                        && asked()) {
                    return;
                }
            }
        } catch (InterruptedException unwanted) {
            Thread.currentThread().interrupt();
        } catch (CancellationException closing) {
            LOG.debug("the stream is no longer wanted");
        } catch (RuntimeException | Error broken) {
            LOG.error("the stream is not looked for any more", broken);
            giveUp();
        }
    }

    /** Whether there is nothing more to do. */
    private boolean asked() throws InterruptedException {
        if (!asking.isRemembered()) {
            LOG.info("the desktop remembers no choice");
            giveUp();
            return true;
        }
        try {
            keep(asking.ask(ANSWER, FIRST_PICTURE, cancelled));
            return true;
        } catch (CaptureException refused) {
            LOG.info("the stream is not there again: {}", refused.toString());
            if (refused.reason() == Reason.NOT_ALLOWED) {
                giveUp();
                return true;
            }
            return false;
        }
    }

    private synchronized void giveUp() {
        hopeless = true;
    }

    private void keep(Feed feed) {
        synchronized (this) {
            if (!closed) {
                found = feed;
                LOG.info("the stream is there again");
                return;
            }
        }
        feed.close();
    }

    /** What was found and not taken is ended. Blocks. */
    @Override
    public void close() {
        Feed unwanted;
        synchronized (this) {
            closed = true;
            unwanted = found;
            found = null;
        }
        over.countDown();
        cancelled.complete(null);
        if (unwanted != null) {
            unwanted.close();
        }
    }
}
