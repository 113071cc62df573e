package dev.lastframe.app.recording;

import dev.lastframe.app.desktop.TrayState;
import dev.lastframe.app.desktop.TrayState.Entry;
import dev.lastframe.app.fx.Later;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Lastframe in the desktop's tray: what it shows there, and what can be done from there. All of it
 * can be done in the window too. Used by the FX thread; never blocks.
 */
final class InTray {

    /** Who has just opened the window looks at that, and a start waits for nothing. */
    private static final Duration SETTLES = Duration.ofSeconds(3);

    /** The first seconds of a recording are the busiest. */
    private static final Duration BUSY = Duration.ofSeconds(5);

    private static final Set<Phase> STOPPABLE =
            EnumSet.of(Phase.STARTING, Phase.RECORDING, Phase.PAUSED);

    private final WindowServices services;
    private final Executor ui;
    private final RecordingViewModel model;
    private final Words words;
    private Runnable front = () -> {};
    private Runnable quit = () -> {};
    private Optional<DesktopService.TrayPlace> place = Optional.empty();
    private Later.Cancel coming = () -> {};
    private Duration elapsed = Duration.ZERO;
    private Optional<Looks> shown = Optional.empty();
    private boolean ended;

    InTray(WindowServices services, RecordingViewModel model) {
        this.services = services;
        this.ui = services.ui();
        this.model = model;
        this.words = model.words();
    }

    /** All that it depends on. Minutes: a tray may redraw itself each time. */
    private record Looks(Phase phase, long minutes, boolean pressable, boolean again) {}

    /**
     * The window is shown.
     *
     * @param bringToFront shows it before all others
     * @param close as a person does who closes it
     */
    void begin(Runnable bringToFront, Runnable close) {
        front = bringToFront;
        quit = close;
        if (model.options().settings().conduct().tray()) {
            coming =
                    services.later()
                            .after(
                                    SETTLES,
                                    () -> {
                                        if (model.phase().get().busy()) {
                                            coming = services.later().after(BUSY, this::come);
                                        } else {
                                            come();
                                        }
                                    });
        }
    }

    /** A person wants it there, or no longer. */
    void want(boolean wanted) {
        model.options()
                .change(
                        model.options()
                                .settings()
                                .withConduct(
                                        model.options().settings().conduct().withTray(wanted)));
        close();
        if (wanted) {
            come();
        }
    }

    /** Takes it away for good. */
    void end() {
        ended = true;
        close();
    }

    private void close() {
        coming.cancel();
        place.ifPresent(DesktopService.TrayPlace::close);
        place = Optional.empty();
    }

    /** The window shows something else. */
    void refresh(Duration length) {
        elapsed = length;
        if (place.isPresent() && !shown.equals(Optional.of(looks()))) {
            place.get().show(state());
        }
    }

    private void come() {
        // a task that waited may come late
        if (ended || place.isPresent() || !model.options().settings().conduct().tray()) {
            return;
        }
        place = Optional.of(services.desktop().intoTray(state(), does(front)));
    }

    private Looks looks() {
        return new Looks(
                model.phase().get(), elapsed.toMinutes(), model.pressable(), model.startsAgain());
    }

    private TrayState state() {
        Looks now = looks();
        shown = Optional.of(now);
        boolean stoppable = STOPPABLE.contains(now.phase());
        boolean paused = now.phase() == Phase.PAUSED;
        boolean running = paused || now.phase() == Phase.RECORDING;
        return new TrayState(
                running,
                title(now.phase()),
                text(now),
                List.of(
                        stoppable
                                ? entry("tray.stop", true, () -> press(STOPPABLE))
                                : entry(
                                        "tray.record",
                                        now.pressable() && !now.again(),
                                        () ->
                                                press(
                                                        EnumSet.complementOf(
                                                                EnumSet.copyOf(STOPPABLE)))),
                        entry(
                                paused ? "tray.continue" : "tray.pause",
                                running,
                                () -> pause(paused)),
                        entry("tray.mark", running, model::pressMark),
                        Entry.LINE,
                        entry("tray.report", true, model.reports()::openElsewhere),
                        entry("tray.show", true, front),
                        Entry.LINE,
                        entry("tray.quit", true, quit)));
    }

    private Entry entry(String key, boolean enabled, Runnable chosen) {
        return new Entry(words.text(key), enabled, does(chosen));
    }

    private Runnable does(Runnable chosen) {
        return () -> ui.execute(chosen);
    }

    /** Who chose "Stop" in a menu that was open for long does not want to begin another. */
    private void press(Set<Phase> meant) {
        if (meant.contains(model.phase().get()) && !model.startsAgain()) {
            model.pressElsewhere(services.clock().nanoTime());
        }
    }

    private void pause(boolean continues) {
        if (continues == (model.phase().get() == Phase.PAUSED)) {
            model.pressPause();
        }
    }

    private String title(Phase phase) {
        return words.text(
                switch (phase) {
                    case IDLE, STARTING -> "app.name";
                    case RECORDING -> "tray.recording";
                    case PAUSED -> "tray.paused";
                    case STOPPING -> "title.saving";
                });
    }

    private String text(Looks now) {
        if (!now.phase().busy() || now.phase() == Phase.STARTING) {
            return words.text("tray.idle");
        }
        return now.minutes() == 0
                ? words.text("tray.begins")
                : words.text("tray.runs", now.minutes());
    }
}
