package dev.lastframe.app.recording;

import dev.lastframe.app.settings.Conduct;
import dev.lastframe.core.session.RecordingStatus;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens around a recording: the countdown, our windows' leaving and coming back, limits, and
 * notifications. Used by the FX thread; never blocks.
 */
final class Surroundings {

    /** What is around. Told by the FX thread. */
    interface Host {

        /** There are other words. */
        void changed();

        void say(Banner banner);

        /** The recording has to end. */
        void stop();

        /** The windows may come back: the person is in Lastframe. */
        void comeBack();

        /** The window can be fetched again, and comes in front of nothing. */
        void comeBackAside();
    }

    /** Set by whoever presses keys in the window without a person: it stays, and greets nobody. */
    static final String UNATTENDED = "LASTFRAME_UNATTENDED";

    private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);

    private final Words words;
    private final Options options;
    private final Host host;
    private final DesktopService desktop;
    private final Executor ui;
    private final boolean unattended;
    private final Departure departure;
    private final Limits limits;

    /** The last press was in another window. */
    private boolean pressedElsewhere;

    /** Somebody started it in our window, and expects that back. */
    private boolean startedHere;

    /** Somebody pressed stop where Lastframe itself was to be seen. */
    private boolean stoppedHere;

    /** Whether the windows left for this recording. */
    private boolean left;

    Surroundings(WindowServices services, Words words, Options options, Host host) {
        this.words = words;
        this.options = options;
        this.host = host;
        this.desktop = services.desktop();
        this.ui = services.ui();
        String set = services.environment().apply(UNATTENDED);
        this.unattended = set != null && !set.isEmpty() && !set.equals("0");
        this.departure = new Departure(services.later(), host::changed);
        this.limits = new Limits(words);
    }

    Departure departure() {
        return departure;
    }

    /** Whether the words of the first start are still to be read. */
    boolean greets() {
        return !unattended && !conduct().welcomed();
    }

    /** Whether our windows leave for this recording. */
    boolean leaves() {
        return !unattended && !conduct().keepWindow();
    }

    /** A recording was wished; completed when its first picture may be taken. */
    CompletionStage<Void> depart() {
        limits.begin();
        stoppedHere = false;
        startedHere = !pressedElsewhere;
        left = leaves();
        return departure.begin(conduct(), !left);
    }

    /** Somebody presses the record key or button. */
    void pressed(boolean elsewhere) {
        pressedElsewhere = elsewhere;
    }

    /**
     * The next stop is by a button of ours: the window comes back after it where it was started
     * there.
     */
    void stoppedHere() {
        stoppedHere = true;
    }

    /** There are newer numbers of the recording that runs. */
    void took(RecordingStatus status) {
        if (limits.reachedBy(status, conduct())) {
            host.stop();
        } else if (limits.asksNow(status.elapsed())) {
            String length = words.formats().duration(Limits.ASKS_AFTER);
            tell(words.text("still.title"), words.text("still.text", length));
        }
    }

    /**
     * A recording has ended.
     *
     * @param line how, in a line
     * @param well whether all went well; else the person has to see the window
     * @return the line, with the reason where a limit ended it
     */
    String ended(String line, boolean well) {
        String said = limits.reason().map(reason -> line + " " + reason).orElse(line);
        boolean back = (stoppedHere && startedHere) || !well;
        if (left && back) {
            host.comeBack();
        } else if (left) {
            host.comeBackAside();
            desktop.announce(words.text("app.name"), said).whenComplete(Surroundings::noted);
        }
        left = false;
        return said;
    }

    /** By the desktop, else where our own words are. */
    private void tell(String title, String text) {
        desktop.announce(title, text)
                .whenComplete((shown, fault) -> {
                    if (!noted(shown, fault)) {
                        Banner banner = new Banner(title + " " + text, Banner.Action.NONE, "");
                        ui.execute(() -> host.say(banner));
                    }
                });
    }

    private static boolean noted(@Nullable Boolean shown, @Nullable Throwable fault) {
        if (fault != null) {
            LOG.warn("no notification", fault);
            return false;
        }
        return Boolean.TRUE.equals(shown);
    }

    private Conduct conduct() {
        return options.settings().conduct();
    }
}
