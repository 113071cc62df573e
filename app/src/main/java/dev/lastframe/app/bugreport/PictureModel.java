package dev.lastframe.app.bugreport;

import dev.lastframe.core.report.ReportException;
import java.util.Optional;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The picture of one moment. Of moments that are wished faster than pictures come, the last one is
 * shown. Used by the FX thread.
 */
final class PictureModel {

    private static final Logger LOG = LoggerFactory.getLogger(PictureModel.class);
    private static final long NO_MOMENT = -1;

    /** Makes a picture. Blocks. */
    @FunctionalInterface
    interface Source {
        Still still(long micros) throws ReportException, InterruptedException;
    }

    private final Background background;
    private final ReadOnlyLongWrapper at = new ReadOnlyLongWrapper();
    private final ReadOnlyObjectWrapper<Optional<Still>> still =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Throwable>> failed =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private Optional<Source> source = Optional.empty();
    private Optional<Background.Running> running = Optional.empty();
    private long asked = NO_MOMENT;

    PictureModel(Background background) {
        this.background = background;
    }

    /** The moment that is wished, on the recording's clock. */
    ReadOnlyLongProperty at() {
        return at.getReadOnlyProperty();
    }

    /** Its picture; the one before while it is made. */
    ReadOnlyObjectProperty<Optional<Still>> still() {
        return still.getReadOnlyProperty();
    }

    /** Why the last one that was wished could not be made; empty where it could. */
    ReadOnlyObjectProperty<Optional<Throwable>> failed() {
        return failed.getReadOnlyProperty();
    }

    void begin(Source made, long micros) {
        end();
        source = Optional.of(made);
        show(micros);
    }

    /** Wishes a picture. */
    void show(long micros) {
        at.set(micros);
        if (running.isEmpty()) {
            next();
        }
    }

    /** No more pictures. */
    void end() {
        running.ifPresent(Background.Running::cancel);
        running = Optional.empty();
        source = Optional.empty();
        asked = NO_MOMENT;
        failed.set(Optional.empty());
        still.set(Optional.empty());
    }

    private void next() {
        long micros = at.get();
        source.filter(some -> micros != asked)
                .ifPresent(some -> {
                    asked = micros;
                    running =
                            Optional.of(
                                    background.run(
                                            () -> some.still(micros), this::came, this::failed));
                });
    }

    private void came(Still made) {
        running = Optional.empty();
        still.set(Optional.of(made));
        failed.set(Optional.empty());
        next();
    }

    private void failed(Throwable why) {
        // who thinks that the one before is of this moment overlooks what is private in it
        LOG.info("no picture at {} µs: {}", asked, why.toString());
        running = Optional.empty();
        failed.set(Optional.of(why));
        next();
    }
}
