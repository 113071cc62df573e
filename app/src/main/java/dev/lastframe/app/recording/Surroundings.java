package dev.lastframe.app.recording;

import dev.lastframe.app.settings.Conduct;
import dev.lastframe.core.session.RecordingStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens around a recording: the countdown, our windows' leaving and coming back, limits, the
 * question whether it is still wanted, and notifications. Used by the FX thread; never blocks.
 */
final class Surroundings {

    /** What is around. Told by the FX thread. */
    interface Host extends StillWanted.Observer {

        /** There are other words. */
        void changed();

        /** The recording has to end. */
        @Override
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
    private final BugReporter reporter;
    private final boolean unattended;
    private final boolean asksForScreen;
    private final Departure departure;

    /** For a picture of the screen; whether a recording begins meanwhile is its own matter. */
    private final Departure forPicture;

    private final Limits limits;
    private final StillWanted stillWanted;

    /** The last press was in another window. */
    private boolean pressedElsewhere;

    /** Somebody started it in our window, and expects that back. */
    private boolean startedHere;

    /** Somebody pressed stop where Lastframe itself was to be seen. */
    private boolean stoppedHere;

    /** Whether the windows left for this recording. */
    private boolean left;

    /** Our windows have left for the recording that runs, or leave. */
    private boolean away;

    Surroundings(WindowServices services, Words words, Options options, Host host) {
        this.words = words;
        this.options = options;
        this.host = host;
        this.desktop = services.desktop();
        this.reporter = services.reporter();
        String set = services.environment().apply(UNATTENDED);
        this.unattended = set != null && !set.isEmpty() && !set.equals("0");
        this.asksForScreen = services.recordings().dialog().isPresent();
        this.departure = new Departure(services.later(), host::changed);
        this.forPicture = new Departure(services.later(), () -> {});
        this.limits = new Limits(words);
        this.stillWanted = new StillWanted(services, words, host);
    }

    Departure departure() {
        return departure;
    }

    /** From now on these leave. */
    void windows(OwnWindows own) {
        departure.of(new WithReport(own, reporter));
        // who asks for a report has it shown only afterwards
        forPicture.of(own);
    }

    /**
     * Our windows leave for a picture of the screen where they leave for recordings and the desktop
     * lets us take one.
     *
     * @return completed by the FX thread when it may be taken, with whether they have left
     */
    CompletionStage<Boolean> leaveForPicture() {
        return leaves() && !asksForScreen
                ? departure
                        .settled()
                        .thenCompose(settled -> forPicture.leave())
                        .thenApply(gone -> true)
                : CompletableFuture.completedFuture(false);
    }

    /**
     * They come back after it.
     *
     * @param front whether in front of others
     */
    void comeBack(boolean front) {
        if (front) {
            host.comeBack();
        } else {
            host.comeBackAside();
        }
    }

    /** Whether the words of the first start are still to be read. */
    boolean greets() {
        return !unattended && !conduct().welcomed();
    }

    /** Whether our windows leave for this recording. */
    boolean leaves() {
        return !unattended && !conduct().keepWindow();
    }

    /** A recording was wished; completed when the countdown before it is over. */
    CompletionStage<Void> countDown() {
        limits.begin();
        stoppedHere = false;
        startedHere = !pressedElsewhere;
        left = leaves();
        return departure.countDown(conduct());
    }

    /** Our windows leave, where they do; completed when its first picture may be taken. */
    CompletableFuture<Void> leave() {
        if (!left) {
            return CompletableFuture.completedFuture(null);
        }
        away = true;
        // what leaves for a picture is not gone yet
        return forPicture.settled().thenCompose(settled -> departure.leave());
    }

    /** Whether our windows have left for a recording, which brings them back when it ends. */
    boolean areAway() {
        return away;
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
        } else {
            stillWanted.runs(status.elapsed());
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
        departure.end();
        away = false;
        stillWanted.ended();
        String said = limits.reason().map(reason -> line + " " + reason).orElse(line);
        boolean back = (stoppedHere && startedHere) || !well;
        if (left && back) {
            host.comeBack();
            reporter.comeBack(false);
        } else if (left) {
            host.comeBackAside();
            reporter.comeBack(desktop.hasWindowManager());
            desktop.announce(words.text("app.name"), said).whenComplete(Surroundings::noted);
        }
        left = false;
        return said;
    }

    private static void noted(@Nullable Boolean shown, @Nullable Throwable fault) {
        if (fault != null) {
            LOG.warn("no notification", fault);
        }
    }

    private Conduct conduct() {
        return options.settings().conduct();
    }
}
