package dev.lastframe.app.planted;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.animation.KeyFrame;
import javafx.animation.PauseTransition;
import javafx.animation.Timeline;
import javafx.application.Application;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.StageStyle;
import javafx.util.Duration;

/**
 * A shop with ten bugs. Its places do not change their look when they are pressed, so that all that
 * is painted is an answer. It writes a log as applications do, and into another file what is true:
 * where what is, and what was done.
 */
public final class DemoShop extends Application {

    private static final double WIDTH = 640;
    private static final double HEIGHT = 360;

    /** Large enough to be read in a picture by a program. */
    private static final double ANSWER_SIZE = 40;

    private static final int FLICKERS = 100;

    private final Map<PlantedBug, Pane> places = new EnumMap<>(PlantedBug.class);
    private final Text answer = new Text("Welcome");
    private final Rectangle light = new Rectangle(200, 60, Color.WHITE);

    @Override
    public void start(Stage stage) {
        TilePane tiles = new TilePane(8, 8);
        for (PlantedBug bug : PlantedBug.values()) {
            Pane place = new Pane(new Text(8, 32, bug.name()));
            place.setPrefSize(144, 48);
            place.setStyle("-fx-background-color: #dde3ea");
            place.setOnMousePressed(event -> run(bug));
            places.put(bug, place);
            tiles.getChildren().add(place);
        }
        answer.setFont(Font.font(ANSWER_SIZE));
        Scene scene = new Scene(new VBox(8, tiles, answer, light), WIDTH, HEIGHT);
        scene.setOnKeyPressed(event -> pressed(event.getCode()));
        stage.initStyle(StageStyle.UNDECORATED);
        stage.setTitle("Demonstration");
        stage.setScene(scene);
        stage.setX(300);
        stage.setY(200);
        stage.show();
        new Timeline(new KeyFrame(Duration.millis(300), event -> tellPlaces())).play();
    }

    private void tellPlaces() {
        places.forEach((bug, place) -> {
            Point2D at = place.localToScreen(72, 24);
            isTrue("place " + bug + " " + (int) at.getX() + "," + (int) at.getY());
        });
        isTrue("ready");
    }

    private void pressed(KeyCode key) {
        for (PlantedBug bug : PlantedBug.values()) {
            if (bug.key().equals(key == KeyCode.ENTER ? "Return" : key.getName())) {
                run(bug);
            }
        }
    }

    private void run(PlantedBug bug) {
        isTrue("begun " + bug);
        switch (bug) {
            case FREEZE -> {
                logs("INFO saving");
                sleep(2500);
                answers("Saved");
                logs("INFO saved after 2500 ms");
                isTrue("done " + bug);
            }
            case EXCEPTION -> {
                logs("ERROR java.lang.IllegalStateException: the cart has no owner");
                logs("\tat shop.Cart.add(Cart.java:42)");
                isTrue("done " + bug);
            }
            case WRONG_TARGET -> {
                answers("Item 7 was deleted");
                logs("INFO item 7 deleted");
                isTrue("done " + bug);
            }
            case FLICKER -> flicker();
            case SLOW_REPAINT -> {
                logs("INFO search began");
                PauseTransition wait = new PauseTransition(Duration.millis(2200));
                wait.setOnFinished(event -> {
                    answers("3 results");
                    logs("INFO 3 results after 2200 ms");
                    isTrue("done " + bug);
                });
                wait.play();
            }
            case DEAD_KEY -> {
                logs("WARN refresh ignored");
                isTrue("done " + bug);
            }
            case DOUBLE_ORDER -> {
                answers("Ordered");
                logs("INFO order 1 sent");
                logs("INFO order 2 sent");
                isTrue("done " + bug);
            }
            case EMPTY_FORM -> {
                answers("Sent");
                logs("INFO form sent: name='' is empty");
                isTrue("done " + bug);
            }
            case WRONG_VALUE -> {
                answers("1 + 1 = 3");
                isTrue("done " + bug);
            }
            case CRASH -> {
                logs("FATAL out of paper in Printer.print");
                isTrue("done " + bug);
                Runtime.getRuntime().halt(70);
            }
        }
    }

    private void flicker() {
        Timeline line =
                new Timeline(
                        new KeyFrame(
                                Duration.millis(60),
                                event ->
                                        light.setFill(
                                                light.getFill().equals(Color.WHITE)
                                                        ? Color.BLACK
                                                        : Color.WHITE)));
        line.setCycleCount(FLICKERS);
        line.setOnFinished(event -> isTrue("done " + PlantedBug.FLICKER));
        line.play();
    }

    private void answers(String text) {
        answer.setText(text);
    }

    private void logs(String text) {
        append(
                0,
                text.startsWith("\t") ? text : LocalTime.now(ZoneId.systemDefault()) + " " + text);
    }

    private void isTrue(String text) {
        append(1, text);
    }

    private void append(int file, String line) {
        List<String> files = getParameters().getRaw();
        try {
            Files.writeString(
                    Path.of(files.get(file)),
                    line + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
