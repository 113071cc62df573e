package dev.lastframe.app.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lastframe.core.capture.CaptureTarget;
import dev.lastframe.core.encode.Preset;
import dev.lastframe.core.keys.Chord;
import dev.lastframe.core.session.EventOptions;
import dev.lastframe.core.session.RecordingRequest;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings as JSON. A value that cannot be used is replaced by its default; a key that is not known
 * is left alone.
 */
final class SettingsJson {

    private static final List<String> TUNING =
            List.of(
                    "queueCapacity",
                    "queueCapacityInstant",
                    "queueCapacityStudio",
                    "forceBytes",
                    "forceBytesInstant",
                    "forceBytesStudio",
                    "forceMillis",
                    "forceMillisInstant",
                    "forceMillisStudio");
    private static final Pattern SCREEN = Pattern.compile("screen (\\d{1,4})");
    private static final Pattern REGION =
            Pattern.compile("region (-?\\d{1,6}),(-?\\d{1,6}),(\\d{1,6})x(\\d{1,6})");

    private SettingsJson() {}

    static Settings read(JsonNode json) {
        Settings defaults = Settings.DEFAULTS;
        int fps = json.path("fps").asInt(defaults.fps());
        String name = json.path("nameTemplate").asText("");
        Optional<CaptureTarget> target = target(json.path("target").asText(""));
        return new Settings(
                target,
                region(target(json.path("region").asText(""))).or(() -> region(target)),
                json.path("preset").asText().equals(Preset.STUDIO.id())
                        ? Preset.STUDIO
                        : Preset.INSTANT,
                fps < RecordingRequest.MIN_FPS || fps > RecordingRequest.MAX_FPS
                        ? defaults.fps()
                        : fps,
                path(json.path("folder")),
                json.path("onlyChosenFolder").asBoolean(false),
                name.isBlank() ? defaults.nameTemplate() : name,
                tuning(json),
                window(json.path("window")),
                theme(json.path("theme").asText("")),
                Keep.of(json.path("keep").asText("")),
                events(json),
                last(json.path("last")),
                shortcuts(json.path("shortcuts")),
                ConductJson.read(json),
                SoundSettingsJson.read(json));
    }

    /** Puts the settings over what is there, so that unknown keys stay. */
    static void write(Settings settings, ObjectNode json) {
        settings.target().ifPresent(target -> json.put("target", target.toString()));
        settings.region().ifPresent(region -> json.put("region", region.toString()));
        json.put("preset", settings.preset().id());
        json.put("fps", settings.fps());
        settings.folder().ifPresent(folder -> json.put("folder", folder.toString()));
        json.put("onlyChosenFolder", settings.onlyChosenFolder());
        json.put("nameTemplate", settings.nameTemplate());
        json.put("theme", settings.theme().id());
        json.put("keep", settings.keep().id());
        json.put("inputEvents", settings.events().input());
        json.put("windowTitles", settings.events().windowTitles());
        ArrayNode tails = json.putArray("tails");
        settings.events().tails().forEach(file -> tails.add(file.toString()));
        settings.window()
                .ifPresent(at -> json.putObject("window").put("x", at.x()).put("y", at.y()));
        // one that was thrown away is not remembered
        json.remove("last");
        ConductJson.write(settings.conduct(), json);
        SoundSettingsJson.write(settings.sound(), json);
        settings.last()
                .ifPresent(last ->
                        json.putObject("last")
                                .put("file", last.file().toString())
                                .put("millis", last.length().toMillis()));
        ObjectNode chords =
                json.path("shortcuts") instanceof ObjectNode there
                        ? there
                        : json.putObject("shortcuts");
        for (Shortcut shortcut : Shortcut.values()) {
            chords.put(
                    shortcut.id(),
                    settings.shortcuts().chord(shortcut).map(Chord::toString).orElse(""));
        }
    }

    /** An empty text is none. */
    private static Shortcuts shortcuts(JsonNode json) {
        Shortcuts read = Shortcuts.DEFAULTS;
        for (Shortcut shortcut : Shortcut.values()) {
            JsonNode text = json.path(shortcut.id());
            if (text.isTextual() && text.textValue().isBlank()) {
                read = read.without(shortcut);
            } else {
                Optional<Chord> chord = Chord.parse(text.asText("")).filter(Chord::isUsable);
                if (chord.isPresent()) {
                    read = read.with(shortcut, chord.get());
                }
            }
        }
        return read.distinct();
    }

    private static EventOptions events(JsonNode json) {
        EventOptions defaults = EventOptions.DEFAULT;
        List<Path> tails = new ArrayList<>();
        json.path("tails").forEach(file -> path(file).ifPresent(tails::add));
        return new EventOptions(
                json.path("inputEvents").asBoolean(defaults.input()),
                json.path("windowTitles").asBoolean(defaults.windowTitles()),
                tails);
    }

    private static Optional<CaptureTarget> target(String text) {
        Matcher screen = SCREEN.matcher(text);
        if (screen.matches()) {
            return Optional.of(new CaptureTarget.Screen(Integer.parseInt(screen.group(1))));
        }
        Matcher region = REGION.matcher(text);
        return region.matches()
                ? Optional.of(
                        new CaptureTarget.Region(
                                Integer.parseInt(region.group(1)),
                                Integer.parseInt(region.group(2)),
                                Integer.parseInt(region.group(3)),
                                Integer.parseInt(region.group(4))))
                : Optional.empty();
    }

    private static Optional<CaptureTarget.Region> region(Optional<CaptureTarget> target) {
        return target.filter(CaptureTarget.Region.class::isInstance)
                .map(CaptureTarget.Region.class::cast);
    }

    private static Map<String, String> tuning(JsonNode json) {
        Map<String, String> found = new TreeMap<>();
        for (String key : TUNING) {
            JsonNode value = json.path(key);
            if (!value.isMissingNode() && !value.isNull()) {
                found.put(key, value.isValueNode() ? value.asText() : value.toString());
            }
        }
        return found;
    }

    private static Optional<WindowPosition> window(JsonNode json) {
        return json.path("x").isNumber() && json.path("y").isNumber()
                ? Optional.of(
                        new WindowPosition(json.path("x").asDouble(), json.path("y").asDouble()))
                : Optional.empty();
    }

    private static ThemeChoice theme(String id) {
        for (ThemeChoice choice : ThemeChoice.values()) {
            if (choice.id().equals(id)) {
                return choice;
            }
        }
        return ThemeChoice.AUTO;
    }

    private static Optional<LastRecording> last(JsonNode json) {
        return path(json.path("file"))
                .map(file ->
                        new LastRecording(
                                file,
                                Duration.ofMillis(Math.max(0, json.path("millis").asLong()))));
    }

    private static Optional<Path> path(JsonNode json) {
        String text = json.asText("");
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException unusable) {
            return Optional.empty();
        }
    }
}
