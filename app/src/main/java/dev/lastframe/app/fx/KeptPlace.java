package dev.lastframe.app.fx;

import java.time.Duration;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.stage.Stage;

/**
 * Puts a window that was just shown to its place until that holds. JavaFX and the window manager
 * move it too, at moments of their own: the frame comes late, an icon is brought back, and now and
 * then it stands in the corner although it was told its place. Used by the FX thread.
 */
public final class KeptPlace {

    private static final Duration LOOK = Duration.ofMillis(100);

    /** As often in a row it has to be there. */
    private static final int STEADY = 10;

    /** A place that is not given so often is not to be had: somebody wants it elsewhere. */
    private static final int MOST_PUTS = 8;

    /** From then on it is where the person puts it, whatever came of it. */
    private static final int MOST_LOOKS = 50;

    /** JavaFX rounds places to what the screen's scale allows. */
    private static final double SAME = 1;

    private final Stage stage;
    private final Later later;
    private Later.Cancel next = () -> {};
    private Optional<Point2D> put = Optional.empty();
    private int looks;
    private int puts;
    private int steady;

    public KeptPlace(Stage stage, Later later) {
        this.stage = stage;
        this.later = later;
    }

    /**
     * Begins, and ends what ran before. Ends by itself where the window goes.
     *
     * @param move moves the window to where it belongs
     * @param held run when it stands there, or nothing more is done about it
     */
    public void keep(Runnable move, Runnable held) {
        end();
        put = Optional.empty();
        looks = 0;
        puts = 0;
        steady = 0;
        next = later.after(LOOK, () -> look(move, held));
    }

    /** Leaves the window where it is. */
    public void end() {
        next.cancel();
    }

    private void look(Runnable move, Runnable held) {
        if (stage.isIconified() || !stage.isShowing()) {
            return;
        }
        looks++;
        if (put.filter(this::isAt).isPresent()) {
            steady++;
        } else {
            steady = 0;
            if (puts < MOST_PUTS) {
                puts++;
                move.run();
            }
            put = Optional.of(new Point2D(stage.getX(), stage.getY()));
        }
        if (steady < STEADY && looks < MOST_LOOKS) {
            next = later.after(LOOK, () -> look(move, held));
        } else {
            held.run();
        }
    }

    private boolean isAt(Point2D place) {
        return Math.abs(stage.getX() - place.getX()) <= SAME
                && Math.abs(stage.getY() - place.getY()) <= SAME;
    }
}
