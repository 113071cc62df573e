package dev.lastframe.app.recording;

import dev.lastframe.app.settings.SoundSettings;
import dev.lastframe.core.session.HealthEvent;
import dev.lastframe.core.sound.SoundChoice;
import dev.lastframe.core.sound.SoundKind;
import dev.lastframe.core.sound.SoundLevel;
import dev.lastframe.core.sound.SoundListening;
import dev.lastframe.core.sound.SoundNews;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * What is heard before and during a recording. A device is open only while its switch is on and the
 * window can be seen, or while it is recorded. Used by the FX thread; never blocks.
 */
final class SoundModel {

    /** The recording that runs. Called by the FX thread. */
    interface Recorded {

        /** The sources that are recorded; empty where none is, or nothing is recorded. */
        Map<SoundKind, SoundLevel> soundLevels();

        void loudness(SoundKind kind, float gain, boolean muted);
    }

    private final RecordingService service;
    private final Recorded recorded;
    private final SoundTexts texts;
    private final Executor ui;
    private final Consumer<SoundSettings> changed;
    private final Map<SoundKind, ReadOnlyObjectWrapper<SoundLine>> lines =
            new EnumMap<>(SoundKind.class);
    private final Map<SoundKind, ObservableList<SoundDeviceChoice>> devices =
            new EnumMap<>(SoundKind.class);
    private final ReadOnlyObjectWrapper<SoundNote> note =
            new ReadOnlyObjectWrapper<>(SoundNote.NONE);
    private final Set<SoundKind> muted = EnumSet.noneOf(SoundKind.class);
    private SoundSettings chosen;
    private Phase phase = Phase.IDLE;
    private boolean begun;
    private boolean visible;
    private @Nullable SoundListening listening;

    /** Of the devices; empty until somebody knows. */
    private Optional<SoundNews> news = Optional.empty();

    private Map<SoundKind, SoundLevel> levels = Map.of();

    /** What the recording that runs said last of its sound. */
    private Optional<String> gone = Optional.empty();

    /**
     * @param chosen where to begin
     * @param changed told of what a person chooses
     * @param ui runs a task on the FX thread, in order
     */
    SoundModel(
            RecordingService service,
            Recorded recorded,
            Words words,
            SoundSettings chosen,
            Consumer<SoundSettings> changed,
            Executor ui) {
        this.service = service;
        this.recorded = recorded;
        this.texts = new SoundTexts(words);
        this.chosen = chosen;
        this.changed = changed;
        this.ui = ui;
        for (SoundKind kind : SoundKind.values()) {
            lines.put(kind, new ReadOnlyObjectWrapper<>(idle(kind)));
            devices.put(kind, FXCollections.observableArrayList());
        }
        show();
    }

