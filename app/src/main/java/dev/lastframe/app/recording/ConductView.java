package dev.lastframe.app.recording;

import dev.lastframe.app.settings.Conduct;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/**
 * How Lastframe behaves around a recording. Ids: {@code keep-window}, {@code tray}, {@code
 * countdown}, {@code stop-after}, {@code stop-at}.
 */
final class ConductView extends GridPane {

    private static final List<Integer> MINUTES = List.of(0, 5, 10, 30, 60, 120);
    private static final long MEGABYTE = 1_000_000;
    private static final List<Long> BYTES =
            List.of(0L, 100 * MEGABYTE, 500 * MEGABYTE, 1000 * MEGABYTE, 4000 * MEGABYTE);

    private final RecordingViewModel model;
    private final Words words;
    private int line;

    ConductView(RecordingViewModel model) {
        this.model = model;
        this.words = model.words();
        getStyleClass().add("shortcut-rows");
        Conduct now = conduct();
        add(Nodes.label(words.text("conduct.title"), "card-title"), 0, line++, 2, 1);
        check(
                "keep-window",
                words.text("conduct.keepWindow"),
                words.text("conduct.keepWindowTip"),
                now.keepWindow(),
                chosen -> change(it -> it.withKeepWindow(chosen)));
        check(
                "tray",
                words.text("conduct.tray"),
                words.text("conduct.trayTip"),
                now.tray(),
                model.tray()::want);
        row(
                "countdown",
                words.text("conduct.countdown"),
                choices(Conduct.COUNTDOWNS, now.countdownSeconds()),
                now.countdownSeconds(),
                this::seconds,
                (it, chosen) -> it.withCountdown(chosen));
        int minutes = (int) now.stopAfter().toMinutes();
        row(
                "stop-after",
                words.text("conduct.stopAfter"),
                choices(MINUTES, minutes),
                minutes,
                this::length,
                (it, chosen) -> it.withStopAfter(Duration.ofMinutes(chosen)));
        row(
                "stop-at",
                words.text("conduct.stopAt"),
                choices(BYTES, now.stopAtBytes()),
                now.stopAtBytes(),
                this::size,
                (it, chosen) -> it.withStopAtBytes(chosen));
    }

    private void check(String id, String name, String tip, boolean now, Consumer<Boolean> chosen) {
        CheckBox box = new CheckBox(name);
        box.setId(id);
        box.setSelected(now);
        Nodes.named(box, name, tip);
        box.selectedProperty().subscribe((before, wanted) -> chosen.accept(wanted));
        add(box, 0, line++, 2, 1);
    }

    /** How a choice changes what there is. */
    @FunctionalInterface
    private interface Change<T> {
        Conduct of(Conduct before, T chosen);
    }

    private <T> void row(
            String id,
            String name,
            List<T> choices,
            T now,
            Function<T, String> says,
            Change<T> change) {
        Label label = Nodes.label(name);
        label.setMaxWidth(Double.MAX_VALUE);
        setHgrow(label, Priority.ALWAYS);
        Chooser<T> chooser = new Chooser<>(id, says);
        chooser.box().getItems().setAll(choices);
        chooser.box().setValue(now);
        chooser.box()
                .valueProperty()
                .subscribe((before, chosen) -> change(it -> change.of(it, chosen)));
        Nodes.named(chooser.box(), name, name);
        add(label, 0, line);
        add(chooser, 1, line++);
    }

    /** One that was written into the file by hand is offered too. */
    private static <T> List<T> choices(List<T> usual, T now) {
        return usual.contains(now) ? usual : Stream.concat(usual.stream(), Stream.of(now)).toList();
    }

    private String seconds(int seconds) {
        return seconds == 0
                ? words.text("conduct.none")
                : words.text("conduct.seconds", words.number(seconds));
    }

    private String length(int minutes) {
        return minutes == 0
                ? words.text("conduct.never")
                : words.text("conduct.minutes", words.number(minutes));
    }

    private String size(long bytes) {
        return bytes == 0 ? words.text("conduct.never") : words.formats().bytes(bytes);
    }

    private Conduct conduct() {
        return model.options().settings().conduct();
    }

    private void change(UnaryOperator<Conduct> how) {
        model.options().change(model.options().settings().withConduct(how.apply(conduct())));
    }
}
