package dev.lastframe.app.bugreport;

import dev.lastframe.app.bugreport.Trouble.Remedy;
import dev.lastframe.app.recording.Words;
import dev.lastframe.core.report.Destination;
import dev.lastframe.core.report.PackOrder;
import dev.lastframe.core.report.ReportEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bug report, without its window: opened by a person who saw a bug, written, looked over, made.
 * Used by the FX thread only; never blocks.
 */
final class BugReportViewModel {

    private static final Logger LOG = LoggerFactory.getLogger(BugReportViewModel.class);

    private final Drafts drafts;
    private final BugReportServices services;
    private final Words words;
    private final Background background;
    private final BugTexts texts;
    private final Writing writing;
    private final OverModel over;
    private final KeptWords kept;

    private final ReadOnlyObjectWrapper<Step> step = new ReadOnlyObjectWrapper<>(Step.CLOSED);
    private final ReadOnlyObjectWrapper<Optional<Draft.Overview>> overview =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Working> working =
            new ReadOnlyObjectWrapper<>(Working.NOTHING);
    private final ReadOnlyObjectWrapper<Optional<Trouble>> trouble =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Draft.Made>> made =
            new ReadOnlyObjectWrapper<>(Optional.empty());

    /** What was made before it was corrected, and is still there; the newest last. */
    private final ReadOnlyObjectWrapper<List<Draft.Made>> earlier =
            new ReadOnlyObjectWrapper<>(List.of());

    private Optional<Path> recording = Optional.empty();
    private Instant trigger = Instant.EPOCH;
    private String code = "";

    /** As it was at the trigger, until the draft has it. */
    private Optional<ReportEnvironment.Screen> screen = Optional.empty();

    private Optional<Draft> draft = Optional.empty();
    private Optional<Path> folder = Optional.empty();

    /** The recording is looked at. */
    private Optional<Background.Running> looks = Optional.empty();

    private Optional<Background.Running> job = Optional.empty();
    private boolean makeWhenReady;

    /** What stood in the form when the report was made. */
    private Optional<TypedWords.Kept> madeOf = Optional.empty();

    /** Somebody has chosen where reports go since the program began. */
    private boolean chosen;

    /** What was begun last: filming or making. */
    private Step begun = Step.MAKING;

    /** Counts the reports, so that the progress of an earlier one is not taken for its own. */
    private int opening;

    BugReportViewModel(Drafts drafts, BugReportServices services) {
        this.drafts = drafts;
        this.services = services;
        this.words = new Words(services.messages());
        this.background = new Background(services.background(), services.ui());
        this.texts = new BugTexts(words);
        this.writing =
                new Writing(
                        background,
                        services.later(),
                        why ->
                                trouble.set(
                                        Optional.of(
                                                texts.trouble(why, destination().get(), false))));
        this.over = new OverModel(background);
        this.kept = new KeptWords(services.keptWords(), services.background());
    }

    ReadOnlyObjectProperty<Step> step() {
        return step.getReadOnlyProperty();
    }

    /** Empty while the recording is looked at. */
    ReadOnlyObjectProperty<Optional<Draft.Overview>> overview() {
        return overview.getReadOnlyProperty();
    }

    ObjectProperty<Destination> destination() {
        return writing.destination();
    }

