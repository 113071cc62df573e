package dev.lastframe.app.fx;

import com.sun.javafx.tk.RenderJob;
import com.sun.javafx.tk.Toolkit;
import dev.lastframe.app.bench.ProcFiles;
import dev.lastframe.core.testing.Waits;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;
import javafx.stage.Stage;

/**
 * A program of its own whose window cannot be drawn for a while, and changes all the same; then it
 * changes once a second.
 */
final class PulseTrial {

    static final String ANSWERS = "the FX thread answers";
    static final String RESTS = "its clock rests between two changes";

    /** As the system cuts it off. */
    private static final String FX_THREAD = "JavaFX Applicat";

    private static final int CHANGES = 40;
    private static final Duration BEAT = Duration.ofMillis(20);
    private static final long PATIENCE_SECONDS = 60;
    private static final int ATTEMPTS = 3;
    private static final int SECONDS = 4;

    /** For a change, its picture, and some beats that find nothing; JavaFX itself takes 20. */
    private static final int WAKE_UPS_A_SECOND = 12;

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
        System.out.println(rests(drawn) ? RESTS : "its clock does not rest between two changes");
        System.exit(0);
    }

    /** More than once, as each picture that a busy computer draws slowly takes beats of its own. */
    private static boolean rests(Rectangle drawn) throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Waits.pause(Duration.ofSeconds(1));
            long before = wakeUps();
            for (int i = 0; i < SECONDS; i++) {
                int width = i + 2;
                does(() -> drawn.setWidth(width));
                Waits.pause(Duration.ofSeconds(1));
            }
            long woke = wakeUps() - before;
            System.out.println("the FX thread woke up " + woke + " times");
            if (woke >= SECONDS && woke <= SECONDS * WAKE_UPS_A_SECOND) {
                return true;
            }
        }
        return false;
    }

    private static long wakeUps() {
        return ProcFiles.wakeUps(ProcessHandle.current().pid(), FX_THREAD);
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
