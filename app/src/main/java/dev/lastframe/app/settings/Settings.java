package dev.lastframe.app.settings;

import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.encode.Preset;
import dev.lastframe.core.session.EventOptions;
import dev.lastframe.core.session.RecordingRequest;
import dev.lastframe.core.storage.NameTemplate;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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
        return new Settings(
                Optional.of(newTarget),
                newTarget instanceof CaptureTarget.Region chosen ? Optional.of(chosen) : region,
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

    /** The same with another preset. */
    public Settings withPreset(Preset newPreset) {
        return new Settings(
                target,
                region,
                newPreset,
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

    /** The same at another rate. */
    public Settings withFps(int newFps) {
        return new Settings(
                target,
                region,
                preset,
                newFps,
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

    /** The same with recordings in another folder. */
    public Settings withFolder(Path newFolder) {
        return new Settings(
                target,
                region,
                preset,
                fps,
                Optional.of(newFolder),
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

    /** The same, where another folder will do or not. */
    public Settings withOnlyChosenFolder(boolean only) {
        return new Settings(
                target,
                region,
                preset,
                fps,
                folder,
                only,
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

    /** The same with the window elsewhere. */
    public Settings withWindow(WindowPosition newWindow) {
        return new Settings(
                target,
                region,
                preset,
                fps,
                folder,
                onlyChosenFolder,
                nameTemplate,
                tuning,
                Optional.of(newWindow),
                theme,
                keep,
                events,
                last,
                shortcuts,
                conduct);
    }

    /** The same after another recording. */
    public Settings withLast(LastRecording newLast) {
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
                Optional.of(newLast),
                shortcuts,
                conduct);
    }

    /** The same, keeping other files. */
    public Settings withKeep(Keep newKeep) {
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
                newKeep,
                events,
                last,
                shortcuts,
                conduct);
    }

    /** The same with other events beside the picture. */
    public Settings withEvents(EventOptions newEvents) {
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
                newEvents,
                last,
                shortcuts,
                conduct);
    }

    /** The same with other chords. */
    public Settings withShortcuts(Shortcuts newShortcuts) {
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
                newShortcuts,
                conduct);
    }

    /** The same without a recording made last. */
    public Settings withoutLast() {
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
                Optional.empty(),
                shortcuts,
                conduct);
    }

    /** The same, behaving in another way. */
    public Settings withConduct(Conduct newConduct) {
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
                newConduct);
    }
}
