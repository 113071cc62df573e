package dev.lastframe.app.fx;

import com.sun.javafx.tk.RenderJob;
import com.sun.javafx.tk.Toolkit;
import dev.lastframe.core.testing.Waits;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;
import javafx.stage.Stage;

/** A program of its own whose window cannot be drawn for a while, and changes all the same. */
final class PulseTrial {

    static final String ANSWERS = "the FX thread answers";

    private static final int CHANGES = 40;
    private static final Duration BEAT = Duration.ofMillis(20);
    private static final long PATIENCE_SECONDS = 60;

    private PulseTrial() {}

    /**
     * Says so when all is well.
     *
     * @param args none
     */
    public static void main(String[] args) throws InterruptedException {
        FxToolkit.startWithoutWindow();
        Rectangle drawn = new Rectangle(10, 10);
        does(() -> {
            Stage stage = new Stage();
            stage.setScene(new Scene(new Pane(drawn), 200, 200));
            stage.show();
        });
        CountDownLatch held = new CountDownLatch(1);
        does(() -> {
            var _ = Toolkit.getToolkit().addRenderJob(new RenderJob(() -> await(held)));
        });
        for (int i = 1; i <= CHANGES; i++) {
            int width = 10 + i;
            does(() -> drawn.setWidth(width));
            Waits.pause(BEAT);
        }
        held.countDown();
        does(() -> drawn.setWidth(1));
        System.out.println(ANSWERS);
        System.exit(0);
    }

    private static void await(CountDownLatch held) {
        try {
            held.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void does(Runnable task) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Platform.runLater(() -> {
            task.run();
            done.countDown();
        });
        if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            System.out.println("the FX thread stands still");
            System.exit(1);
        }
    }
}
