package dev.lastframe.app.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** What the counters mean, in words. Ids: {@code health}, {@code help-SECTION}. */
final class HealthCard extends GridPane {

    private static final int WHOLE_WIDTH = 2;

    private final RecordingViewModel model;
    private @Nullable HealthReport shown;
    private final List<Label> values = new ArrayList<>();
    private final List<Label> meanings = new ArrayList<>();

    HealthCard(RecordingViewModel model) {
        this.model = model;
        setId("health");
        setAccessibleText(model.words().text("status.name"));
        getStyleClass().add("card");
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(USE_PREF_SIZE);
        ColumnConstraints numbers = new ColumnConstraints();
        numbers.setHgrow(Priority.ALWAYS);
        getColumnConstraints().addAll(names, numbers);
        model.face().health().subscribe(this::show);
    }

    private void show(Optional<HealthReport> report) {
        Nodes.present(this, report.isPresent());
        report.ifPresent(this::fill);
        shown = report.orElse(null);
    }

    /** The same rows get new texts only, so that a second costs one small repaint. */
    private void fill(HealthReport report) {
        if (shown == null || !shown.sameRows(report)) {
            build(report);
        }
        int index = 0;
        for (HealthReport.Section section : report.sections()) {
            for (HealthReport.Row row : section.rows()) {
                values.get(index).setText(row.value());
                meanings.get(index).setText(row.meaning());
                index++;
            }
        }
    }

    private void build(HealthReport report) {
        getChildren().clear();
        values.clear();
        meanings.clear();
        int line = 0;
        for (HealthReport.Section section : report.sections()) {
            if (!section.title().isEmpty()) {
                add(Nodes.label(section.title(), "card-title"), 0, line++, WHOLE_WIDTH, 1);
            }
            for (HealthReport.Row row : section.rows()) {
                if (!row.name().isEmpty()) {
                    Labeled name = name(row);
                    name.getStyleClass().add("card-name");
                    setValignment(name, VPos.TOP);
                    add(name, 0, line);
                }
                Label value = wrapped(values, "card-value");
                Label meaning = wrapped(meanings, "muted");
                if (!row.name().isEmpty()) {
                    add(value, 1, line++);
                }
                if (!row.meaning().isEmpty()) {
                    add(meaning, 0, line++, WHOLE_WIDTH, 1);
                }
            }
        }
    }

    /** What the manual explains leads there. */
    private Labeled name(HealthReport.Row row) {
        if (row.section().isEmpty()) {
            return Nodes.label(row.name(), "muted");
        }
        Hyperlink link = new Hyperlink(row.name());
        link.setId("help-" + row.section());
        link.getStyleClass().add("explained");
        String tip = model.words().text("health.explain");
        Nodes.named(link, row.name() + ": " + tip, tip);
        link.setOnAction(event -> {
            link.setVisited(false);
            model.made().files().explain(row.section());
        });
        return link;
    }

    private static Label wrapped(List<Label> list, String style) {
        Label text = Nodes.label("", style);
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        list.add(text);
        return text;
    }
}
