package dev.lastframe.app.recording;

import dev.lastframe.app.settings.SoundSettings;
import dev.lastframe.core.sound.SoundKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/**
 * From which device each source is recorded, how loud, and whether the microphone is mixed in. Ids:
 * {@code sound-card}, {@code device-system}, {@code gain-system} and the same of the microphone,
 * {@code microphone-track}.
 */
final class SoundCard extends GridPane {

    private static final int WHOLE_WIDTH = 2;
    private static final int STEP = 10;

    private final SoundModel model;
    private final Words words;
    private final Map<SoundKind, Chooser<SoundDeviceChoice>> devices =
            new EnumMap<>(SoundKind.class);

    private final Chooser<Boolean> track;

    /** While a list is filled anew, nothing is a person's choice. */
    private boolean filling;

    SoundCard(RecordingViewModel window) {
        this.model = window.sound();
        this.words = window.words();
        setId("sound-card");
        getStyleClass().addAll("card", "sound-card");
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(USE_PREF_SIZE);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        getColumnConstraints().addAll(names, values);
        add(Nodes.label(words.text("sound.title"), "card-title"), 0, 0, WHOLE_WIDTH, 1);
        int line = 1;
        for (SoundKind kind : SoundKind.values()) {
            add(Nodes.label(model.name(kind), "muted"), 0, line);
            add(device(kind), 1, line++);
            add(Nodes.label(words.text("sound.loudness"), "muted"), 0, line);
            add(gain(kind), 1, line++);
        }
        track = new Chooser<>("microphone-track", this::track);
        track.box().getItems().setAll(false, true);
        track.box().setValue(model.chosen().microphoneApart());
        track.box()
                .valueProperty()
                .subscribe((before, apart) -> model.microphoneApart(Boolean.TRUE.equals(apart)));
        Nodes.named(track.box(), words.text("sound.track"), words.text("sound.trackTip"));
        add(Nodes.label(words.text("sound.track"), "muted"), 0, line);
        add(track, 1, line);
        Nodes.present(this, false);
        window.face().drawn().subscribe(this::freeze);
    }

    private String track(boolean apart) {
        return words.text(apart ? "sound.trackOwn" : "sound.trackMixed");
    }

    private Chooser<SoundDeviceChoice> device(SoundKind kind) {
        Chooser<SoundDeviceChoice> chooser =
                new Chooser<>("device-" + kind.id(), SoundDeviceChoice::text);
        devices.put(kind, chooser);
        String name = words.text("sound.device", model.name(kind));
        Nodes.named(chooser.box(), name, words.text("sound.deviceTip"));
        model.devices(kind)
                .addListener((ListChangeListener<SoundDeviceChoice>) change -> fill(kind, chooser));
        fill(kind, chooser);
        chooser.box()
                .valueProperty()
                .subscribe(choice -> {
                    if (choice != null && !filling) {
                        model.device(kind, choice.device());
                    }
                });
        return chooser;
    }

    private void fill(SoundKind kind, Chooser<SoundDeviceChoice> chooser) {
        filling = true;
        try {
            Optional<SoundSettings.Device> chosen = model.chosen().of(kind).device();
            chooser.box().getItems().setAll(model.devices(kind));
            chooser.box().setValue(of(kind, chosen));
        } finally {
            filling = false;
        }
    }

    private @Nullable SoundDeviceChoice of(SoundKind kind, Optional<SoundSettings.Device> chosen) {
        return model.devices(kind).stream()
                .filter(choice -> choice.isOf(chosen))
                .findFirst()
                .orElse(null);
    }

    private HBox gain(SoundKind kind) {
        Slider slider =
                new Slider(0, SoundSettings.Source.LOUDEST, model.chosen().of(kind).percent());
        slider.setId("gain-" + kind.id());
        slider.setBlockIncrement(STEP);
        slider.setMajorTickUnit(SoundSettings.Source.AS_IT_IS);
        HBox.setHgrow(slider, Priority.ALWAYS);
        String name = words.text("sound.loudnessOf", model.name(kind));
        Nodes.named(slider, name, words.text("sound.loudnessTip"));
        Label value = Nodes.label("", "gain-value");
        value.setText(words.text("sound.percent", words.number(model.chosen().of(kind).percent())));
        slider.valueProperty()
                .subscribe((before, now) -> {
                    int percent = (int) Math.round(now.doubleValue() / STEP) * STEP;
                    value.setText(words.text("sound.percent", words.number(percent)));
                    model.percent(kind, percent);
                });
        HBox row = new HBox(slider, value);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("sound-row");
        return row;
    }

    /** Neither a device nor the tracks can be changed while they are recorded. */
    private void freeze(Phase phase) {
        if (phase.busy()) {
            track.freeze(track(model.chosen().microphoneApart()));
        } else {
            track.free();
        }
        devices.forEach((kind, chooser) -> {
            if (phase.busy()) {
                SoundDeviceChoice chosen = chooser.box().getValue();
                chooser.freeze(chosen == null ? "" : chosen.text());
            } else {
                chooser.free();
            }
        });
    }
}
