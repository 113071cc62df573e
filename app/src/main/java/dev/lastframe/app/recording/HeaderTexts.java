package dev.lastframe.app.recording;

import dev.lastframe.core.capture.CaptureTarget;
import java.time.Duration;
import java.util.Optional;

/** Says what the recording does at this moment. */
final class HeaderTexts {

    private final Words words;

    /** The desktop's dialog chooses the screen, and tells no number. */
    private final boolean byDesktop;

    HeaderTexts(Words words, boolean byDesktop) {
        this.words = words;
        this.byDesktop = byDesktop;
    }

    /** Nothing runs. */
    Header idle(String detail, boolean recordable) {
        return new Header(words.text("header.record"), detail, recordable);
    }

    /** What to press, before anything was. */
    String first(Optional<String> chord) {
        return chord.map(keys -> words.text("header.firstAnywhere", keys))
                .orElseGet(() -> words.text("header.first"));
    }

    /**
     * A recording runs, or will in a moment.
     *
     * @param chord that stops it in every window
     */
    Header busy(
            Phase phase,
            Duration elapsed,
            CaptureTarget target,
            boolean startsAgain,
            Optional<String> chord) {
        String time = words.formats().duration(elapsed);
        return switch (phase) {
            case IDLE -> throw new IllegalArgumentException("nothing runs");
            case STARTING -> new Header(time, words.text("header.starting"), true);
            case RECORDING -> {
                String what = words.text("header.recording", name(target));
                yield new Header(
                        time,
                        chord.map(keys -> words.text("header.stops", what, keys)).orElse(what),
                        true);
            }
            case PAUSED -> new Header(time, words.text("header.paused"), true);
            case STOPPING ->
                    new Header(
                            time,
                            words.text(startsAgain ? "header.savingThenAgain" : "header.saving"),
                            true);
        };
    }

    /** {@code Recording Screen 1. Super+F9 stops}. */
    String notice(CaptureTarget target, Optional<String> chord) {
        String what = words.text("header.recording", name(target));
        return chord.map(keys -> words.text("pill.notice", what, keys)).orElse(what);
    }

    /** The window's title; the disc shows in lists of windows where no icon is drawn. */
    String title(Phase phase, Duration elapsed) {
        String time = words.formats().duration(elapsed);
        return switch (phase) {
            case IDLE, STARTING -> words.text("app.name");
            case STOPPING -> words.text("title.saving");
            case RECORDING -> words.text("title.recording", time);
            case PAUSED -> words.text("title.paused", time);
        };
    }

    /** {@code Screen 1}, {@code the region}. */
    String name(CaptureTarget target) {
        return switch (target) {
            case CaptureTarget.Screen(int number) ->
                    byDesktop
                            ? words.text("target.byDesktop")
                            : words.text("target.screen", words.number(number));
            case CaptureTarget.Region(int x, int y, int width, int height) ->
                    words.text("target.region", Integer.toString(width), Integer.toString(height));
            case CaptureTarget.Window window -> words.text("target.window");
        };
    }
}
