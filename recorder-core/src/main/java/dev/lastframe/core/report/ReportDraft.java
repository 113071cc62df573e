package dev.lastframe.core.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lastframe.core.export.ExportException;
import dev.lastframe.core.export.PngFile;
import dev.lastframe.core.export.Progress;
import dev.lastframe.core.export.StretchSize;
import dev.lastframe.core.privacy.Redactor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A report before it is made: what it would hold, to look at and to change. It owns a folder of its
 * own, in which all pictures and videos lie that it gives away; closing removes it. The recording
 * is only read, also one that runs: what came after the draft was made is not in it.
 *
 * <p>One thread at a time, any thread; every method that throws {@link InterruptedException} blocks
 * on the disk and on child processes of low priority, and ends at once when its thread is
 * interrupted: nothing half-made is left, and the draft can still be used.
 */
public final class ReportDraft implements AutoCloseable {

    /** Of what is not made yet nobody knows the hash. */
    private static final String WHEN_MADE = "known when it is made";

    /** Somebody may still be reading those before the last. */
    private static final int KEPT_SHRUNK = 8;

    private final ReportEnvironment environment;
    private final Instant trigger;
    private final Scratch scratch;
    private final Optional<Subject> subject;
    private final Optional<Filming> filming;
    private final ObjectNode system;
    private Look look = new Look(new Stretch(0, 0), new StretchSize(1, 1, 0));
    private Contents contents;
    private int count;

    /** The screenshot that was asked for last. */
    private Optional<Path> shown = Optional.empty();

    private final Deque<Path> shrunk = new ArrayDeque<>();

    private ReportDraft(
            ReportEnvironment environment,
            Instant trigger,
            Scratch scratch,
            Optional<Subject> subject) {
        this.environment = environment;
        this.trigger = trigger;
        this.scratch = scratch;
        this.subject = subject;
        this.filming =
                subject.map(
                        known -> new Filming(known.films(), scratch, known.numbers().sentence()));
        this.system = SystemFacts.read(environment.variables(), environment.version());
        this.contents = empty();
    }

    /** The stretch that is looked at, and its size. */
    record Look(Stretch stretch, StretchSize size) {}

    /** Which stretch of a recording a draft begins with. */
    @FunctionalInterface
    interface Choice {
        Stretch of(Subject subject);
    }

    /**
     * Drafts.
     *
     * @param recording one of its files; empty for the one that is being made, if any
     * @param screen what is taken where there is none
     */
    static ReportDraft open(
            ReportEnvironment environment,
            Optional<Path> recording,
            Instant trigger,
            ReportEnvironment.Screen screen,
            Choice choice,
            Progress progress)
            throws ReportException, InterruptedException {
        return Failures.told(
                environment.scratch(),
                OptionalLong.empty(),
                () -> {
                    Finder finder = new Finder(environment);
                    Optional<Source> source =
                            recording.isPresent()
                                    ? Optional.of(finder.of(recording.get()))
                                    : finder.running();
                    return openNow(environment, finder, source, trigger, screen, choice, progress);
                });
    }

    private static ReportDraft openNow(
            ReportEnvironment environment,
            Finder finder,
            Optional<Source> source,
            Instant trigger,
            ReportEnvironment.Screen screen,
            Choice choice,
            Progress progress)
            throws ReportException, ExportException, IOException, InterruptedException {
        Scratch scratch = Scratch.in(environment.scratch());
        boolean good = false;
        try {
            Optional<Subject> subject = Optional.empty();
            if (source.isPresent()) {
                Films films = new Films(finder, scratch, source.get());
                Instant now = environment.clock().wallTime();
                subject = Optional.of(Subject.of(source.get(), films, environment, trigger, now));
            }
            progress.at(0.3);
            ReportDraft draft = new ReportDraft(environment, trigger, scratch, subject);
            progress.at(0.6);
            if (subject.isPresent()) {
                draft.gather(subject.get(), choice.of(subject.get()));
            } else {
                draft.gather(screen);
            }
            progress.at(1);
            good = true;
            return draft;
        } finally {
            if (!good) {
                scratch.close();
            }
        }
    }

    private Contents empty() {
        return new Contents(environment, new Redactions(new Redactor(environment.identity())));
    }

    private void gather(ReportEnvironment.Screen screen) throws InterruptedException {
        Contents fresh = empty();
        new Gathering(environment, trigger, fresh).nothingRecorded(system, screen, picture());
        contents = fresh;
    }

    /** Where the next picture goes. */
    private Path picture() {
        return scratch.file("screenshot-" + ++count + ".png");
    }

    private void gather(Subject known, Stretch wanted)
            throws ExportException, IOException, InterruptedException {
        Contents fresh = empty();
        StretchSize size = known.films().size(wanted);
        new Gathering(environment, trigger, fresh).recording(known, wanted, system, picture());
        Optional<Path> before = contents.picture().file();
        contents = fresh;
        look = new Look(wanted, size);
        if (before.isPresent()) {
            Files.deleteIfExists(before.get());
        }
    }

    /** When the report was asked for, on the wall clock. */
    public Instant trigger() {
        return trigger;
    }

