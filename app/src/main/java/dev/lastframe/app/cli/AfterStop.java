package dev.lastframe.app.cli;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.lastframe.app.conversion.ConversionListener;
import dev.lastframe.app.conversion.Conversions;
import dev.lastframe.app.settings.Keep;
import dev.lastframe.app.settings.Places;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes the MP4s of what was just recorded, before the process ends. A signal meanwhile ends it,
 * and a signal that ended the recording leaves it half a minute: the next start takes up what is
 * not done then. Converts once, on the main thread; signals come from any.
 */
final class AfterStop {

    /** A session that ends kills what takes longer. */
    private static final long PATIENCE_SECONDS = 30;

    private final Places places;

    @GuardedBy("this")
    private @Nullable Thread converting;

    @GuardedBy("this")
    private boolean cancelled;

    /**
     * What became of a recording's files.
     *
     * @param recordings those that are left; where the MP4 took its place, that
     * @param files the recordings that are left, then the MP4s
     * @param problems why an MP4 is missing, a sentence each
     */
    record Files(List<Path> recordings, List<Path> files, List<String> problems) {}

    AfterStop(Places places) {
        this.places = places;
    }

    /**
     * The process was asked to end.
     *
     * @param again whether it had been before, or nothing is recorded any more
     */
    void signalled(boolean again) {
        if (again) {
            cancel();
        } else {
            CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .execute(this::cancel);
        }
    }

    private synchronized void cancel() {
        cancelled = true;
        if (converting != null) {
            converting.interrupt();
        }
    }

    /** Blocks until they are made, or a signal ends it. */
    Files convert(Keep keep, List<Path> recordings) {
        List<Path> left = new ArrayList<>(recordings);
        List<Path> named = new ArrayList<>(recordings);
        List<Path> mp4s = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        ConversionListener listener =
                new ConversionListener() {
                    @Override
                    public void made(Path recording, Path mp4, boolean kept) {
                        mp4s.add(mp4);
                        if (!kept) {
                            left.removeIf(each -> each.toAbsolutePath().equals(recording));
                            named.replaceAll(
                                    each -> each.toAbsolutePath().equals(recording) ? mp4 : each);
                        }
                    }

                    @Override
                    public void failed(Path recording, String sentence) {
                        problems.add(sentence);
                    }
                };
        try {
            begin();
            new Conversions(places.active(), keep, listener).only(recordings);
        } catch (InterruptedException ended) {
            problems.add("The MP4 is not made yet: the next start of Lastframe makes it.");
        } finally {
            end();
        }
        left.addAll(mp4s);
        return new Files(named, left, problems);
    }

    private synchronized void begin() throws InterruptedException {
        if (cancelled) {
            throw new InterruptedException();
        }
        converting = Thread.currentThread();
    }

    private synchronized void end() {
        converting = null;
        // a signal that came too late for this is for nothing else
        Thread.interrupted();
    }
}
