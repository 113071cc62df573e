package dev.lastframe.app.bugreport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.app.i18n.Messages;
import dev.lastframe.app.settings.ThemeChoice;
import dev.lastframe.app.ui.Fx;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a person sees of the dialog while its parts come one after the other. */
@ExtendWith(Fx.class)
final class BugReportWindowIT {

    private static final Optional<Path> FILE = Optional.of(Path.of("/videos/bug.ts"));

    private final FakeDrafts engine = new FakeDrafts();
    private final Deque<Runnable> later = new ArrayDeque<>();
    private int collections;
    private final BugReportWindow window =
            Fx.get(() -> {
                // a recording that is looked at for as long as the test likes
                Executor background = engine.waiting::add;
                return new BugReportWindow(
                        () -> {
                            throw new IllegalStateException("nothing is read");
                        },
                        new BugReportServices(
                                ThemeChoice.LIGHT,
                                Messages.of(Locale.US),
                                engine,
                                engine,
                                (delay, task) -> {
                                    later.add(task);
                                    return () -> later.remove(task);
                                },
                                Runnable::run,
                                background,
                                () -> CompletableFuture.completedFuture(png -> {}),
                                engine.words),
                        () -> collections++);
            });

    @AfterEach
    void close() {
        Fx.run(window::close);
    }

    @Test
    void whatWasMadeBeforeItIsShownIsSeenBeforeWhatStillHasToBeMade() {
        Fx.run(() -> {
            window.prepare();
            // two of its parts
            passes(2);
            window.report(FILE, "");
            passes(1);
            assertThat(text("#bug-of")).isEqualTo("Looking at the recording…");
            assertThat(node("#bug-to-github")).isPresent();
            assertThat(node("#bug-subject")).as("not made yet").isEmpty();
            passes(100);
            assertThat(node("#bug-subject")).isPresent();
            assertThat(node("#bug-items")).isPresent();
        });
    }

    @Test
    void whoWritesGoesOnWhereTheDialogLeftForARecording() {
        Fx.run(() -> {
            window.prepare();
            passes(100);
            window.report(FILE, "");
            passes(100);
            TextInputControl title = title();
            title.setText("it flickers");
            title.requestFocus();
            title.selectRange(3, 3);
            window.leave();
            assertThat(stages()).isEmpty();
            window.comeBack(false);
        });
        // what is taken out loses the keyboard only when the window is drawn
        Fx.awaitPulse(Fx.get(this::scene));
        Fx.run(() -> {
            passes(100);
            assertThat(scene().getFocusOwner()).isEqualTo(title());
            assertThat(title().getSelectedText()).isEmpty();
            assertThat(title().getCaretPosition()).isEqualTo(3);
            assertThat(text("#bug-of")).isEqualTo("Looking at the recording…");
        });
    }

    @Test
    void whatNobodyUsesIsCollectedWhileNothingIsRecordedAndNeverElse() {
        Fx.run(() -> {
            window.rest();
            passes(100);
            window.prepare();
            window.rest();
            passes(100);
            assertThat(collections).as("a recording began meanwhile").isZero();
            window.report(FILE, "");
            passes(100);
            assertThat(collections).as("a report of it is written").isZero();
            window.prepare();
            passes(100);
            assertThat(collections).as("after a recording").isEqualTo(1);
            passes(100);
            assertThat(collections).isEqualTo(1);
            window.rest();
            window.prepare();
            window.prepare();
            passes(100);
            assertThat(collections).as("after another one").isEqualTo(2);
        });
    }

    @Test
    void whatTheStartLeavesIsCollectedWhenAllIsReady() {
        Fx.run(() -> {
            window.prepare();
            passes(2);
            assertThat(collections).isZero();
            passes(100);
            assertThat(collections).isEqualTo(1);
        });
    }

    private TextInputControl title() {
        return (TextInputControl) node("#bug-subject").orElseThrow();
    }

    /** So often as it waits before the next part everything that waits is done. */
    private void passes(int times) {
        for (int i = 0; i < times; i++) {
            List<Runnable> due = new ArrayList<>(later);
            later.clear();
            due.forEach(Runnable::run);
        }
    }

    private String text(String id) {
        return node(id).map(it -> ((Labeled) it).getText()).orElse("");
    }

    private Optional<Node> node(String id) {
        return Optional.ofNullable(scene().lookup(id));
    }

    private Scene scene() {
        return stages().getFirst().getScene();
    }

    private static List<Stage> stages() {
        return Window.getWindows().stream()
                .filter(Stage.class::isInstance)
                .map(Stage.class::cast)
                .filter(stage -> "Report a bug".equals(stage.getTitle()))
                .toList();
    }
}
