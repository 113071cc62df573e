package dev.lastframe.app.bench;

import dev.lastframe.core.testing.ContentMode;
import dev.lastframe.core.testing.PulseTone;
import dev.lastframe.core.testing.SoundServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Records the same without sound, with what the computer plays, and with the microphone too, in
 * turn, beside a real sound server into which tones are played. Used by the main thread; blocks for
 * minutes.
 */
final class SoundTrial {

    private final Laboratory laboratory;
    private final Recipe recipe;
    private final int runs;
    private final Consumer<String> progress;

    SoundTrial(
            Laboratory laboratory,
            String encoder,
            int seconds,
            int runs,
            Consumer<String> progress) {
        this.laboratory = laboratory;
        this.recipe =
                new Recipe(
                        "typing, 1080p at 30, %d s".formatted(seconds),
                        ContentMode.SMALL,
                        10,
                        30,
                        seconds,
                        encoder);
        this.runs = runs;
        this.progress = progress;
    }

    SoundChapter run() {
        try (SoundServer server =
                SoundServer.start(Files.createDirectory(laboratory.home().resolve("pa")))) {
            try (var _ = PulseTone.start(server, "speakers", 997, 0.25);
                    var _ = PulseTone.start(server, "voice", 440, 0.25)) {
                return record(server);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private SoundChapter record(SoundServer server) throws IOException {
        Path home = laboratory.home();
        String display = laboratory.screen().display();
        Recorder system = LastframeRecorder.hearing(home, display, server, List.of());
        Recorder both = LastframeRecorder.hearing(home, display, server, List.of("--microphone"));
        List<Cost> silents = new ArrayList<>();
        List<Cost> systems = new ArrayList<>();
        List<Cost> boths = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            progress.accept("sound, run %d of %d".formatted(run, runs));
            silents.add(laboratory.record(laboratory.lastframe(), recipe).cost());
            systems.add(heard(system));
            boths.add(heard(both));
            // Once more: what the computer did meanwhile is seen in the difference.
            silents.add(laboratory.record(laboratory.lastframe(), recipe).cost());
        }
        return new SoundChapter(silents, systems, boths, recipe);
    }

    private Cost heard(Recorder recorder) {
        Trial trial = laboratory.record(recorder, recipe);
        trial.outcome()
                .at("/ledger/sound")
                .forEach(source -> {
                    if (source.path("read").asLong() == 0) {
                        throw new BenchFailure("A source of sound gave nothing: " + trial.way());
                    }
                });
        if (trial.outcome().at("/ledger/sound").isEmpty()) {
            throw new BenchFailure("Nothing was heard: " + trial.way());
        }
        return trial.cost();
    }
}
