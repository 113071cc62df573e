package dev.lastframe.app.recording;

import dev.lastframe.app.settings.LastRecording;
import dev.lastframe.core.export.ExportException;
import dev.lastframe.core.export.Thumbnail;
import dev.lastframe.core.storage.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small picture of the recording made last, made while nothing is recorded and kept in memory
 * only: with the recording its pictures are gone. Used by the FX thread; never blocks.
 */
final class LastPicture {

    /** For a place of half the size in a window that is drawn twice as large. */
    static final int WIDTH = 108;

    static final int HEIGHT = 60;

    private static final Logger LOG = LoggerFactory.getLogger(LastPicture.class);
    private static final ByteBuffer NO_PICTURE = ByteBuffer.allocate(0).asReadOnlyBuffer();

    /**
     * What there is to see.
     *
     * @param png empty where there is no picture, or not yet
     * @param missing whether the recording is no longer where it was
     */
    record Look(ByteBuffer png, boolean missing) {

        static final Look NOTHING = new Look(NO_PICTURE, false);

        boolean empty() {
            return !png.hasRemaining();
        }
    }

    private final Path scratch;
    private final Executor ui;
    private final Executor background;
    private final ReadOnlyObjectProperty<Optional<LastRecording>> last;
    private final ReadOnlyObjectWrapper<Look> look = new ReadOnlyObjectWrapper<>(Look.NOTHING);

    /** What the picture is of, or is being made of. */
    private Optional<LastRecording> of = Optional.empty();

    private boolean busy;
    private boolean working;

    LastPicture(WindowServices services, ReadOnlyObjectProperty<Optional<LastRecording>> last) {
        this.scratch = services.places().cache();
        this.ui = services.ui();
        this.background = services.background();
        this.last = last;
    }

    /** Empty until there is one. */
    ReadOnlyObjectProperty<Look> look() {
        return look.getReadOnlyProperty();
    }

    /** The program is ready: makes the pictures of what is made last from now on. */
    void begin(ReadOnlyObjectProperty<Phase> phase) {
        phase.subscribe(now -> {
            busy = now.busy();
            make();
        });
        last.subscribe(now -> make());
    }

    private void make() {
        Optional<LastRecording> now = last.get();
        if (!isOf(now)) {
            // nobody sees another recording's picture beside its name
            look.set(Look.NOTHING);
        }
        if (busy || working || now.equals(of)) {
            return;
        }
        of = now;
        now.ifPresent(this::begin);
    }

    private void begin(LastRecording made) {
        CompletableFuture<Look> looked;
        try {
            looked = CompletableFuture.supplyAsync(() -> look(made), background);
        } catch (RejectedExecutionException ends) {
            LOG.debug("Lastframe ends: no picture of {}", made.file());
            return;
        }
        working = true;
        var _ = looked.whenComplete((seen, fault) -> ui.execute(() -> made(seen, fault)));
    }

    /** Whether the picture is of this one; its MP4 is the same recording. */
    private boolean isOf(Optional<LastRecording> now) {
        return of.map(LastRecording::name).equals(now.map(LastRecording::name));
    }

    private void made(@Nullable Look seen, @Nullable Throwable fault) {
        working = false;
        if (fault != null) {
            LOG.warn("there is no picture of the last recording", fault);
        }
        if (isOf(last.get())) {
            look.set(seen == null ? Look.NOTHING : seen);
        }
        make();
    }

    private Look look(LastRecording made) {
        try {
            OwnerOnly.createFolders(scratch);
            byte[] png =
                    Thumbnail.png(made.file(), made.length().dividedBy(2), WIDTH, HEIGHT, scratch);
            return new Look(ByteBuffer.wrap(png).asReadOnlyBuffer(), false);
        } catch (ExportException | IOException none) {
            boolean missing = Files.notExists(made.file());
            if (!missing) {
                LOG.warn("there is no picture of {}", made.file(), none);
            }
            return new Look(NO_PICTURE, missing);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new CompletionException(ended);
        }
    }
}
