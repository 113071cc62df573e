package dev.lastframe.app.bugreport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.ui.Fx;
import dev.lastframe.core.report.DraftFilm;
import dev.lastframe.core.testing.Waits;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Fx.class)
final class OverViewIT {

    private final BugReportViewModel model = new FakeDrafts().model();
    private final OverView view =
            Fx.get(() -> new OverView(model, pieces -> pieces.forEach(Runnable::run)));

    @Test
    void picturesThatWereLookedOverGoWithTheirVideo() {
        List<WeakReference<Node>> before = lookedOver(5);

        List<WeakReference<Node>> now = lookedOver(3);

        Waits.eventually(
                Duration.ofSeconds(20),
                "what was looked over is collected",
                () -> {
                    System.gc();
                    // a pulse lets go of what was drawn last
                    Fx.run(() -> {});
                    return before.stream().allMatch(each -> each.refersTo(null));
                });
        assertThat(now).noneMatch(each -> each.refersTo(null)).hasSize(3);
        Fx.run(() -> assertThat(strip()).hasSize(3));
    }

    private List<WeakReference<Node>> lookedOver(int pictures) {
        return Fx.get(() -> {
            model.over().begin(film(pictures), micros -> new FakeDrafts().still(micros));
            assertThat(strip()).hasSize(pictures);
            return strip().stream().map(WeakReference::new).toList();
        });
    }

    private List<Node> strip() {
        // without a skin nothing inside of it is found by its name
        ScrollPane rows = (ScrollPane) ((VBox) view.getContent()).getChildren().getLast();
        return ((TilePane) rows.getContent()).getChildren();
    }

    private static DraftFilm film(int pictures) {
        return new DraftFilm(
                Path.of("/burned.mp4"),
                1000,
                0,
                pictures * 1_000_000L,
                LongStream.range(0, pictures)
                        .mapToObj(i -> new DraftFilm.Thumbnail(i * 1_000_000, Path.of("/1.jpg")))
                        .toList(),
                0,
                0,
                List.of(),
                OptionalLong.empty());
    }
}
