package dev.lastframe.app.recording;

import dev.lastframe.app.faults.FaultNote;
import dev.lastframe.app.fx.Later;
import dev.lastframe.app.settings.LastRecording;
import dev.lastframe.app.settings.Settings;
import dev.lastframe.app.settings.Shortcut;
import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.session.HealthEvent;
import dev.lastframe.core.session.Mark;
import dev.lastframe.core.session.Outcome;
import dev.lastframe.core.session.RecordingRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the window shows, without the window. Used by the FX thread only; never blocks. While
 * recording, everything is refreshed together and at most once a second, so that the recording does
 * not fill with its own counters; while nothing is recorded, nothing runs.
 */
final class RecordingViewModel {

    private static final Logger LOG = LoggerFactory.getLogger(RecordingViewModel.class);
    private static final long MILLIS_A_SECOND = 1000;

    /** After the full second, so that the second is sure to have passed. */
    private static final long AFTER_SECOND_MILLIS = 20;

    private final WindowServices services;
    private final Words words;
    private final HeaderTexts headerTexts;

    private final EndTexts endTexts;

    private final Options options;
    private final Requests requests;
    private final RecordingControl control;
    private final MadeFiles files;
    private final RecoveryNews recovery;
    private final Mp4News mp4;
    private final Room room;
    private final Numbers numbers;
    private final MarkLine markLine;
    private final ShortcutKeys shortcuts;
    private final Surroundings surroundings;

    private final ReadOnlyObjectWrapper<Phase> phase = new ReadOnlyObjectWrapper<>(Phase.IDLE);
    private final ReadOnlyObjectWrapper<Header> header;
    private final ReadOnlyObjectWrapper<StatusLine> status =
            new ReadOnlyObjectWrapper<>(StatusLine.BLANK);
    private final ReadOnlyObjectWrapper<Optional<Banner>> banner =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<HealthReport>> health =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<LastRecording>> last;
    private final ReadOnlyObjectWrapper<Path> folder;
    private final ReadOnlyObjectWrapper<String> title;

    private CaptureTarget target = new CaptureTarget.Screen(1);

    /** Empty until there is something to tell. */
    private String idleDetail = "";

    /** What the recording made last was made with; what another of the same is made with. */
    private Optional<Settings> used = Optional.empty();

    private Optional<Settings> same = Optional.empty();

    private Runnable comeBack = () -> {};

    private boolean recordable = true;
    private Later.@Nullable Cancel refresh;

    /** Made since the window opened: what a bug was seen in. */
    private Optional<Path> made = Optional.empty();

    RecordingViewModel(WindowServices services) {
        this.services = services;
        words = new Words(services.messages());
        headerTexts = new HeaderTexts(words);
        endTexts = new EndTexts(words);
        Settings settings = services.loaded().settings();
        options = new Options(settings, this::settingsChanged);
        requests =
                new Requests(
                        services.clock(),
                        services.places().recordings(),
                        services.places().refuges(),
                        services.environment(),
                        services.background());
        control =
                new RecordingControl(
                        services.recordings(), new Starts(), new Events(), services.ui());
        files = new MadeFiles(services, words, this::show);
        recovery = new RecoveryNews(services, words);
        mp4 = new Mp4News(services, words, new Mp4Events());
        room = new Room(services.background(), services.ui());
        numbers = new Numbers(words, room, options);
        markLine = new MarkLine(words, services.clock());
        shortcuts = new ShortcutKeys(services, options, words, this::showWhereNothingIs);
        surroundings = new Surroundings(services, words, options, new Around());
        shortcuts.does(Shortcut.RECORD, this::pressElsewhere);
        shortcuts.does(Shortcut.PAUSE, nanos -> pressPause());
        shortcuts.does(Shortcut.MARK, this::pressMark);
        shortcuts.does(Shortcut.REPORT, nanos -> report());
        options.regionProblem().subscribe(() -> show());
        header = new ReadOnlyObjectWrapper<>(headerTexts.idle("", true));
        last = new ReadOnlyObjectWrapper<>(settings.last());
        folder = new ReadOnlyObjectWrapper<>(requests.folder(settings));
        title = new ReadOnlyObjectWrapper<>(headerTexts.title(Phase.IDLE, Duration.ZERO));
        services.loaded()
                .setAside()
                .ifPresent(aside ->
                        show(
                                new Banner(
                                        words.text("settings.setAside", aside.getFileName()),
                                        Banner.Action.SHOW_FILE,
                                        Optional.of(aside),
                                        "")));
        if (banner.get().isEmpty()) {
            services.lastFault().banner(words).ifPresent(this::show);
        }
    }

