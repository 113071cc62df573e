package dev.lastframe.app.recording;

import dev.lastframe.app.settings.LastRecording;
import dev.lastframe.core.capture.WindowInfo;
import dev.lastframe.core.encode.Preset;
import java.nio.file.Path;
import java.util.Optional;

/** The words for what can be chosen. */
final class OptionTexts {

    /** Folders at the end of a path that tell where it is. */
    private static final int TELLING_NAMES = 2;

    private final Words words;

    OptionTexts(Words words) {
        this.words = words;
    }

    /** {@code Screen 1 · 1920×1080}. */
    String target(TargetChoice choice) {
        return switch (choice) {
            case TargetChoice.OneScreen(var screen) ->
                    words.text(
                            "target.screenSize",
                            words.number(screen.number()),
                            Integer.toString(screen.width()),
                            Integer.toString(screen.height()));
            case TargetChoice.OneWindow(WindowInfo window) -> window(window);
            case TargetChoice.TypedRegion() -> words.text("target.regionChoice");
            case TargetChoice.PickOnScreen() -> words.text("target.pick");
            case TargetChoice.ByDesktop(boolean remembered) ->
                    words.text(remembered ? "target.remembered" : "target.desktopAsks");
            case TargetChoice.AskAnew() -> words.text("target.askAnew");
        };
    }

    /** The same once it is decided: a region has its numbers. */
    String decided(TargetChoice choice, RegionInput region) {
        return switch (choice) {
            case TargetChoice.OneScreen screen -> target(screen);
            case TargetChoice.OneWindow window -> target(window);
            case TargetChoice.PickOnScreen pick -> target(pick);
            case TargetChoice.ByDesktop chosen -> words.text("target.chosen");
            case TargetChoice.AskAnew anew -> target(anew);
            case TargetChoice.TypedRegion() ->
                    words.text(
                            "target.regionText",
                            region.width(),
                            region.height(),
                            region.x(),
                            region.y());
        };
    }

    /** By its name, else by its size. */
    private String window(WindowInfo window) {
        return window.title().isBlank()
                ? words.text(
                        "target.windowUntitled",
                        Integer.toString(window.area().width()),
                        Integer.toString(window.area().height()))
                : words.text("target.windowTitled", window.title());
    }

    String preset(Preset preset) {
        return switch (preset) {
            case INSTANT -> words.text("quality.instant");
            case STUDIO -> words.text("quality.studio");
        };
    }

    String fps(int fps) {
        return words.text("fps.choice", words.number(fps));
    }

    /** {@code Videos/Lastframe}: the last names, which tell folders apart. */
    String folder(Path folder) {
        int names = folder.getNameCount();
        return names <= TELLING_NAMES
                ? folder.toString()
                : folder.subpath(names - TELLING_NAMES, names).toString();
    }

    /** {@code Lastframe 2026-11-21 14.03.22 · 2:14}. */
    String last(Optional<LastRecording> last) {
        return last.map(made ->
                        words.text(
                                "last.text", made.name(), words.formats().duration(made.length())))
                .orElseGet(() -> words.text("last.none"));
    }
}
