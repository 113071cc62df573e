package dev.lastframe.app.recording;

import dev.lastframe.app.desktop.Question;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks whether a recording is still wanted: once after an hour, and each time the screen is locked.
 * By the desktop, which may have buttons for the answer, else in the window. Used by the FX thread;
 * never blocks.
 */
final class StillWanted {

    /** After so long one may have forgotten it. */
    static final Duration ASKS_AFTER = Duration.ofMinutes(60);

    /** Told by the FX thread. */
    interface Observer {

        void say(Banner banner);

        /** The answer is no. */
        void stop();
    }

    private static final Logger LOG = LoggerFactory.getLogger(StillWanted.class);

    private final DesktopService desktop;
    private final Words words;
    private final Executor ui;
    private final Observer observer;
    private Optional<DesktopService.Watch> watch = Optional.empty();
    private boolean asked;

    /** Of the recording: questions about others are over. */
    private int number;

    StillWanted(WindowServices services, Words words, Observer observer) {
        this.desktop = services.desktop();
        this.ui = services.ui();
        this.words = words;
        this.observer = observer;
    }

    /** A recording runs, and is so long by now. */
    void runs(Duration elapsed) {
        if (watch.isEmpty()) {
            number++;
            asked = false;
            watch = Optional.of(desktop.whenLocked(() -> ui.execute(this::locked)));
        }
        if (!asked && elapsed.compareTo(ASKS_AFTER) >= 0) {
            asked = true;
            ask(words.text("still.text", words.formats().duration(ASKS_AFTER)));
        }
    }

    /** It has ended. */
    void ended() {
        if (watch.isPresent()) {
            watch.get().close();
            watch = Optional.empty();
            desktop.takeBackQuestion();
        }
    }

    private void locked() {
        if (watch.isPresent()) {
            ask(words.text("still.locked"));
        }
    }

    private void ask(String text) {
        int about = number;
        String title = words.text("still.title");
        Question question =
                new Question(
                        title,
                        text,
                        List.of(
                                new Question.Choice(
                                        words.text("still.stop"),
                                        () -> ui.execute(() -> no(about))),
                                new Question.Choice(words.text("still.keep"), () -> {})));
        desktop.ask(question)
                .whenComplete((shown, fault) -> {
                    if (!noted(shown, fault)) {
                        Banner banner = new Banner(title + " " + text, Banner.Action.NONE, "");
                        ui.execute(() -> say(about, banner));
                    }
                });
    }

    /** An answer that comes late stops nothing else. */
    private void no(int about) {
        if (watch.isPresent() && about == number) {
            observer.stop();
        }
    }

    /** A desktop may take long to fail. */
    private void say(int about, Banner banner) {
        if (watch.isPresent() && about == number) {
            observer.say(banner);
        }
    }

    private static boolean noted(@Nullable Boolean shown, @Nullable Throwable fault) {
        if (fault != null) {
            LOG.warn("nobody was asked", fault);
        }
        return Boolean.TRUE.equals(shown);
    }
}