    /**
     * What happened in all of the recording; empty for a report without one.
     *
     * @throws ReportException when its events cannot be read
     */
    public Optional<DraftTimeline> timeline() throws ReportException, InterruptedException {
        return told(() ->
                subject.isPresent()
                        ? Optional.of(
                                TimelineReading.of(
                                        subject.get(), new Redactor(environment.identity())))
                        : Optional.empty());
    }

    /** The beginning of the chosen stretch, in microseconds on the recording's clock. */
    public long fromMicros() {
        return look.stretch().fromMicros();
    }

    /** The end of the chosen stretch, in microseconds on the recording's clock. */
    public long untilMicros() {
        return look.stretch().untilMicros();
    }

    /** The width of the stretch's widest picture in pixels; 1 without a recording. */
    public int pictureWidth() {
        return look.size().width();
    }

    /** The height of the stretch's highest picture in pixels; 1 without a recording. */
    public int pictureHeight() {
        return look.size().height();
    }

    /**
     * Chooses another stretch; all entries are gathered anew. Without a recording nothing happens.
     *
     * @param fromMicros its beginning, on the recording's clock, 0 or later
     * @param untilMicros its end, later than the beginning; what is behind the recording's end is
     *     its end
     * @throws IllegalArgumentException when that is no stretch of the recording
     */
    public void stretch(long fromMicros, long untilMicros)
            throws ReportException, InterruptedException {
        if (subject.isEmpty()) {
            return;
        }
        long until = Math.min(untilMicros, subject.get().endMicros());
        if (fromMicros < 0 || fromMicros >= until) {
            throw new IllegalArgumentException(fromMicros + " to " + untilMicros);
        }
        told(() -> {
            gather(subject.get(), new Stretch(fromMicros, until));
            return look;
        });
    }

    /** The recording's file as it is called, or will be; empty for a report without one. */
    public Optional<Path> recording() {
        return subject.map(known -> known.source().folder().resolve(known.source().name() + ".ts"));
    }

    /** A title for who has none, redacted. */
    public String title() {
        return redacted(contents.drafted().title());
    }

    /** The drafted steps, redacted; each begins with its time in the stretch. */
    public List<String> steps() {
        return contents.drafted().steps().stream().map(this::redacted).toList();
    }

    /** Who stuttered when in the stretch, a sentence each. */
    public List<String> stutters() {
        return contents.drafted().stutterSentences();
    }

    /** How many of how many ticks were missed. */
    public String sentence() {
        return contents.sentence();
    }

    private String redacted(String text) {
        return contents.redactions().aside(text);
    }

    /** What has to be left out for a wish, by name: see {@link PackOrder#leftOut}. */
    public Set<String> without(SoundWish wish) {
        return contents.heard().without(wish);
    }

    /**
     * All that would be packed now, in the zip's order; behind the video what is heard in it. The
     * manifest knows the video when that is made.
     */
    public List<DraftEntry> entries() throws ReportException, InterruptedException {
        return entries(PackOrder.asDrafted(Destination.ANY));
    }

    /**
     * The same for this order, with the texts that would be packed: a person's own words, redacted,
     * and what is covered. What the order leaves out is in none, and is not listed but the video.
     */
    public List<DraftEntry> entries(PackOrder order) throws ReportException, InterruptedException {
        return told(() -> {
            Wrapping wrapping = packer().described(order);
            List<DraftEntry> entries = new ArrayList<>();
            if (subject.isPresent()) {
                entries.add(new DraftEntry(Entry.VIDEO, look.size().bytes(), true, "", List.of()));
                for (Heard.Line line : contents.heard().lines()) {
                    entries.add(
                            new DraftEntry(
                                    line.name(), 0, false, "", List.of(), line.offered(), false));
                }
            }
            List<Entry> packed = contents.entries(wrapping, null, null);
            for (Entry entry : packed) {
                entries.add(entry.asDraft(contents.redactions()::placeholders));
            }
            entries.add(manifest(wrapping, packed));
            return entries;
        });
    }

    private DraftEntry manifest(Wrapping wrapping, List<Entry> packed)
            throws IOException, InterruptedException {
        List<ReportZip.Content> inside = ReportZip.contents(packed);
        if (subject.isPresent() && !wrapping.leftOut().contains(Entry.VIDEO)) {
            inside.addFirst(new ReportZip.Content(Entry.VIDEO, look.size().bytes(), WHEN_MADE, 0));
        }
        String text = contents.manifest(wrapping, inside).text();
        return new DraftEntry(
                Entry.MANIFEST,
                text.getBytes(StandardCharsets.UTF_8).length,
                true,
                text,
                contents.redactions().placeholders(text),
                true,
                true);
    }

    /**
     * The screenshot as it would be packed now, with everything burned in, also where the order
     * leaves it out. The one before is removed.
     *
     * @return a PNG in the draft's folder
     * @throws ReportException when there is none
     */
    public Path picture(PackOrder order) throws ReportException, InterruptedException {
        return told(() -> {
            Picture seen = packer().seen(order);
            Path file = seen.file().orElseThrow(() -> noPicture(seen));
            if (shown.isPresent() && !shown.equals(contents.picture().file())) {
                Files.deleteIfExists(shown.get());
            }
            shown = Optional.of(file);
            return file;
        });
    }

