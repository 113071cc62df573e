package dev.lastframe.app.recording;

import dev.lastframe.app.conversion.ConversionListener;
import dev.lastframe.app.conversion.ConversionService;
import dev.lastframe.app.conversion.Conversions;
import dev.lastframe.app.settings.Keep;
import dev.lastframe.core.time.NanoClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Says in a few words how far the MP4 of the last recordings is. Used by the FX thread; never
 * blocks.
 */
final class Mp4News {

    /** Told by the FX thread. */
    interface Observer {

        /** There are other words. */
        void mp4Changed();

        /** One could not be made. */
        void mp4Failed(String sentence);

        /** The MP4 has taken the recording's place. */
        void mp4Replaced(Path recording, Path mp4);
    }

    /** What is done sooner needs no progress; and the window repaints no more often. */
    private static final Duration BETWEEN_REPORTS = Duration.ofMillis(1500);

    private static final int PERCENT = 100;

    private final ConversionService service;
    private final Words words;
    private final Executor ui;
    private final NanoClock clock;
    private final Observer observer;

    /** Whose MP4 the words are about. */
    private @Nullable Path latest;

    /** The names of the last recordings whose MP4 is not made yet. */
    private final Set<String> open = new HashSet<>();

    private String text = "";
    private @Nullable Path reported;
    private long reportedNanos;

    Mp4News(WindowServices services, Words words, Observer observer) {
        this.service = services.conversions();
        this.words = words;
        this.ui = services.ui();
        this.clock = services.clock();
        this.observer = observer;
    }

    /** Behind what is said of the last recording; empty where there is nothing to say. */
    String text() {
        return text;
    }

    /** Whether files of the last recordings are still being read. */
    boolean working() {
        return !open.isEmpty();
    }

    /** Takes up what a run before left. */
    void takeUp(Keep keep) {
        service.convert(keep, List.of(), new Follower());
    }

    /** A recording has ended; what is said from now on is about it. */
    void ended(Keep keep, List<Path> recordings) {
        List<Path> published =
                recordings.stream().filter(file -> Conversions.mp4(file).isPresent()).toList();
        text = "";
        latest = published.isEmpty() ? null : published.getLast().toAbsolutePath();
        open.clear();
        if (keep != Keep.TRANSPORT_STREAM) {
            published.forEach(file -> open.add(String.valueOf(file.getFileName())));
        }
        if (!published.isEmpty()) {
            service.convert(keep, published, new Follower());
        }
    }

    private void progress(Path recording, double share) {
        long now = clock.nanoTime();
        if (!recording.equals(reported)) {
            reported = recording;
            reportedNanos = now;
        } else if (now - reportedNanos >= BETWEEN_REPORTS.toNanos()) {
            reportedNanos = now;
            say(words.text("mp4.progress", words.number(Math.round(share * PERCENT))));
        }
    }

    private void made(Path recording, Path mp4, boolean kept) {
        if (!kept) {
            observer.mp4Replaced(recording, mp4);
        }
        if (recording.equals(latest)) {
            say(words.text("mp4.ready"));
        } else {
            say("");
        }
    }

    private void failed(String sentence) {
        say("");
        observer.mp4Failed(sentence);
    }

    private void say(String next) {
        if (!text.equals(next)) {
            text = next;
            observer.mp4Changed();
        }
    }

    /** Takes what the background threads tell to the FX thread. */
    private final class Follower implements ConversionListener {

        /** Of many small steps only those that could be shown are passed on. */
        private volatile int passed = -1;

        @Override
        public void progress(Path recording, double share) {
            int now = (int) (share * PERCENT);
            if (now != passed) {
                passed = now;
                ui.execute(() -> Mp4News.this.progress(recording, share));
            }
        }

        @Override
        public void made(Path recording, Path mp4, boolean kept) {
            ui.execute(() -> {
                open.remove(String.valueOf(recording.getFileName()));
                Mp4News.this.made(recording, mp4, kept);
            });
        }

        @Override
        public void failed(Path recording, String sentence) {
            ui.execute(() -> {
                open.remove(String.valueOf(recording.getFileName()));
                Mp4News.this.failed(sentence);
            });
        }
    }
}
