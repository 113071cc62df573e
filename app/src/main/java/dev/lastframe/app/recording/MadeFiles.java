package dev.lastframe.app.recording;

import dev.lastframe.app.fx.Opener;
import dev.lastframe.app.help.Licences;
import dev.lastframe.app.help.Manual;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens files that were made, and the manual, and says so in the window where that fails. Called by
 * the FX thread.
 */
final class MadeFiles {

    private static final Logger LOG = LoggerFactory.getLogger(MadeFiles.class);

    private final Opener opener;
    private final Executor ui;
    private final Executor background;
    private final Manual manual;
    private final Licences licences;
    private final Words words;
    private final Consumer<Banner> trouble;

    MadeFiles(WindowServices services, Words words, Consumer<Banner> trouble) {
        this.opener = services.opener();
        this.ui = services.ui();
        this.background = services.background();
        this.manual = new Manual(services.places().cache().resolve("help"));
        this.licences = new Licences(services.places().cache().resolve("licences"));
        this.words = words;
        this.trouble = trouble;
    }

    void open(Path file) {
        watch(opener.open(file), file);
    }

    void show(Path file) {
        watch(opener.show(file), file);
    }

    void explain(String section) {
        watch(
                CompletableFuture.supplyAsync(() -> manual.at(section), background)
                        .thenComposeAsync(opener::open, ui),
                Path.of(Manual.NAME));
    }

    void licences() {
        watch(
                CompletableFuture.supplyAsync(licences::write, background)
                        .thenComposeAsync(opener::open, ui),
                Path.of(Licences.NAME));
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