    /** What a source's switch shows. */
    ReadOnlyObjectProperty<SoundLine> line(SoundKind kind) {
        return wrapper(kind).getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<SoundNote> note() {
        return note.getReadOnlyProperty();
    }

    /** What can be chosen, the default first. */
    ObservableList<SoundDeviceChoice> devices(SoundKind kind) {
        ObservableList<SoundDeviceChoice> list = devices.get(kind);
        if (list == null) {
            throw new IllegalStateException(kind.id());
        }
        return list;
    }

    /** What is chosen. */
    SoundSettings chosen() {
        return chosen;
    }

    String name(SoundKind kind) {
        return texts.name(kind);
    }

    /** The window is up and what a recording needs is loaded: from now on devices may be opened. */
    void begin() {
        begun = true;
        listen();
    }

    /** Whether the window can be seen. */
    void visible(boolean now) {
        visible = now;
        listen();
    }

    void phase(Phase now) {
        if (now == Phase.STARTING) {
            muted.clear();
            gone = Optional.empty();
        }
        boolean begins = phase == Phase.STARTING && now == Phase.RECORDING;
        phase = now;
        listen();
        look();
        if (begins) {
            levels.keySet().forEach(this::takeOver);
        }
    }

    /** What was chosen after the recording was asked for, and before it ran. */
    private void takeOver(SoundKind kind) {
        if (!chosen.of(kind).on()) {
            muted.add(kind);
        }
        apply(kind);
        show();
    }

    /** Takes the newest levels of the recording that runs; called once a second. */
    void look() {
        if (records()) {
            levels = recorded.soundLevels();
        }
        show();
    }

    /** Something happened to the recording that runs. */
    void happened(HealthEvent event) {
        switch (event.kind()) {
            case SOUND_GONE -> gone = Optional.of(event.detail());
            case SOUND_BACK -> gone = otherTrouble();
            default -> {
                return;
            }
        }
        show();
    }

    /** The other source may still be gone. */
    private Optional<String> otherTrouble() {
        if (records()) {
            levels = recorded.soundLevels();
        }
        return levels.values().stream()
                .map(SoundLevel::trouble)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Switches a source on or off; while it is recorded, mutes it or takes that back. */
    void press(SoundKind kind) {
        if (records() && levels.containsKey(kind)) {
            if (!muted.remove(kind)) {
                muted.add(kind);
            }
            apply(kind);
        } else if (!records()) {
            choose(kind, chosen.of(kind).withOn(!chosen.of(kind).on()));
        }
        show();
    }

    /** Takes another device for the next recording. */
    void device(SoundKind kind, Optional<SoundSettings.Device> device) {
        choose(kind, chosen.of(kind).withDevice(device));
    }

    /** Louder or quieter, at once. */
    void percent(SoundKind kind, int percent) {
        choose(kind, chosen.of(kind).withPercent(percent));
        apply(kind);
    }

    /** Whether the next recording has the microphone in a track of its own. */
    void microphoneApart(boolean apart) {
        choose(chosen.withMicrophoneApart(apart));
    }

    private void choose(SoundKind kind, SoundSettings.Source source) {
        choose(chosen.with(kind, source));
    }

    private void choose(SoundSettings settings) {
        if (!settings.equals(chosen)) {
            chosen = settings;
            changed.accept(chosen);
            listen();
            show();
        }
    }

    private void apply(SoundKind kind) {
        if (records()) {
            recorded.loudness(kind, chosen.of(kind).gain(), muted.contains(kind));
        }
    }

    private boolean records() {
        return phase == Phase.RECORDING || phase == Phase.PAUSED;
    }

    /** What is recorded has a reader of its own. */
    private void listen() {
        boolean wanted = begun && visible && !records();
        if (wanted && listening == null) {
            listening = service.listen(this::told);
        } else if (!wanted && listening != null) {
            listening.close();
            listening = null;
            levels = Map.of();
        }
        if (listening != null) {
            listening.listenTo(choices());
        }
    }

    private List<SoundChoice> choices() {
        return Stream.of(SoundKind.values())
                .filter(kind -> chosen.of(kind).on())
                .map(chosen::choice)
                .toList();
    }

    /** Called by a thread of the monitor. */
    private void told(SoundNews latest) {
        ui.execute(() -> {
            if (listening != null) {
                news = Optional.of(latest);
                levels = latest.levels();
                show();
            }
        });
    }

    private void show() {
        for (SoundKind kind : SoundKind.values()) {
            wrapper(kind).set(records() ? recording(kind) : idle(kind));
            news.ifPresent(known -> {
                List<SoundDeviceChoice> all = texts.devices(kind, chosen.of(kind).device(), known);
                if (!all.equals(devices(kind))) {
                    devices(kind).setAll(all);
                }
            });
        }
        note.set(currentNote());
    }

    private SoundLine idle(SoundKind kind) {
        boolean on = chosen.of(kind).on();
        boolean possible =
                news.isPresent() && news.flatMap(known -> texts.missing(kind, known)).isEmpty();
        return new SoundLine(possible, on, level(kind), texts.idleTip(kind, on, news));
    }

    private SoundLine recording(SoundKind kind) {
        boolean there = levels.containsKey(kind);
        boolean silent = muted.contains(kind);
        return new SoundLine(
                there,
                there && !silent,
                silent ? 0 : level(kind),
                texts.recordingTip(kind, there, silent));
    }

    private int level(SoundKind kind) {
        SoundLevel level = levels.get(kind);
        return level == null ? 0 : level.level();
    }

    private SoundNote currentNote() {
        if (!records()) {
            return news.map(known -> texts.idleNote(chosen, known)).orElse(SoundNote.NONE);
        }
        Optional<String> none = news.flatMap(SoundNews::trouble);
        if (none.isPresent() && levels.isEmpty()) {
            return new SoundNote(none.get(), false);
        }
        if (gone.isPresent()) {
            return new SoundNote(gone.get(), true);
        }
        SoundLevel microphone = levels.get(SoundKind.MICROPHONE);
        return microphone != null && microphone.silent() && !muted.contains(SoundKind.MICROPHONE)
                ? texts.silent()
                : SoundNote.NONE;
    }

    private ReadOnlyObjectWrapper<SoundLine> wrapper(SoundKind kind) {
        ReadOnlyObjectWrapper<SoundLine> line = lines.get(kind);
        if (line == null) {
            throw new IllegalStateException(kind.id());
        }
        return line;
    }
}
