package dev.lastframe.app.recording;

import dev.lastframe.app.fx.Later;
import dev.lastframe.app.settings.Settings;
import dev.lastframe.app.settings.Shortcut;
import dev.lastframe.core.capture.CaptureException;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.session.HealthEvent;
import dev.lastframe.core.session.Mark;
import dev.lastframe.core.session.Outcome;
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
    private final NextRecording next;
    private final Banners banners = new Banners();
    private final LastMade made;
    private final Reports reports;
    private final RecoveryNews recovery;
    private final Mp4News mp4;
    private final Room room;
    private final Numbers numbers;
    private final MarkLine markLine;
    private final ShortcutKeys shortcuts;
    private final Surroundings surroundings;
    private final Asking asking;
    private final InTray tray;

    private final SoundModel sound;

    private final Face face;
    private final ReadOnlyObjectWrapper<Path> folder;

    /** Empty until there is something to tell. */
    private String idleDetail = "";

    private Runnable comeBack = () -> {};
    private Runnable comeBackAside = () -> {};

    private boolean recordable = true;
    private Later.@Nullable Cancel refresh;

    RecordingViewModel(WindowServices services) {
        this.services = services;
        words = new Words(services.messages());
        headerTexts = new HeaderTexts(words, byDesktop());
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
        recovery = new RecoveryNews(services, words);
        mp4 = new Mp4News(services, words, new Mp4Events());
        room = new Room(services.background(), services.ui());
        numbers = new Numbers(words, room, options);
        made = new LastMade(services, options, words, banners);
        markLine = new MarkLine(words, services.clock());
        shortcuts = new ShortcutKeys(services, options, words, banners::showWhereNothingIs);
        surroundings = new Surroundings(services, words, options, new Around());
        asking =
                new Asking(
                        services,
                        options,
                        refused -> {
                            banners.show(refused);
                            // who asked by a key sees it too
                            comeBack.run();
                        });
        next =
                new NextRecording(
                        options, requests, asking, surroundings, services.ui(), numbers::begin);
        control = new RecordingControl(services.recordings(), next, new Events(), services.ui());
        sound =
                new SoundModel(
                        services.recordings(),
                        control,
                        words,
                        settings.sound(),
                        chosen -> options.change(options.settings().withSound(chosen)),
                        services.ui());
        reports = new Reports(services, made, surroundings, () -> show());
        face = new Face(headerTexts, numbers, new Says(), services.later());
        face.phase().subscribe(reports::follow);
        tray = new InTray(services, this);
        shortcuts.does(Shortcut.RECORD, this::pressElsewhere);
        shortcuts.does(Shortcut.PAUSE, nanos -> pressPause());
        shortcuts.does(Shortcut.MARK, this::pressMark);
        shortcuts.does(Shortcut.REPORT, nanos -> reports.openElsewhere());
        options.regionProblem().subscribe(() -> show());
        folder = new ReadOnlyObjectWrapper<>(requests.folder(settings));
        services.loaded()
                .setAside()
                .ifPresent(aside ->
                        banners.show(
                                new Banner(
                                        words.text("settings.setAside", aside.getFileName()),
                                        Banner.Action.SHOW_FILE,
                                        Optional.of(aside),
                                        "")));
        Banners.ofHome(services.places(), words).ifPresent(banners::showWhereNothingIs);
        if (banner().get().isEmpty()) {
            services.lastFault().banner(words).ifPresent(banners::show);
        }
    }

    /** What a glance at the window tells. */
    Face face() {
        return face;
    }

    ReadOnlyObjectProperty<Phase> phase() {
        return face.phase();
    }

    ReadOnlyObjectProperty<Header> header() {
        return face.header();
    }

    ReadOnlyObjectProperty<Optional<Banner>> banner() {
        return banners.banner();
    }

    /** What was made last, and what can be done with it. */
    LastMade made() {
        return made;
    }

    /** Opens a bug report. */
    Reports reports() {
        return reports;
    }

    ReadOnlyObjectProperty<Path> folder() {
        return folder.getReadOnlyProperty();
    }

    /** Lastframe in the desktop's tray. */
    InTray tray() {
        return tray;
    }

    /** What happens around a recording. */
    Surroundings surroundings() {
        return surroundings;
    }

    /** What is recorded, or was last. */
    CaptureTarget target() {
        return next.target();
    }

    /** Whether the desktop's own dialog chooses what is recorded. */
    boolean byDesktop() {
        return services.recordings().dialog().isPresent();
    }

    /** What is recorded, and how it is stopped. */
    String noticeText() {
        return headerTexts.notice(next.target(), shortcuts.report().get().working(Shortcut.RECORD));
    }

    /** Of the recording that runs. */
    long missed() {
        return control.status().map(now -> now.ledger().missed()).orElse(0L);
    }

    /**
     * Where the window comes back.
     *
     * @param front run when it may come in front of others
     * @param aside run when it may come, but in front of nothing
     */
    void onComeBack(Runnable front, Runnable aside) {
        comeBack = front;
        comeBackAside = aside;
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

    /** What is heard with the picture. */
    SoundModel sound() {
        return sound;
    }

    /** The chords that work whatever has the focus. */
    ShortcutKeys shortcuts() {
        return shortcuts;
    }

    /** How a desktop calls this program; empty where nobody knows. */
    String program() {
        return services.keys().program();
    }

    /** Where the desktop's own keys are bound; empty where nobody knows. */
    Optional<KeyboardPage> keyboardPage() {
        return KeyboardPage.of(services.environment().apply("XDG_CURRENT_DESKTOP"));
    }

    /**
     * The window is up: looks at the disk, warms up what a recording needs, and looks for what a
     * crash left.
     */
    void opened() {
        lookAtDisk();
        shortcuts.report().subscribe(() -> show());
        shortcuts.begin();
        asking.listen();
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
                    services.ui().execute(sound::begin);
                    services.ui().execute(() -> made.picture().begin(phase()));
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
                banners.dismiss();
            }
        } catch (CaptureException none) {
            recordable = false;
            banners.show(
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
            banners.dismiss();
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
            next.again(this::press);
        }
    }

    /**
     * Takes a recording back that has not begun.
     *
     * @return whether it was still counted down to, or asked for
     */
    boolean takeBack() {
        return next.takeBack();
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

    void chooseFolder(Path chosen) {
        banners.dismiss();
        options.chooseFolder(chosen);
    }

    void chooseFirstScreen() {
        banners.dismiss();
        options.targets().stream().findFirst().ifPresent(options.target()::set);
    }

    /** Takes the keys that the banner offers. */
    void takeOfferedKeys() {
        banners.dismiss();
        shortcuts.takeOffer();
    }

    /** No picture to choose on can be shown. */
    void cannotPick(String sentence) {
        banners.show(new Banner(sentence, Banner.Action.NONE, ""));
    }

    void dismissBanner() {
        banners.dismiss();
    }

    /** Moves the last recording to the trash, with all that belongs to it. */
    void deleteLast() {
        if (!control.phase().busy()) {
            made.delete(mp4::working);
        }
    }

    void undoDelete() {
        banners.dismiss();
        made.undoDelete();
    }

    /** The words of the first start were read. */
    void welcomed() {
        options.change(options.settings().withConduct(options.settings().conduct().afterWelcome()));
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
        sound.phase(control.phase());
        face.seen();
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
        face.show();
        tray.refresh(numbers.elapsed());
    }

    private boolean startable() {
        return recordable && options.chosenTarget().isPresent();
    }

    /** What the face says. */
    private final class Says implements Face.Source {

        @Override
        public Phase phase() {
            return control.phase();
        }

        @Override
        public boolean recordable() {
            return recordable;
        }

        @Override
        public boolean startable() {
            return RecordingViewModel.this.startable();
        }

        @Override
        public Header busy(Phase now) {
            Header plain =
                    headerTexts.busy(
                            now,
                            numbers.elapsed(),
                            next.target(),
                            control.startsAgain(),
                            shortcuts.report().get().working(Shortcut.RECORD));
            boolean report = reports.waits();
            if (asking.asks()) {
                return plain.saying(words.text(report ? "header.asksReport" : "header.asks"));
            }
            int counting = surroundings.departure().secondsLeft();
            if (counting > 0) {
                String key = report ? "header.countdownReport" : "header.countdown";
                return plain.saying(words.text(key, words.number(counting)));
            }
            return report
                    ? plain.saying(words.text("header.startingReport"))
                    : markLine.text().map(plain::saying).orElse(plain);
        }

        @Override
        public String idle() {
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
            banners.showWhereNothingIs(new Banner(sentence, Banner.Action.NONE, "NO_MP4"));
        }

        @Override
        public void mp4Replaced(Path recording, Path mp4) {
            made.replaced(recording, mp4);
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
            banners.show(next);
        }

        @Override
        public void stop() {
            var _ = control.stop();
        }

        @Override
        public void comeBack() {
            comeBack.run();
        }

        @Override
        public void comeBackAside() {
            comeBackAside.run();
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
            sound.happened(event);
            Banner told = new Banner(event.detail(), Banner.Action.NONE, event.kind().name());
            switch (event.kind()) {
                case ENCODER_RESTARTED, FOLDER_FALLBACK -> banners.show(told);
                case EVENTS_LOST -> banners.showWhereNothingIs(told);
                default -> {}
            }
        }

        @Override
        public void ended(Outcome outcome) {
            numbers.end(outcome);
            Optional<Banner> trouble = endTexts.banner(outcome);
            idleDetail = surroundings.ended(endTexts.line(outcome), trouble.isEmpty());
            trouble.ifPresent(banners::show);
            made.ended(outcome);
            mp4.ended(
                    options.settings().keep(),
                    LastMade.kept(outcome) ? outcome.files() : List.of());
            refresh();
            lookAtDisk();
        }

        @Override
        public void broke(Throwable fault) {
            LOG.error("the recording broke", fault);
            numbers.end();
            idleDetail = surroundings.ended(words.text("end.failed"), false);
            banners.show(
                    new Banner(
                            words.text("end.broke"),
                            Banner.Action.RECORD_AGAIN,
                            Outcome.Reason.INTERNAL.name()));
            refresh();
        }
    }
}
