package dev.lastframe.app.bench;

import dev.lastframe.core.testing.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.stage.Stage;

/**
 * A small window whose pulses are counted: JavaFX strikes sixty times a second while a timer runs.
 * Its fields belong to the FX thread.
 */
final class PulseWatch {

    /** The first pulses of a measurement still belong to what was before. */
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private List<Double> gapMillis = new ArrayList<>();
    private long lastNanos;

    private PulseWatch() {}

    /** Shows the window. Called by any other thread; blocks until it is there. */
    static PulseWatch show() {
        return CompletableFuture.supplyAsync(PulseWatch::showNow, Platform::runLater).join();
    }

    private static PulseWatch showNow() {
        PulseWatch watch = new PulseWatch();
        Stage stage = new Stage();
        stage.setScene(new Scene(new Label("Pulses"), 320, 120));
        stage.show();
        new AnimationTimer() {
            @Override
            public void handle(long now) {
                watch.beat();
            }
        }.start();
        return watch;
    }

    private void beat() {
        long now = System.nanoTime();
        gapMillis.add((now - lastNanos) / 1e6);
        lastNanos = now;
    }

    /** From one pulse to the next, in milliseconds. Called by any other thread; blocks so long. */
    Quantiles gapsDuring(Duration time) {
        Waits.pause(SETTLE);
        take();
        Waits.pause(time);
        return take();
    }

    private Quantiles take() {
        return CompletableFuture.supplyAsync(
                        () -> {
                            List<Double> taken = gapMillis;
                            gapMillis = new ArrayList<>();
                            return Quantiles.of(taken.stream().mapToDouble(each -> each).toArray());
                        },
                        Platform::runLater)
                .join();
    }
}