    /**
     * One of its pictures made smaller, to be looked at. Of those that were made so the last few
     * are kept.
     *
     * @param png of {@link #picture} or {@link #still}
     * @param width in pixels, at least 1
     * @param height in pixels, at least 1
     * @return a PNG in the draft's folder
     */
    public Path shrunk(Path png, int width, int height)
            throws ReportException, InterruptedException {
        return told(() -> {
            Path small = scratch.fresh("small", ".png");
            PngFile.shrink(png, width, height, small);
            shrunk.add(small);
            if (shrunk.size() > KEPT_SHRUNK) {
                Files.deleteIfExists(shrunk.remove());
            }
            return small;
        });
    }

    private static ReportException noPicture(Picture picture) {
        return new ReportException(ReportException.Kind.NOTHING_CAPTURED, picture.why());
    }

    /**
     * The recorded picture at a moment, with nothing covered; the screenshot where nothing was
     * recorded.
     *
     * @param micros on the recording's clock; before 0 is 0, behind the end is the end
     * @return a PNG in the draft's folder
     * @throws ReportException when there is none
     */
    public Path still(long micros) throws ReportException, InterruptedException {
        return told(() -> {
            if (subject.isEmpty()) {
                Picture picture = contents.picture();
                return picture.file().orElseThrow(() -> noPicture(picture));
            }
            long at = Math.clamp(micros, 0, subject.get().endMicros());
            Path png = scratch.file("still-" + at + ".png");
            if (!Files.exists(png)) {
                subject.get().films().still(at, List.of(), png);
            }
            return png;
        });
    }

    /**
     * What the video may have to fit.
     *
     * @param leftOut names of entries that are not to be in the zip
     * @return empty for as much as it needs
     */
    public OptionalLong videoRoom(Destination destination, Set<String> leftOut)
            throws ReportException, InterruptedException {
        PackOrder order = PackOrder.asDrafted(destination).withLeftOut(leftOut);
        return told(() -> packer().videoRoom(order));
    }

    /**
     * Makes the video as it would be packed. The one before and its pictures are removed; the
     * newest one is what {@link #pack} takes, if stretch and masks are the same and it fits.
     *
     * @param masks what is covered; those outside the stretch do nothing
     * @param fitBytes the most that it may have, as {@link #videoRoom} says; empty for the best
     *     quality
     * @return empty for a report without a recording
     */
    public Optional<DraftFilm> film(List<Mask> masks, OptionalLong fitBytes, Progress progress)
            throws ReportException, InterruptedException {
        return film(masks, Set.of(), fitBytes, progress);
    }

    /**
     * The same with some of its sound left out.
     *
     * @param leftOut names of what is not to be in the zip
     */
    public Optional<DraftFilm> film(
            List<Mask> masks, Set<String> leftOut, OptionalLong fitBytes, Progress progress)
            throws ReportException, InterruptedException {
        if (filming.isEmpty()) {
            return Optional.empty();
        }
        return Failures.told(
                environment.scratch(),
                fitBytes,
                () -> {
                    Covered covered = packer().covered(masks);
                    return Optional.of(
                            filming.get()
                                    .film(
                                            covered,
                                            masks,
                                            Heard.sounds(leftOut),
                                            fitBytes,
                                            progress));
                });
    }

    /**
     * A picture of the newest video, with everything burned in.
     *
     * @param film the newest one
     * @param micros on the recording's clock; what is outside the stretch is its border
     * @return a PNG in the draft's folder
     * @throws IllegalArgumentException when another film was made since
     */
    public Path still(DraftFilm film, long micros) throws ReportException, InterruptedException {
        return told(() ->
                filming.orElseThrow(() -> new IllegalArgumentException("nothing was filmed"))
                        .still(film, micros));
    }

    /**
     * Makes the report. The draft stays as it is, and may be packed again; where the newest film
     * cannot be taken, another one is made and takes its place.
     *
     * @return where everything is
     * @throws ReportException with one sentence; nothing is left behind then
     * @throws InterruptedException when the thread was interrupted; nothing is left behind then
     */
    public ReportResult pack(PackOrder order, Progress progress)
            throws ReportException, InterruptedException {
        Optional<Path> wanted = order.target().map(file -> file.toAbsolutePath().normalize());
        if (wanted.isPresent()) {
            Report.refuse(wanted.get());
        }
        return Failures.told(
                environment.scratch(),
                order.zipBytes(),
                () -> packer().pack(order, wanted, progress));
    }

    private Packer packer() {
        return new Packer(environment, trigger, scratch, subject, filming, contents, look);
    }

    private <T> T told(Failures.Work<T> work) throws ReportException, InterruptedException {
        return Failures.told(environment.scratch(), OptionalLong.empty(), work);
    }

    /** Removes the draft's folder. */
    @Override
    public void close() {
        scratch.close();
    }
}
