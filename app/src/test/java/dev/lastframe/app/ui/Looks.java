package dev.lastframe.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastframe.core.testing.VirtualScreenListener;
import dev.lastframe.core.testing.Waits;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.robot.Robot;
import javafx.scene.text.Text;
import javafx.stage.Screen;
import javafx.stage.Window;
import javax.imageio.ImageIO;

/**
 * Pictures of windows as they stand on the screen, for eyes. What can be asked without any is asked
 * here: that there is something to see, and that no text is cut off. Used by the test's thread;
 * blocks.
 */
final class Looks {

    private static final Duration LOOK = Duration.ofMillis(150);

    /** What is not ready after so many looks is taken as it is. */
    private static final int MOST_LOOKS = 60;

    /** What has fewer shows no text, which has soft edges. */
    private static final int LEAST_COLOURS = 12;

    /** Rounding, and a ring of focus. */
    private static final double SLACK = 1.5;

    private final Path folder;
    private final String look;

    /**
     * @param look such as {@code dark}
     */
    Looks(String look) {
        String property = System.getProperty("lastframe.looks");
        if (property == null) {
            throw new IllegalStateException("the property lastframe.looks is not set");
        }
        this.folder = Path.of(property);
        this.look = look;
    }

    /** How many pixels are one of JavaFX's. */
    static double scale() {
        return Fx.get(() -> Screen.getPrimary().getOutputScaleX());
    }

    /** Of one window, with the pointer elsewhere. */
    void take(String name, Window window) {
        VirtualScreenListener.screen().run("xdotool", "mousemove", "1919", "1079");
        save(name, () -> bounds(window), () -> cutOff(window.getScene()).isEmpty());
        assertThat(Fx.get(() -> cutOff(window.getScene())))
                .as("cut off in %s, %s, at %s", name, look, scale())
                .isEmpty();
    }

    /** Of all that is on the screen, with the pointer where it is. */
    void takeTheScreen(String name) {
        save(name, () -> Screen.getPrimary().getBounds(), () -> true);
    }

    private static Rectangle2D bounds(Window window) {
        return new Rectangle2D(window.getX(), window.getY(), window.getWidth(), window.getHeight());
    }

    private void save(String name, Supplier<Rectangle2D> area, Supplier<Boolean> ready) {
        BufferedImage shot = steady(area, ready);
        assertThat(colours(shot)).as("colours of %s", name).isGreaterThanOrEqualTo(LEAST_COLOURS);
        String file = "%s-%s-%d.png".formatted(name, look, Math.round(scale() * 100));
        try {
            Files.createDirectories(folder);
            assertThat(ImageIO.write(shot, "png", folder.resolve(file).toFile())).isTrue();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** As soon as two looks see the same, of a window that may not be drawn yet, or still grow. */
    private static BufferedImage steady(Supplier<Rectangle2D> area, Supplier<Boolean> ready) {
        BufferedImage before = look(area);
        for (int i = 0; i < MOST_LOOKS; i++) {
            Waits.pause(LOOK);
            BufferedImage now = look(area);
            if (Arrays.equals(pixels(now), pixels(before))
                    && colours(now) >= LEAST_COLOURS
                    && Fx.get(ready)) {
                return now;
            }
            before = now;
        }
        return before;
    }

    private static BufferedImage look(Supplier<Rectangle2D> area) {
        return Fx.get(() -> {
            Rectangle2D asked = area.get();
            WritableImage screen = new Robot().getScreenCapture(null, asked, false);
            int width = (int) screen.getWidth();
            int height = (int) screen.getHeight();
            double scale = Screen.getPrimary().getOutputScaleX();
            assertThat(List.of(width, height))
                    .as("size")
                    .isEqualTo(
                            List.of(
                                    (int) Math.round(asked.getWidth() * scale),
                                    (int) Math.round(asked.getHeight() * scale)));
            int[] argb = new int[width * height];
            screen.getPixelReader()
                    .getPixels(
                            0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
            BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            image.setRGB(0, 0, width, height, argb, 0, width);
            return image;
        });
    }

    private static long colours(BufferedImage image) {
        return Arrays.stream(pixels(image)).distinct().count();
    }

    private static int[] pixels(BufferedImage image) {
        int width = image.getWidth();
        return image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    }

    /** The texts of a window that a person cannot read to their end. */
    private static List<String> cutOff(Scene scene) {
        List<String> found = new ArrayList<>();
        for (Node node : Person.within(scene.getRoot())) {
            if (node instanceof Labeled label
                    && Person.shown(label)
                    && label.getText() != null
                    && !label.getText().isEmpty()) {
                if (isShortened(label) || isOutside(label, scene)) {
                    found.add(label.getText());
                }
            }
        }
        return found;
    }

    /**
     * Where a path or a name is too long its middle or its beginning goes, and a tip has it all.
     */
    private static boolean isShortened(Labeled label) {
        return label.getTextOverrun() == OverrunStyle.ELLIPSIS
                && label.lookup(".text") instanceof Text drawn
                && drawn.isVisible()
                && !drawn.getText().equals(label.getText());
    }

    private static boolean isOutside(Node node, Scene scene) {
        if (scrolls(node)) {
            return false;
        }
        Bounds at = node.localToScene(node.getLayoutBounds());
        return at.getMinX() < -SLACK
                || at.getMinY() < -SLACK
                || at.getMaxX() > scene.getWidth() + SLACK
                || at.getMaxY() > scene.getHeight() + SLACK;
    }

    private static boolean scrolls(Node node) {
        for (Node at = node.getParent(); at != null; at = at.getParent()) {
            if (at instanceof ScrollPane || at instanceof ListView<?>) {
                return true;
            }
        }
        return false;
    }
}
