package dev.lastframe.app.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lastframe.app.settings.SoundSettings.Device;
import dev.lastframe.app.settings.SoundSettings.Source;
import dev.lastframe.core.sound.SoundKind;
import java.util.Optional;

/** {@link SoundSettings} as JSON. A value that cannot be used is replaced by its default. */
final class SoundSettingsJson {

    private static final String SOUND = "sound";
    private static final String ON = "on";
    private static final String PERCENT = "percent";
    private static final String DEVICE = "device";
    private static final String APART = "ownTrack";
    private static final String DEVICE_NAME = "deviceName";

    private SoundSettingsJson() {}

    static SoundSettings read(JsonNode json) {
        SoundSettings read = SoundSettings.DEFAULTS;
        for (SoundKind kind : SoundKind.values()) {
            read = read.with(kind, source(json.path(SOUND).path(kind.id()), read.of(kind)));
        }
        return read.withMicrophoneApart(
                json.path(SOUND)
                        .path(SoundKind.MICROPHONE.id())
                        .path(APART)
                        .asBoolean(read.microphoneApart()));
    }

    private static Source source(JsonNode json, Source defaults) {
        int percent = json.path(PERCENT).asInt(defaults.percent());
        String id = json.path(DEVICE).asText("");
        return new Source(
                json.path(ON).asBoolean(defaults.on()),
                id.isBlank()
                        ? Optional.empty()
                        : Optional.of(new Device(id, json.path(DEVICE_NAME).asText(id))),
                percent < 0 || percent > Source.LOUDEST ? defaults.percent() : percent);
    }

    static void write(SoundSettings settings, ObjectNode json) {
        ObjectNode sound = under(json, SOUND);
        for (SoundKind kind : SoundKind.values()) {
            Source source = settings.of(kind);
            under(sound, kind.id())
                    .put(ON, source.on())
                    .put(PERCENT, source.percent())
                    .put(DEVICE, source.device().map(Device::id).orElse(""))
                    .put(DEVICE_NAME, source.device().map(Device::name).orElse(""));
        }
        under(sound, SoundKind.MICROPHONE.id()).put(APART, settings.microphoneApart());
    }

    /** What is not known in there stays. */
    private static ObjectNode under(ObjectNode json, String key) {
        return json.path(key) instanceof ObjectNode there ? there : json.putObject(key);
    }
}
