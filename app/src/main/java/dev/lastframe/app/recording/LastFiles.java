package dev.lastframe.app.recording;

import dev.lastframe.app.desktop.Trash;
import dev.lastframe.app.settings.LastRecording;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Throws the recording made last away, and takes it back. Used by the FX thread; never blocks. */
final class LastFiles {

    /** Told by the FX thread. */
    interface Observer {

        /** The row is about another recording now, or about none. */
        void lastIs(Optional<LastRecording> last);

        void say(Banner banner);
    }

    private static final Logger LOG = LoggerFactory.getLogger(LastFiles.class);

    private final DesktopService desktop;
    private final Words words;
    private final Executor ui;
    private final Observer observer;
    private Optional<LastRecording> gone = Optional.empty();
    private List<Trash.Thrown> thrown = List.of();

    LastFiles(DesktopService desktop, Words words, Executor ui, Observer observer) {
        this.desktop = desktop;
        this.words = words;
        this.ui = ui;
        this.observer = observer;
    }

    /**
     * Moves all its files to the trash.
     *
     * @param converting whether its MP4 is still being made, which would be left behind
     */
    void throwAway(LastRecording last, boolean converting) {
        if (converting) {
            observer.say(new Banner(words.text("trash.converting"), Banner.Action.NONE, ""));
            return;
        }
        desktop.throwAway(last.file())
                .whenComplete((moved, fault) ->
                        ui.execute(() -> {
                            if (fault == null) {
                                moved(last, moved);
                            } else {
                                LOG.warn("{} could not be moved to the trash", last.file(), fault);
                                observer.say(refused(last));
                            }
                        }));
    }

    /** Takes back what was thrown away last; nothing where nothing was. */
    void takeBack() {
        List<Trash.Thrown> back = thrown;
        Optional<LastRecording> recording = gone;
        thrown = List.of();
        gone = Optional.empty();
        if (back.isEmpty()) {
            return;
        }
        desktop.takeBack(back)
                .whenComplete((done, fault) ->
                        ui.execute(() -> {
                            if (fault == null) {
                                observer.lastIs(recording);
                            } else {
                                LOG.warn("not taken back from the trash", fault);
                                observer.say(
                                        new Banner(
                                                words.text("trash.stays"),
                                                Banner.Action.NONE,
                                                "TRASH_FAILED"));
                            }
                        }));
    }

    private void moved(LastRecording last, List<Trash.Thrown> moved) {
        observer.lastIs(Optional.empty());
        if (moved.isEmpty()) {
            observer.say(new Banner(words.text("trash.gone", last.name()), Banner.Action.NONE, ""));
            return;
        }
        thrown = moved;
        gone = Optional.of(last);
        observer.say(new Banner(words.text("trash.moved"), Banner.Action.TAKE_BACK, ""));
    }

    private Banner refused(LastRecording last) {
        return new Banner(
                words.text("trash.refused", last.name()),
                Banner.Action.SHOW_FILE,
                Optional.of(last.file()),
                "TRASH_FAILED");
    }
}
