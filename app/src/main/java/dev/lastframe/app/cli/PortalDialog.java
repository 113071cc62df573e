package dev.lastframe.app.cli;

import dev.lastframe.app.recording.ScreenDialog;
import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.capture.GrabberSource;
import dev.lastframe.core.capture.wayland.WaylandSource;
import dev.lastframe.core.time.NanoClock;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The dialog of a Wayland session's portal. Called by the FX thread; never blocks. */
final class PortalDialog implements ScreenDialog {

    private final WaylandSource portal;
    private final NanoClock clock;
    private final Executor background;
    private final AtomicReference<@Nullable GrabberSource> allowed = new AtomicReference<>();

    /**
     * @param background runs what touches the disk
     */
    PortalDialog(WaylandSource portal, NanoClock clock, Executor background) {
        this.portal = portal;
        this.clock = clock;
        this.background = background;
    }

    /** What was allowed last, once; owned by the caller. */
    Optional<GrabberSource> take() {
        return Optional.ofNullable(allowed.getAndSet(null));
    }

    @Override
    public CompletableFuture<Void> ask(CaptureTarget target, CompletableFuture<?> cancelled) {
        // it waits in native code too
        return CompletableFuture.runAsync(() -> askNow(target, cancelled), PortalDialog::apart);
    }

    private static void apart(Runnable task) {
        Thread.ofPlatform().daemon().name("lastframe-ask").start(task);
    }

    private void askNow(CaptureTarget target, CompletableFuture<?> cancelled) {
        try {
            keep(portal.prepare(target, true, clock, cancelled));
        } catch (CaptureException refused) {
            throw new CompletionException(refused);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the program ends");
        }
    }

    @Override
    public void giveUp() {
        keep(null);
    }

    private void keep(@Nullable GrabberSource next) {
        GrabberSource before = allowed.getAndSet(next);
        if (before != null) {
            before.forget();
        }
    }

    @Override
    public CompletableFuture<Boolean> remembers() {
        return CompletableFuture.supplyAsync(portal::remembers, background);
    }

    @Override
    public CompletableFuture<Void> forget() {
        return CompletableFuture.runAsync(portal::forgetChoice, background);
    }
}