    ReadOnlyObjectProperty<Phase> phase() {
        return phase.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Header> header() {
        return header.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<StatusLine> status() {
        return status.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Banner>> banner() {
        return banner.getReadOnlyProperty();
    }

    /** Empty while the health card is closed. */
    ReadOnlyObjectProperty<Optional<HealthReport>> health() {
        return health.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<LastRecording>> last() {
        return last.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Path> folder() {
        return folder.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<String> title() {
        return title.getReadOnlyProperty();
    }

    /** What happens around a recording. */
    Surroundings surroundings() {
        return surroundings;
    }

    /** What is recorded, or was last. */
    CaptureTarget target() {
        return target;
    }

    /** What is recorded, and how it is stopped. */
    String noticeText() {
        return headerTexts.notice(target, shortcuts.report().get().working(Shortcut.RECORD));
    }

    /** Of the recording that runs. */
    long missed() {
        return control.status().map(now -> now.ledger().missed()).orElse(0L);
    }

    /** Run when the window may come back. */
    void onComeBack(Runnable task) {
        comeBack = task;
    }

    /** What became of recordings that a crash left. */
    RecoveryNews recovery() {
        return recovery;
    }

    Options options() {
        return options;
    }

    Words words() {
        return words;
    }

    /** The chords that work whatever has the focus. */
    ShortcutKeys shortcuts() {
        return shortcuts;
    }

    /** How a desktop calls this program; empty where nobody knows. */
    String program() {
        return services.keys().program();
    }

    /**
     * The window is up: looks at the disk, warms up what a recording needs, and looks for what a
     * crash left.
     */
    void opened() {
        lookAtDisk();
        shortcuts.report().subscribe(() -> show());
        shortcuts.begin();
        recovery.begin(
                Stream.of(folder.get(), services.places().recordings(), services.places().rescued())
                        .distinct()
                        .toList(),
                () -> mp4.takeUp(options.settings().keep()));
        services.recordings()
                .warmUp()
                .whenComplete((nothing, fault) -> {
                    if (fault != null) {
                        LOG.error("the encoder could not be prepared", fault);
                    }
                });
    }

    /** Looks for what a crash left in this folder too. */
    void recover(Path there) {
        recovery.begin(List.of(there), () -> {});
    }

    /** Takes the screens that there are now; where there is none, says so. */
    void lookAtScreens() {
        try {
            options.screens(services.recordings());
            if (!recordable) {
                recordable = true;
                banner.set(Optional.empty());
            }
        } catch (CaptureException none) {
            recordable = false;
            show(
                    new Banner(
                            String.valueOf(none.getMessage()),
                            Banner.Action.LOOK_AGAIN,
                            none.reason().name()));
        }
        show();
    }

    void press() {
        surroundings.pressed(false);
        press(services.clock().nanoTime());
    }

    /**
     * The same for a press in another window, at another moment: where nobody chose what to record
     * it is the screen that has the pointer.
     *
     * @param nanos on the monotonic clock
     */
    void pressElsewhere(long nanos) {
        if (!control.phase().busy() && options.hasNoChoice()) {
            services.recordings().screenWithPointer().ifPresent(options::suggest);
        }
        surroundings.pressed(true);
        press(nanos);
    }

    /** The same for a press that was made at another moment, on the monotonic clock. */
    void press(long nanos) {
        if (control.phase().busy()) {
            control.press(nanos);
        } else if (startable()) {
            banner.set(Optional.empty());
            control.press(nanos);
        }
    }

    /** The same for a button of ours, after which a person wants to see what came of it. */
    void pressHere() {
        surroundings.stoppedHere();
        press();
    }

    /** Once more, of the same and with the same settings as last. */
    void recordAgain() {
        if (!control.phase().busy()) {
            same = used;
            press();
            same = Optional.empty();
        }
    }

    /**
     * Takes a recording back that has not begun.
     *
     * @return whether there was a countdown
     */
    boolean takeBack() {
        return surroundings.departure().takeBack();
    }

    /** Whether a press would start a recording, or stop one. */
    boolean pressable() {
        return control.phase().busy() || startable();
    }

    /** Stops what runs and starts nothing after it; see {@link RecordingControl#stop}. */
    CompletionStage<Optional<Outcome>> stop() {
        return control.stop();
    }

    /** Whether the window is about to close. */
    boolean finishing() {
        return control.finishing();
    }

    /** Whether a recording follows the one that is being saved. */
    boolean startsAgain() {
        return control.startsAgain();
    }

    void pressPause() {
        control.pressPause();
    }

    /** Marks this moment, and says so; in a pause it says that none is kept. */
    void pressMark() {
        pressMark(services.clock().nanoTime());
    }

    private void pressMark(long nanos) {
        Phase now = control.phase();
        control.mark(Optional.empty(), nanos)
                .ifPresentOrElse(
                        this::marked,
                        () -> {
                            if (now == Phase.PAUSED) {
                                markLine.refused();
                                show();
                            }
                        });
    }

    /** Says that this mark was kept. */
    void marked(Mark mark) {
        markLine.kept(mark);
        show();
    }

    /**
     * Somebody saw a bug: in what is being recorded, else in what was recorded last, else on the
     * screen.
     */
    void report() {
        services.reporter().report(control.phase().busy() ? Optional.empty() : made, "");
    }

    /** The same in a recording that was made before. */
    void report(Path recording) {
        services.reporter().report(Optional.of(recording), "");
    }

    /** The same in the recording that was made last. */
    void reportLast() {
        last.get().ifPresent(before -> report(before.file()));
    }

    /** Somebody wants to report what a banner tells. */
    void reportTrouble(String code) {
        services.reporter().report(control.phase().busy() ? Optional.empty() : made, code);
    }

    /** Somebody wants to report a recording that a crash left, with the fault that was noted. */
    void reportCrash(Path recording, String code) {
        String noted = services.lastFault().note().map(FaultNote::code).orElse(code);
        services.reporter().report(Optional.of(recording), noted);
    }

    void chooseFolder(Path chosen) {
        banner.set(Optional.empty());
        options.chooseFolder(chosen);
    }

    void chooseFirstScreen() {
        banner.set(Optional.empty());
        options.targets().stream().findFirst().ifPresent(options.target()::set);
    }

    /** Takes the keys that the banner offers. */
    void takeOfferedKeys() {
        banner.set(Optional.empty());
        shortcuts.takeOffer();
    }

    /** No picture to choose on can be shown. */
    void cannotPick(String sentence) {
        show(new Banner(sentence, Banner.Action.NONE, ""));
    }

    void dismissBanner() {
        banner.set(Optional.empty());
    }

    /** Opens or closes the health card; what it shows counts as seen. */
    void toggleHealth() {
        health.set(health.get().isPresent() ? Optional.empty() : Optional.of(numbers.report()));
        numbers.seen();
        show();
    }

    void closeHealth() {
        health.set(Optional.empty());
    }

    void openLast() {
        last.get().ifPresent(made -> files.open(made.file()));
    }

    void showLast() {
        last.get().ifPresent(made -> files.show(made.file()));
    }

    /** Moves the last recording to the trash, with all that belongs to it. */
    void deleteLast() {
        if (!control.phase().busy()) {
            last.get().ifPresent(before -> surroundings.files().throwAway(before, mp4.working()));
        }
    }

    void undoDelete() {
        banner.set(Optional.empty());
        surroundings.files().takeBack();
    }

    /** The words of the first start were read. */
    void welcomed() {
        options.change(options.settings().withConduct(options.settings().conduct().afterWelcome()));
    }

    void playFile(Path file) {
        files.open(file);
    }

    void showFile(Path file) {
        files.show(file);
    }

    /** Opens the section of the manual that explains a number. */
    void explain(String section) {
        files.explain(section);
    }

    /** Stops and saves; completed on the FX thread when nothing runs any more. */
    CompletionStage<Optional<Outcome>> finish() {
        return control.finish();
    }

    private void settingsChanged(Settings settings) {
        services.save().accept(settings);
        Path now = requests.folder(settings);
        if (!now.equals(folder.get())) {
            folder.set(now);
            lookAtDisk();
        }
        show();
    }

    private void lookAtDisk() {
        room.look(folder.get(), this::show);
    }

    /** Takes the newest numbers and shows them; plans the next time while they run. */
    private void refresh() {
        if (refresh != null) {
            refresh.cancel();
            refresh = null;
        }
        control.status()
                .ifPresent(now -> {
                    numbers.take(now);
                    surroundings.took(now);
                });
        if (health.get().isPresent()) {
            numbers.seen();
        }
        show();
        if (control.phase() == Phase.RECORDING) {
            long intoSecond = numbers.elapsed().toMillis() % MILLIS_A_SECOND;
            refresh =
                    services.later()
                            .after(
                                    Duration.ofMillis(
                                            MILLIS_A_SECOND - intoSecond + AFTER_SECOND_MILLIS),
                                    this::refresh);
        }
    }

    private void show() {
        Phase now = control.phase();
        phase.set(now);
        header.set(now.busy() ? busy(now) : headerTexts.idle(idleDetail(), startable()));
        title.set(headerTexts.title(now, numbers.elapsed()));
        status.set(numbers.line(recordable));
        if (health.get().isPresent()) {
            health.set(Optional.of(numbers.report()));
        }
    }

    private Header busy(Phase now) {
        Header plain =
                headerTexts.busy(
                        now,
                        numbers.elapsed(),
                        target,
                        control.startsAgain(),
                        shortcuts.report().get().working(Shortcut.RECORD));
        int counting = surroundings.departure().secondsLeft();
        return counting > 0
                ? plain.saying(words.text("header.countdown", words.number(counting)))
                : markLine.text().map(plain::saying).orElse(plain);
    }

    private boolean startable() {
        return recordable && options.chosenTarget().isPresent();
    }

    private String idleDetail() {
        if (!recordable) {
            return words.text("header.cannot");
        }
        if (options.regionProblem().get().isPresent()) {
            return words.text("header.region");
        }
        String detail =
                idleDetail.isEmpty()
                        ? headerTexts.first(shortcuts.report().get().working(Shortcut.RECORD))
                        : idleDetail;
        return mp4.text().isEmpty() ? detail : detail + " " + mp4.text();
    }

    private void showWhereNothingIs(Banner next) {
        if (banner.get().isEmpty()) {
            show(next);
        }
    }

    private void show(Banner next) {
        banner.set(Optional.of(next));
    }

    /** What the making of MP4s tells. While recording nothing is repainted for it. */
    private final class Mp4Events implements Mp4News.Observer {

        @Override
        public void mp4Changed() {
            if (!control.phase().busy()) {
                show();
            }
        }

        @Override
        public void mp4Failed(String sentence) {
            if (banner.get().isEmpty()) {
                show(new Banner(sentence, Banner.Action.NONE, "NO_MP4"));
            }
        }

        @Override
        public void mp4Replaced(Path recording, Path made) {
            Optional<LastRecording> before = last.get();
            if (before.isPresent() && before.get().file().toAbsolutePath().equals(recording)) {
                LastRecording now = new LastRecording(made, before.get().length());
                RecordingViewModel.this.made = RecordingViewModel.this.made.map(file -> made);
                last.set(Optional.of(now));
                options.change(options.settings().withLast(now));
            }
        }
    }

    /** Where the control gets what to record. */
    private final class Starts implements RecordingControl.Requests {

        @Override
        public Optional<CompletionStage<RecordingRequest>> next() {
            Optional<Settings> again = same;
            Optional<CaptureTarget> chosen =
                    again.flatMap(Settings::target).or(options::chosenTarget);
            if (chosen.isEmpty()) {
                return Optional.empty();
            }
            target = chosen.get();
            numbers.begin();
            return Optional.of(
                    surroundings
                            .depart()
                            .thenCompose(gone -> {
                                Settings with = again.orElse(options.settings()).withTarget(target);
                                used = Optional.of(with);
                                return requests.prepare(with, target);
                            }));
        }

        @Override
        public boolean takeBack() {
            return surroundings.departure().takeBack();
        }
    }

    /** What happens around the recording. */
    private final class Around implements Surroundings.Host {

        @Override
        public void changed() {
            show();
        }

        @Override
        public void say(Banner next) {
            show(next);
        }

        @Override
        public void lastIs(Optional<LastRecording> now) {
            last.set(now);
            made = now.map(LastRecording::file);
            options.change(
                    now.map(options.settings()::withLast)
                            .orElseGet(() -> options.settings().withoutLast()));
        }

        @Override
        public void stop() {
            var _ = control.stop();
        }

        @Override
        public void comeBack() {
            comeBack.run();
        }
    }

    /** What the control tells. */
    private final class Events implements RecordingControl.Observer {

        @Override
        public void phaseChanged() {
            markLine.clear();
            refresh();
        }

        @Override
        public void happened(HealthEvent event) {
            switch (event.kind()) {
                case ENCODER_RESTARTED, FOLDER_FALLBACK ->
                        show(new Banner(event.detail(), Banner.Action.NONE, event.kind().name()));
                default -> {}
            }
        }

        @Override
        public void ended(Outcome outcome) {
            numbers.end(outcome);
            boolean well = outcome.result() == Outcome.Result.SAVED;
            idleDetail = surroundings.ended(endTexts.line(outcome), well);
            endTexts.banner(outcome).ifPresent(RecordingViewModel.this::show);
            boolean kept =
                    outcome.result() == Outcome.Result.SAVED
                            || outcome.result() == Outcome.Result.CUT;
            if (kept && !outcome.files().isEmpty()) {
                LastRecording made =
                        new LastRecording(outcome.files().getFirst(), outcome.status().elapsed());
                last.set(Optional.of(made));
                RecordingViewModel.this.made = Optional.of(made.file());
                options.change(options.settings().withLast(made));
            }
            mp4.ended(options.settings().keep(), kept ? outcome.files() : List.of());
            refresh();
            lookAtDisk();
        }

        @Override
        public void broke(Throwable fault) {
            LOG.error("the recording broke", fault);
            numbers.end();
            idleDetail = surroundings.ended(words.text("end.failed"), false);
            show(
                    new Banner(
                            words.text("end.broke"),
                            Banner.Action.RECORD_AGAIN,
                            Outcome.Reason.INTERNAL.name()));
            refresh();
        }
    }
}