    ReadOnlyObjectProperty<Working> working() {
        return working.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Trouble>> trouble() {
        return trouble.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Draft.Made>> made() {
        return made.getReadOnlyProperty();
    }

    /** What was made of the same draft before, and is still there. */
    ReadOnlyObjectProperty<List<Draft.Made>> earlier() {
        return earlier.getReadOnlyProperty();
    }

    StretchModel stretch() {
        return writing.stretch();
    }

    CoverModel covers() {
        return writing.covers();
    }

    PictureModel picture() {
        return writing.picture();
    }

    OverModel over() {
        return over;
    }

    TypedWords typed() {
        return writing.typed();
    }

    Items items() {
        return writing.items();
    }

    /** For what takes a while and is only shown. */
    Background background() {
        return background;
    }

    BugTexts texts() {
        return texts;
    }

    Words words() {
        return words;
    }

    /**
     * What the zip would hold now, for a thread that may block: with what was written since it was
     * drafted.
     */
    Callable<List<Item>> newestItems() {
        List<Item> drafted = items().all().get();
        if (draft.isEmpty()) {
            return () -> drafted;
        }
        Draft open = draft.get();
        Span span = stretch().chosen().get();
        PackOrder order = writing.order();
        return () -> open.items(span, order);
    }

    /** The screenshot as it would be sent now, for a thread that may block. */
    Callable<Still> newestPicture() {
        Optional<Draft> open = draft;
        Span span = stretch().chosen().get();
        PackOrder order = writing.order();
        return () -> open.orElseThrow().picture(span, order);
    }

    /** Whether a report is being written, which another one does not replace. */
    boolean isBusy() {
        return step.get() != Step.CLOSED && step.get() != Step.MADE && step.get() != Step.REFUSED;
    }

    /** Somebody saw a bug just now. One that is being written is not replaced. */
    void open(Optional<Path> about, String faultCode) {
        open(about, faultCode, services.clock().wallTime(), Optional.empty());
    }

    /**
     * The same for a bug that was seen before.
     *
     * @param seen the screen as it was then, for where nothing is recorded; empty to take a picture
     *     then
     */
    void open(
            Optional<Path> about,
            String faultCode,
            Instant seenAt,
            Optional<ReportEnvironment.Screen> seen) {
        if (isBusy()) {
            if (about.equals(recording) && !faultCode.isEmpty()) {
                code = faultCode;
                if (step.get() != Step.OPENING) {
                    nameTheCode();
                }
            }
            return;
        }
        close();
        recording = about;
        trigger = seenAt;
        code = faultCode;
        screen = seen;
        begin();
    }

    private void begin() {
        Optional<ReportEnvironment.Screen> seen = screen;
        trouble.set(Optional.empty());
        step.set(Step.OPENING);
        looks =
                Optional.of(
                        background.run(
                                () -> {
                                    kept.read();
                                    return drafts.open(recording, trigger, seen);
                                },
                                this::opened,
                                this::refused,
                                Draft::close));
    }

    private void refused(Throwable why) {
        makeWhenReady = false;
        working.set(Working.NOTHING);
        trouble.set(Optional.of(texts.trouble(why, destination().get(), true)));
        step.set(Step.REFUSED);
    }

    private void opened(Draft fresh) {
        draft = Optional.of(fresh);
        screen = Optional.empty();
        Draft.Overview known = fresh.overview();
        if (!chosen) {
            kept.destination().ifPresent(destination()::set);
        }
        if (typed().isBlank()) {
            kept.find(known.key()).ifPresent(before -> typed().restore(before));
        }
        nameTheCode();
        overview.set(Optional.of(known));
        step.set(Step.WRITING);
        writing.begin(fresh);
        if (makeWhenReady) {
            make();
        }
    }

    /** In the title, behind what somebody wrote there. */
    private void nameTheCode() {
        String title = typed().title().get();
        if (code.isEmpty() || title.contains(code)) {
            return;
        }
        typed().title()
                .set(
                        title.isBlank()
                                ? words.text("bug.codeTitle", code)
                                : words.text("bug.codeBehind", title, code));
    }

    /** Whether there is a video. */
    private boolean isRecorded() {
        return overview.get().filter(Draft.Overview::recorded).isPresent();
    }

    /** Makes the burned video, to be looked over; nothing where there is none. */
    void lookOver() {
        if (step.get() != Step.WRITING || draft.isEmpty() || !isRecorded()) {
            return;
        }
        Draft open = draft.get();
        Span span = stretch().chosen().get();
        PackOrder order = writing.order();
        TimeLeft heard = following();
        work(Step.FILMING);
        job =
                Optional.of(
                        background.run(
                                () ->
                                        open.film(
                                                span,
                                                order.masks(),
                                                order.destination(),
                                                order.leftOut(),
                                                heard),
                                burned -> {
                                    over.begin(burned, at -> open.still(burned, at));
                                    step.set(Step.LOOKING);
                                },
                                this::failed));
    }

    /** Makes the report; as soon as it can be made, where the recording is still looked at. */
    void make() {
        if (step.get() == Step.OPENING) {
            makeWhenReady = true;
            working.set(new Working(-1, words.text("bug.preparing")));
            return;
        }
        if (draft.isEmpty() || (step.get() != Step.WRITING && step.get() != Step.LOOKING)) {
            return;
        }
        makeWhenReady = false;
        Draft open = draft.get();
        Span span = stretch().chosen().get();
        PackOrder order = writing.order();
        TimeLeft heard = following();
        Optional<Path> where = folder;
        work(Step.MAKING);
        job =
                Optional.of(
                        background.run(
                                () -> open.pack(span, order, where, heard),
                                this::finished,
                                this::failed,
                                this::remove));
    }

    /** It was cancelled in the moment in which it was made. By a thread that may block. */
    private void remove(Draft.Made report) {
        try {
            report.result().remove();
        } catch (IOException | RuntimeException why) {
            LOG.warn("a cancelled report stays", why);
            background.tell(() -> trouble.set(Optional.of(texts.stays(report))));
        }
    }

    private void finished(Draft.Made report) {
        overview.get().ifPresent(known -> kept.forget(known.key()));
        madeOf = Optional.of(typed().keep());
        Path now = report.result().made();
        earlier.set(
                Stream.concat(earlier.get().stream(), made.get().stream())
                        // one that was taken away has given its name to this one
                        .filter(one -> !one.result().made().equals(now))
                        .toList());
        made.set(Optional.of(report));
        over.end();
        // the draft stays: what was made may be corrected
        step.set(Step.MADE);
    }

    /**
     * Back to writing, with everything as it was. What was made stays until somebody deletes it.
     */
    void correct() {
        if (step.get() == Step.MADE) {
            step.set(Step.WRITING);
            writing.settle();
        }
    }

    /** Whether something is written that was made already. */
    boolean corrects() {
        return step.get() == Step.WRITING && made.get().isPresent();
    }

    /** Deletes what was made before it was corrected. */
    void removeEarlier() {
        List<Draft.Made> old = earlier.get();
        earlier.set(List.of());
        old.forEach(one ->
                background.run(
                        () -> {
                            one.result().remove();
                            return one;
                        },
                        removed -> {},
                        why -> {
                            LOG.warn("an earlier report stays", why);
                            trouble.set(Optional.of(texts.earlierStays(one)));
                        }));
    }

    /** A person chooses where the report goes, and most likely the next one too. */
    void choose(Destination to) {
        chosen = true;
        destination().set(to);
        kept.keep(to);
    }

    private void work(Step next) {
        begun = next;
        writing.rest();
        trouble.set(Optional.empty());
        working.set(new Working(-1, texts.began(next)));
        step.set(next);
    }

    private TimeLeft following() {
        int mine = opening;
        String size = texts.size(items(), destination().get());
        return new TimeLeft(
                services.clock(),
                at ->
                        background.tell(() -> {
                            if (mine == opening && step.get().works()) {
                                working.set(texts.working(at, size));
                            }
                        }));
    }

    /** Back to writing, with the reason. */
    private void failed(Throwable why) {
        // a video that is looked over lies in no folder of the person's
        boolean elsewhere = begun == Step.FILMING;
        trouble.set(Optional.of(texts.trouble(why, destination().get(), elsewhere)));
        step.set(Step.WRITING);
        // what was being drafted of another stretch was given up for the work
        writing.settle();
    }

    /** Does what the button of a trouble promises; a folder is chosen by the window. */
    void help(Remedy remedy) {
        switch (remedy) {
            case NONE, CHOOSE_FOLDER -> {}
            case AGAIN -> {
                if (step.get() == Step.REFUSED) {
                    begin();
                } else {
                    goOn();
                }
            }
            case SHORTER -> {
                stretch().halve();
                goOn();
            }
        }
    }

    /** Nothing is made that somebody wanted to look over first. */
    private void goOn() {
        if (begun == Step.FILMING) {
            lookOver();
        } else {
            make();
        }
    }

    /** The report goes into this folder, and is made. */
    void chooseFolder(Path chosen) {
        folder = Optional.of(chosen);
        make();
    }

    /** Back to writing, from looking over; stops what works. */
    void back() {
        job.ifPresent(Background.Running::cancel);
        job = Optional.empty();
        if (step.get() == Step.OPENING) {
            makeWhenReady = false;
            working.set(Working.NOTHING);
        } else if (corrects()) {
            writing.rest();
            step.set(Step.MADE);
        } else if (step.get().works() || step.get() == Step.LOOKING) {
            over.end();
            step.set(Step.WRITING);
            writing.settle();
        }
    }

    /** Whether {@link #back} has something to go back from. */
    boolean canGoBack() {
        return makeWhenReady || step.get().works() || step.get() == Step.LOOKING || corrects();
    }

    void dismissTrouble() {
        trouble.set(Optional.empty());
    }

    /** Shows what was made in its folder. */
    void showMade() {
        made.get()
                .ifPresent(report ->
                        services.opener()
                                .show(report.result().made())
                                .whenComplete((nothing, fault) -> {
                                    if (fault != null) {
                                        LOG.warn("the folder was not shown", fault);
                                        background.tell(() ->
                                                trouble.set(Optional.of(texts.notShown(report))));
                                    }
                                }));
    }

    /** Ends everything; words of a report that was not made are kept for the next time. */
    void close() {
        opening++;
        makeWhenReady = false;
        screen = Optional.empty();
        // what was written since to correct it is not made yet
        if (!madeOf.equals(Optional.of(typed().keep()))) {
            keepWords();
        }
        madeOf = Optional.empty();
        looks.ifPresent(Background.Running::cancel);
        looks = Optional.empty();
        job.ifPresent(Background.Running::cancel);
        letGo();
        step.set(Step.CLOSED);
        overview.set(Optional.empty());
        over.end();
        made.set(Optional.empty());
        earlier.set(List.of());
        trouble.set(Optional.empty());
        working.set(Working.NOTHING);
        writing.clear();
    }

    /** What was deleted is kept as little as what was made. */
    private void keepWords() {
        Optional<String> known = overview.get().map(Draft.Overview::key);
        if (!typed().isBlank()) {
            kept.keep(known.orElseGet(() -> Overviews.key(recording)), typed().keep());
        } else {
            known.ifPresent(kept::forget);
        }
    }

    private void letGo() {
        writing.end();
        draft.ifPresent(this::discard);
        draft = Optional.empty();
    }

    private void discard(Draft old) {
        services.background().execute(old::close);
    }
}
