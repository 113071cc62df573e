package dev.lastframe.app.recording;

import dev.lastframe.app.fx.Opener;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens files that were made, and says so in the window where that fails. Called by the FX thread.
 */
final class MadeFiles {

    private static final Logger LOG = LoggerFactory.getLogger(MadeFiles.class);

    private final Opener opener;
    private final Executor ui;
    private final Words words;
    private final Consumer<Banner> trouble;

    MadeFiles(Opener opener, Executor ui, Words words, Consumer<Banner> trouble) {
        this.opener = opener;
        this.ui = ui;
        this.words = words;
        this.trouble = trouble;
    }

    void open(Path file) {
        watch(opener.open(file), file);
    }

    void show(Path file) {
        watch(opener.show(file), file);
    }

    private void watch(CompletionStage<?> opening, Path file) {
        opening.whenComplete((done, fault) -> {
            if (fault != null) {
                LOG.warn("{} could not be shown", file, fault);
                ui.execute(() -> trouble.accept(refused(file)));
            }
        });
    }

    private Banner refused(Path file) {
        return new Banner(
                words.text("open.failed", file.getFileName()), Banner.Action.NONE, "OPEN_FAILED");
    }
}
