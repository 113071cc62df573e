package dev.lastframe.app.settings;

import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.encode.Preset;
import dev.lastframe.core.session.EventOptions;
import dev.lastframe.core.session.RecordingRequest;
import dev.lastframe.core.storage.NameTemplate;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a person chose.
 *
 * @param target what is recorded; empty until somebody chose
 * @param region the region that was chosen last, whatever is recorded now
 * @param preset size against quality
 * @param fps frames a second, {@value RecordingRequest#MIN_FPS} to {@value
 *     RecordingRequest#MAX_FPS}
 * @param folder where recordings go; empty for {@link Places#recordings}
 * @param onlyChosenFolder whether a recording whose disk fails stops instead of going on elsewhere
 * @param nameTemplate see {@link NameTemplate}
 * @param tuning raw, unchecked texts by their key, see {@link
 *     dev.lastframe.core.session.QueueCapacity} and {@link dev.lastframe.core.session.ForceTuning};
 *     empty where none is set
 * @param window where the window was
 * @param theme which colours
 * @param keep which files stay
 * @param events what is written beside the picture
 * @param last the recording made last
 * @param shortcuts the chords that work whatever has the focus
 * @param conduct how the window behaves around a recording
 */
public record Settings(
        Optional<CaptureTarget> target,
        Optional<CaptureTarget.Region> region,
        Preset preset,
        int fps,
        Optional<Path> folder,
        boolean onlyChosenFolder,
        String nameTemplate,
        Map<String, String> tuning,
        Optional<WindowPosition> window,
        ThemeChoice theme,
        Keep keep,
        EventOptions events,
        Optional<LastRecording> last,
        Shortcuts shortcuts,
        Conduct conduct) {

    /** What serves until somebody chooses otherwise. */
    public static final Settings DEFAULTS =
            new Settings(
                    Optional.empty(),
                    Optional.empty(),
                    Preset.INSTANT,
                    30,
                    Optional.empty(),
                    false,
                    NameTemplate.DEFAULT_PATTERN,
                    Map.of(),
                    Optional.empty(),
                    ThemeChoice.AUTO,
                    Keep.BOTH,
                    EventOptions.DEFAULT,
                    Optional.empty(),
                    Shortcuts.DEFAULTS,
                    Conduct.DEFAULTS);

    public Settings {
        if (fps < RecordingRequest.MIN_FPS || fps > RecordingRequest.MAX_FPS) {
            throw new IllegalArgumentException("fps " + fps);
        }
        tuning = Map.copyOf(tuning);
    }

    /**
     * The raw text of a key of the settings file, as {@code QueueCapacity} and {@code ForceTuning}
     * ask for it.
     */
    public @Nullable String lookup(String key) {
        return tuning.get(key);
    }

    /** The same with another target; a region is remembered. */
    public Settings withTarget(CaptureTarget newTarget) {
        return with(next -> {
            next.target = Optional.of(newTarget);
            next.region =
                    newTarget instanceof CaptureTarget.Region chosen
                            ? Optional.of(chosen)
                            : next.region;
        });
    }

    /** The same with another preset. */
    public Settings withPreset(Preset newPreset) {
        return with(next -> next.preset = newPreset);
    }

    /** The same at another rate. */
    public Settings withFps(int newFps) {
        return with(next -> next.fps = newFps);
    }

    /** The same with recordings in another folder. */
    public Settings withFolder(Path newFolder) {
        return with(next -> next.folder = Optional.of(newFolder));
    }

    /** The same, where another folder will do or not. */
    public Settings withOnlyChosenFolder(boolean only) {
        return with(next -> next.onlyChosenFolder = only);
    }

    /** The same with the window elsewhere. */
    public Settings withWindow(WindowPosition newWindow) {
        return with(next -> next.window = Optional.of(newWindow));
    }

    /** The same after another recording. */
    public Settings withLast(LastRecording newLast) {
        return with(next -> next.last = Optional.of(newLast));
    }

    /** The same, keeping other files. */
    public Settings withKeep(Keep newKeep) {
        return with(next -> next.keep = newKeep);
    }

    /** The same with other events beside the picture. */
    public Settings withEvents(EventOptions newEvents) {
        return with(next -> next.events = newEvents);
    }

    /** The same with other chords. */
    public Settings withShortcuts(Shortcuts newShortcuts) {
        return with(next -> next.shortcuts = newShortcuts);
    }

    /** The same without a recording made last. */
    public Settings withoutLast() {
        return with(next -> next.last = Optional.empty());
    }

    /** The same, behaving in another way. */
    public Settings withConduct(Conduct newConduct) {
        return with(next -> next.conduct = newConduct);
    }

    private Settings with(Consumer<Draft> change) {
        Draft next = new Draft(this);
        change.accept(next);
        return next.settings();
    }

    /** The same, to be changed. */
    private static final class Draft {

        private Optional<CaptureTarget> target;
        private Optional<CaptureTarget.Region> region;
        private Preset preset;
        private int fps;
        private Optional<Path> folder;
        private boolean onlyChosenFolder;
        private String nameTemplate;
        private Map<String, String> tuning;
        private Optional<WindowPosition> window;
        private ThemeChoice theme;
        private Keep keep;
        private EventOptions events;
        private Optional<LastRecording> last;
        private Shortcuts shortcuts;
        private Conduct conduct;

        Draft(Settings from) {
            target = from.target;
            region = from.region;
            preset = from.preset;
            fps = from.fps;
            folder = from.folder;
            onlyChosenFolder = from.onlyChosenFolder;
            nameTemplate = from.nameTemplate;
            tuning = from.tuning;
            window = from.window;
            theme = from.theme;
            keep = from.keep;
            events = from.events;
            last = from.last;
            shortcuts = from.shortcuts;
            conduct = from.conduct;
        }

        Settings settings() {
            return new Settings(
                    target,
                    region,
                    preset,
                    fps,
                    folder,
                    onlyChosenFolder,
                    nameTemplate,
                    tuning,
                    window,
                    theme,
                    keep,
                    events,
                    last,
                    shortcuts,
                    conduct);
        }
    }
}
