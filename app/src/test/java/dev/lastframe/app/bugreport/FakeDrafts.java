package dev.lastframe.app.bugreport;

import dev.lastframe.app.fx.Later;
import dev.lastframe.app.fx.Opener;
import dev.lastframe.app.i18n.Messages;
import dev.lastframe.app.settings.ThemeChoice;
import dev.lastframe.core.export.Progress;
import dev.lastframe.core.report.Destination;
import dev.lastframe.core.report.DraftFilm;
import dev.lastframe.core.report.Mask;
import dev.lastframe.core.report.PackOrder;
import dev.lastframe.core.report.ReportEnvironment;
import dev.lastframe.core.report.ReportException;
import dev.lastframe.core.report.ReportResult;
import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Drafts whose answers a test gives; what is to run in the background waits for the test. */
final class FakeDrafts implements Drafts, Draft, Opener, Later, NanoClock {

    static final Path ZIP = Path.of("/videos/bug.report/bug.report.zip");
    Path made = ZIP;
    static final Item LOG =
            new Item("log.txt", 100, false, "by [user] now\n", List.of(new Item.Mark(3, 9)));

    /** What is to be done in the background, in order. */
    final List<Runnable> waiting = new ArrayList<>();

    final List<Optional<Path>> opened = new ArrayList<>();
    final List<Instant> triggers = new ArrayList<>();
    final List<Span> chapters = new ArrayList<>();
    final List<PackOrder> packed = new ArrayList<>();
    final List<Span> packedStretches = new ArrayList<>();
    final List<Optional<Path>> folders = new ArrayList<>();
    final List<Path> shown = new ArrayList<>();
    Optional<ReportException> refusal = Optional.empty();
    List<String> steps = List.of("0:01 click left at 5,6");
    Overview overview =
            new Overview(
                    Overview.RUNNING,
                    "",
                    60_000_000,
                    new Span(25_000_000, 55_000_000),
                    55_000_000,
                    List.of());
    int closed;
    boolean withoutPicture;
    Optional<ReportException> withoutBurned = Optional.empty();
    boolean opens = true;
    Path words = Path.of("/proc/self/words.json");
    Runnable whileOpening = () -> {};
    Runnable whileMaking = () -> {};
    Runnable whilePicturing = () -> {};
    List<Item> items = List.of(new Item("recording.mp4", 6_400_000, true, "", List.of()), LOG);
    Optional<Runnable> later = Optional.empty();
    Progress heard = Progress.NONE;
    long nowNanos;

    BugReportViewModel model() {
        Executor later = waiting::add;
        return new BugReportViewModel(
                this,
                new BugReportServices(
                        ThemeChoice.LIGHT,
                        Messages.of(Locale.US),
                        this,
                        this,
                        this,
                        Runnable::run,
                        later,
                        () -> CompletableFuture.completedFuture(png -> {}),
                        words));
    }

    /** Does everything that waits, and what comes of it. */
    void work() {
        while (!waiting.isEmpty()) {
            waiting.removeFirst().run();
        }
    }

    @Override
    public Draft open(
            Optional<Path> recording, Instant trigger, Optional<ReportEnvironment.Screen> screen)
            throws ReportException {
        opened.add(recording);
        triggers.add(trigger);
        refuse();
        whileOpening.run();
        return this;
    }

    private void refuse() throws ReportException {
        if (refusal.isPresent()) {
            ReportException why = refusal.get();
            refusal = Optional.empty();
            throw why;
        }
    }

    @Override
    public Overview overview() {
        return overview;
    }

    @Override
    public Chapter chapter(Span stretch) throws ReportException {
        chapters.add(stretch);
        refuse();
        return new Chapter(steps, items);
    }

    @Override
    public List<Item> items(Span stretch, PackOrder order) throws ReportException {
        refuse();
        String words = order.description().happened();
        return List.of(LOG, new Item("description.md", words.length(), false, words, List.of()));
    }

    @Override
    public Still picture(Span stretch, PackOrder order) throws ReportException {
        refuse();
        whilePicturing.run();
        return new Still(
                Path.of("/sent-" + order.masks().size() + ".png"), new PictureSize(1920, 1080));
    }

    @Override
    public Still still(long micros) throws ReportException {
        if (withoutPicture) {
            throw new ReportException(ReportException.Kind.FAILED, "No picture.");
        }
        return new Still(Path.of("/still-" + micros + ".png"), new PictureSize(1920, 1080));
    }

    @Override
    public Still still(DraftFilm film, long micros) throws ReportException {
        if (withoutBurned.isPresent()) {
            throw withoutBurned.get();
        }
        return new Still(Path.of("/burned-" + micros + ".png"), new PictureSize(1920, 1080));
    }

    @Override
    public DraftFilm film(
            Span stretch,
            List<Mask> masks,
            Destination destination,
            Set<String> leftOut,
            Progress progress)
            throws ReportException {
        refuse();
        return new DraftFilm(
                Path.of("/burned.mp4"),
                1000,
                stretch.fromMicros(),
                stretch.untilMicros(),
                List.of(new DraftFilm.Thumbnail(stretch.fromMicros(), Path.of("/1.jpg"))),
                0,
                masks.size(),
                masks,
                OptionalLong.empty());
    }

    @Override
    public Made pack(Span stretch, PackOrder order, Optional<Path> folder, Progress progress)
            throws ReportException {
        heard = progress;
        refuse();
        whileMaking.run();
        packed.add(order);
        packedStretches.add(stretch);
        folders.add(folder);
        ReportResult result =
                new ReportResult(
                        made,
                        2000,
                        "0 of 900 ticks missed",
                        Optional.of(made.getParent()),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Map.of());
        return new Made(result, 0, "# A problem");
    }

    @Override
    public void close() {
        closed++;
    }

    @Override
    public CompletionStage<Void> open(Path file) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> show(Path file) {
        shown.add(file);
        return opens
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(new IOException("no such program"));
    }

    @Override
    public Cancel after(Duration delay, Runnable task) {
        later = Optional.of(task);
        return () -> later = Optional.empty();
    }

    @Override
    public long nanoTime() {
        return nowNanos;
    }

    @Override
    public Instant wallTime() {
        return Instant.parse("2026-11-21T14:03:22Z");
    }

    @Override
    public void sleepUntil(long deadlineNanos) {
        nowNanos = Math.max(nowNanos, deadlineNanos);
    }
}
