package dev.lastframe.app.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.ui.Fx;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Fx.class)
final class TabularLabelIT {

    private final TabularLabel label = Fx.get(TabularLabel::new);
    private final HBox around = Fx.get(() -> new HBox(label));

    TabularLabelIT() {
        Fx.run(() -> {
            var _ = new Scene(around, 400, 100);
            label.setStyle("-fx-font-size: 28px; -fx-padding: 0 8px 0 4px;");
        });
    }

    @Test
    void aDigitThatTakesAnothersPlaceLaysOutItselfAlone() {
        Fx.run(() -> {
            says("0:58");
            double width = label.getWidth();

            label.setText("0:59");

            assertThat(around.isNeedsLayout()).isFalse();
            assertThat(label.isNeedsLayout()).isFalse();
            assertThat(cells().getLast().isNeedsLayout()).isTrue();
            around.layout();
            assertThat(cells().getLast().isNeedsLayout()).isFalse();
            assertThat(cells()).extracting(Label::getText).containsExactly("0", ":", "5", "9");
            assertThat(label.getWidth()).isEqualTo(width);
            assertThat(label.getAccessibleText()).isEqualTo("0:59");
        });
    }

    @Test
    void anotherDigitAsksForRoom() {
        Fx.run(() -> {
            says("9:59");
            double width = label.getWidth();

            label.setText("10:00");

            assertThat(around.isNeedsLayout()).isTrue();
            around.applyCss();
            around.layout();
            assertThat(label.getWidth()).isEqualTo(width + widthOfOne());
        });
    }

    @Test
    void aDigitLessGivesItsRoomBack() {
        Fx.run(() -> {
            says("10:00");
            double width = label.getWidth();

            label.setText("9:59");

            around.layout();
            assertThat(label.getWidth()).isEqualTo(width - widthOfOne());
            assertThat(cells()).hasSize(4);
        });
    }

    @Test
    void wordsInTheDigitsPlaceTakeTheirOwnWidth() {
        Fx.run(() -> {
            says("3");
            double digit = label.getWidth();

            says("Ready to record");

            assertThat(cells()).hasSize(1);
            assertThat(label.getWidth()).isGreaterThan(4 * digit);
            says("3");
            assertThat(label.getWidth()).isEqualTo(digit);
        });
    }

    @Test
    void itsPartsStandSideBySideWithinItsPadding() {
        Fx.run(() -> {
            says("Captured 1,110");

            double x = label.getInsets().getLeft();
            for (Label cell : cells()) {
                assertThat(cell.getLayoutX()).isEqualTo(x);
                assertThat(cell.getWidth()).isEqualTo(Math.ceil(cell.prefWidth(-1))).isPositive();
                assertThat(cell.getHeight()).isEqualTo(Math.ceil(cell.prefHeight(-1)));
                x += cell.getWidth();
            }
            assertThat(label.getWidth()).isEqualTo(x + label.getInsets().getRight());
            assertThat(label.getInsets().getLeft()).isEqualTo(4);
            // whether they are ones or not
            assertThat(cells().get(1).getWidth()).isEqualTo(cells().getLast().getWidth());
        });
    }

    private void says(String text) {
        label.setText(text);
        around.applyCss();
        around.layout();
    }

    private double widthOfOne() {
        return cells().getFirst().getWidth();
    }

    private List<Label> cells() {
        return label.getChildrenUnmodifiable().stream().map(Label.class::cast).toList();
    }
}
