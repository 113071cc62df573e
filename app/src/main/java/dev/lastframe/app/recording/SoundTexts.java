package dev.lastframe.app.recording;

import dev.lastframe.app.settings.SoundSettings;
import dev.lastframe.core.sound.SoundDevice;
import dev.lastframe.core.sound.SoundKind;
import dev.lastframe.core.sound.SoundLevel;
import dev.lastframe.core.sound.SoundNews;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words for sound before and during a recording. */
final class SoundTexts {

    private final Words words;

    SoundTexts(Words words) {
        this.words = words;
    }

    String name(SoundKind kind) {
        return switch (kind) {
            case SYSTEM -> words.text("sound.system");
            case MICROPHONE -> words.text("sound.microphone");
        };
    }

    /** What a press does before a recording, or why nothing. */
    String idleTip(SoundKind kind, boolean on, Optional<SoundNews> news) {
        Optional<String> none = news.flatMap(known -> missing(kind, known));
        return none.orElseGet(() ->
                switch (kind) {
                    case SYSTEM -> words.text(on ? "sound.systemOff" : "sound.systemOn");
                    case MICROPHONE ->
                            words.text(on ? "sound.microphoneOff" : "sound.microphoneOn");
                });
    }

    /** The same while it is recorded. */
    String recordingTip(SoundKind kind, boolean recorded, boolean muted) {
        if (!recorded) {
            return words.text("sound.notRecorded", name(kind));
        }
        return words.text(muted ? "sound.unmute" : "sound.mute", name(kind));
    }

    /** Why this kind cannot be had; empty where it can. */
    Optional<String> missing(SoundKind kind, SoundNews news) {
        if (news.trouble().isPresent()) {
            return news.trouble();
        }
        if (news.impossible().containsKey(kind)) {
            return Optional.ofNullable(news.impossible().get(kind));
        }
        return news.devices().stream().anyMatch(device -> device.kind() == kind)
                ? Optional.empty()
                : Optional.of(
                        words.text(
                                kind == SoundKind.SYSTEM
                                        ? "sound.noSystem"
                                        : "sound.noMicrophone"));
    }

    /** What there is to say before a recording. */
    SoundNote idleNote(SoundSettings chosen, SoundNews news) {
        if (news.trouble().isPresent()) {
            return new SoundNote(news.trouble().get(), false);
        }
        for (SoundKind kind : SoundKind.values()) {
            if (chosen.of(kind).on()) {
                Optional<String> none = missing(kind, news);
                if (none.isPresent()) {
                    return new SoundNote(none.get(), false);
                }
                Optional<String> trouble =
                        Optional.ofNullable(news.levels().get(kind)).flatMap(SoundLevel::trouble);
                if (trouble.isPresent()) {
                    return new SoundNote(trouble.get(), true);
                }
            }
        }
        SoundLevel microphone = news.levels().get(SoundKind.MICROPHONE);
        if (microphone != null && microphone.silent()) {
            return silent();
        }
        for (SoundKind kind : SoundKind.values()) {
            Optional<SoundSettings.Device> device = chosen.of(kind).device();
            if (chosen.of(kind).on() && device.isPresent() && !isThere(device.get(), news)) {
                return new SoundNote(words.text("sound.fallback", device.get().name()), false);
            }
        }
        return SoundNote.NONE;
    }

    SoundNote silent() {
        return new SoundNote(words.text("sound.silent"), true);
    }

    /** The devices of a kind, the default first. */
    List<SoundDeviceChoice> devices(
            SoundKind kind, Optional<SoundSettings.Device> chosen, SoundNews news) {
        List<SoundDevice> fitting =
                news.devices().stream().filter(device -> device.kind() == kind).toList();
        List<SoundDeviceChoice> choices = new ArrayList<>();
        choices.add(
                new SoundDeviceChoice(
                        Optional.empty(),
                        fitting.stream()
                                .filter(SoundDevice::preferred)
                                .findFirst()
                                .map(device -> words.text("sound.defaultIs", device.name()))
                                .orElseGet(() -> words.text("sound.default"))));
        for (SoundDevice device : fitting) {
            choices.add(
                    new SoundDeviceChoice(
                            Optional.of(SoundSettings.Device.of(device)), device.name()));
        }
        chosen.filter(device -> !isThere(device, news))
                .ifPresent(device ->
                        choices.add(
                                new SoundDeviceChoice(
                                        chosen, words.text("sound.notThere", device.name()))));
        return choices;
    }

    private static boolean isThere(SoundSettings.Device chosen, SoundNews news) {
        return news.devices().stream().anyMatch(device -> device.id().equals(chosen.id()));
    }
}
